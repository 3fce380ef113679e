/** Pictures that a browser may show in place: none of these formats can carry script. */
const pictures: Array<{ type: string; matches(head: Buffer): boolean }> = [
  { type: 'image/png', matches: (head) => head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')) },
  { type: 'image/jpeg', matches: (head) => head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) },
  { type: 'image/gif', matches: (head) => /^GIF8[79]a/.test(head.toString('latin1', 0, 6)) },
  { type: 'image/webp', matches: (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP' },
];

/** Types that are told apart by their first bytes and are only ever downloaded. */
const others: Array<{ type: string; start: string }> = [
  { type: 'application/pdf', start: '255044462d' },
  { type: 'application/zip', start: '504b0304' },
  { type: 'application/gzip', start: '1f8b' },
];

export const sniffedBytes = 512;

/**
 * The content type by the file's first bytes; what the sender or the name claims is not believed. Text is text, whatever
 * language it is in; all else is a stream of octets.
 */
export function sniff(head: Buffer): string {
  const picture = pictures.find(({ matches }) => matches(head));
  if (picture) return picture.type;
  const other = others.find(({ start }) => head.subarray(0, start.length / 2).equals(Buffer.from(start, 'hex')));
  if (other) return other.type;
  return isText(head) ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}

/** True when a browser may show the file in the page. */
export const isPicture = (contentType: string): boolean => pictures.some(({ type }) => type === contentType);

/** How a page can show the file without a download, or null when it cannot. */
export function previewOf(contentType: string): 'image' | 'pdf' | 'text' | null {
  if (isPicture(contentType)) return 'image';
  if (contentType === 'application/pdf') return 'pdf';
  return contentType.startsWith('text/plain') ? 'text' : null;
}

function isText(head: Buffer): boolean {
  if (head.length === 0) return true;
  // The last character may be cut in the middle.
  const text = new TextDecoder('utf-8', { fatal: false }).decode(head).replace(/\ufffd{1,3}$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has none of these
  return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/.test(text);
}
