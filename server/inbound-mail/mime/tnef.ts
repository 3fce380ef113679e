export interface TnefFile {
  name: string;
  bytes: Uint8Array;
}

const signature = 0x223e9f78;
const attachmentTitle = 0x18010;
const attachmentData = 0x6800f;
const renderData = 0x69002;

/** The files inside an Outlook winmail.dat (MS-OXTNEF), as far as it is well-formed; nothing when it is not. */
export function filesOfTnef(bytes: Buffer): TnefFile[] {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return [];
  const files: TnefFile[] = [];
  let current: { name: string; bytes: Uint8Array | null } = { name: '', bytes: null };
  const keep = (): void => {
    if (current.bytes) files.push({ name: current.name || `winmail-${files.length + 1}`, bytes: current.bytes });
    current = { name: '', bytes: null };
  };
  for (let at = 6; at + 9 <= bytes.length && files.length < 50; ) {
    const id = bytes.readUInt32LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const end = at + 9 + length;
    if (end + 2 > bytes.length) break;
    const value = bytes.subarray(at + 9, end);
    if (id === renderData) keep();
    if (id === attachmentTitle) current.name = value.toString('latin1').replace(/\0.*$/s, '');
    if (id === attachmentData) current.bytes = value;
    at = end + 2;
  }
  keep();
  return files;
}
