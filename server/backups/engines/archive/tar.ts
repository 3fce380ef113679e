/** The tar format (POSIX pax interchange), as much of it as backups need; read by every tar program. */
export interface TarHeader {
  name: string;
  type: 'file' | 'dir' | 'symlink' | 'hardlink';
  mode: number;
  uid: number;
  gid: number;
  size: number;
  /** Nanoseconds since 1970. */
  mtimeNs: bigint;
  link: string | null;
}

const typeFlags = { file: '0', hardlink: '1', symlink: '2', dir: '5' } as const;
const typesByFlag: Record<string, TarHeader['type']> = { '0': 'file', '\0': 'file', '1': 'hardlink', '2': 'symlink', '5': 'dir' };
const maxOctal = { size: 0o77777777777, id: 0o7777777 };

/** Zero bytes that fill a body up to the next block. */
export const padding = (size: number): number => (512 - (size % 512)) % 512;

/** Two empty blocks: the end of an archive. */
export const endOfTar = (): Buffer => Buffer.alloc(1024);

/** The most bytes that the blocks before a body can take. */
export const headerLimit = (header: TarHeader): number => 2560 + Buffer.byteLength(header.name) + Buffer.byteLength(header.link ?? '');

/** The blocks that come before a body. */
export function encodeHeader(header: TarHeader): Buffer {
  const target = Buffer.allocUnsafe(headerLimit(header));
  return target.subarray(0, putHeader(target, 0, header));
}

/**
 * Writes the blocks that come before a body at a place that has room for `headerLimit`, and answers where they end. What
 * the old header cannot hold (long or non-ASCII names, fractions) goes to pax records.
 */
export function putHeader(target: Buffer, at: number, header: TarHeader): number {
  const name = header.type === 'dir' && !header.name.endsWith('/') ? `${header.name}/` : header.name;
  const seconds = header.mtimeNs / 1_000_000_000n;
  const records: string[] = [];
  const fraction = header.mtimeNs % 1_000_000_000n;
  if (fraction !== 0n || seconds < 0n) records.push(paxRecord('mtime', decimalSeconds(header.mtimeNs)));
  if (!fits(name)) records.push(paxRecord('path', name));
  if (header.link !== null && !fits(header.link)) records.push(paxRecord('linkpath', header.link));
  if (header.size > maxOctal.size) records.push(paxRecord('size', String(header.size)));
  if (header.uid > maxOctal.id) records.push(paxRecord('uid', String(header.uid)));
  if (header.gid > maxOctal.id) records.push(paxRecord('gid', String(header.gid)));
  let end = at;
  if (records.length > 0) {
    const text = records.join('');
    const size = Buffer.byteLength(text);
    end = putBlock(target, end, 'pax', 'x', { ...header, size, link: null }, seconds);
    end += target.write(text, end, 'utf8');
    target.fill(0, end, end + padding(size));
    end += padding(size);
  }
  return putBlock(target, end, name, typeFlags[header.type], header, seconds);
}

const fits = (text: string): boolean => text.length <= 100 && /^[\x20-\x7e]*$/.test(text);

const decimalSeconds = (ns: bigint): string => {
  const whole = ns >= 0n ? ns : -ns;
  return `${ns < 0n ? '-' : ''}${whole / 1_000_000_000n}.${String(whole % 1_000_000_000n).padStart(9, '0')}`;
};

function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length !== String(rest).length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

function putBlock(b: Buffer, at: number, name: string, flag: string, header: TarHeader, seconds: bigint): number {
  b.fill(0, at, at + 512);
  b.write(ascii(name), at, 100, 'latin1');
  octal(b, header.mode & 0o7777, at + 100, 8);
  octal(b, header.uid > maxOctal.id ? 0 : header.uid, at + 108, 8);
  octal(b, header.gid > maxOctal.id ? 0 : header.gid, at + 116, 8);
  octal(b, header.size > maxOctal.size ? 0 : header.size, at + 124, 12);
  octal(b, seconds < 0n ? 0 : Number(seconds), at + 136, 12);
  b.write(flag, at + 156, 'latin1');
  if (header.link !== null) b.write(ascii(header.link), at + 157, 100, 'latin1');
  b.write('ustar\x0000', at + 257, 'latin1');
  octal(b, checksum(b, at), at + 148, 7);
  b[at + 155] = 0x20;
  return at + 512;
}

const ascii = (text: string): string => (fits(text) ? text : text.replace(/[^\x20-\x7e]/g, '_').slice(0, 100));

/** Digits to the base of eight up to a zero byte; one by one, since every file has a dozen such fields. */
function octal(b: Buffer, value: number, at: number, width: number): void {
  let left = value;
  for (let i = at + width - 2; i >= at; i -= 1) {
    b[i] = 0x30 + (left % 8);
    left = Math.floor(left / 8);
  }
  b[at + width - 1] = 0;
}

/** The sum of a header's bytes, its own field counted as eight blanks. */
function checksum(b: Buffer, at = 0): number {
  let sum = 8 * 32;
  for (let i = at; i < at + 148; i += 1) sum += b[i]!;
  for (let i = at + 156; i < at + 512; i += 1) sum += b[i]!;
  return sum;
}

/** One thing in an archive; its body must be read to its end before the next is asked for. */
export interface TarEntry {
  header: TarHeader;
  body: AsyncIterable<Buffer>;
}

/** Pipes and devices, which other programs put into their archives. */
const specialFlags = new Set(['3', '4', '6']);

/** Reads an archive in one pass. Anything that is not whole and sound throws: a cut archive never passes for a short one. */
export async function* readTar(source: AsyncIterable<Uint8Array>, { skipsSpecial = false } = {}): AsyncGenerator<TarEntry> {
  const bytes = byteReader(source);
  let pax = new Map<string, string>();
  for (;;) {
    const b = await bytes.exactly(512);
    if (b.every((byte) => byte === 0)) break;
    const flag = String.fromCharCode(b[156]!);
    if (parseOctal(b, 148, 8) !== checksum(b)) throw new Error('A header of the archive is damaged');
    const size = Number(pax.get('size') ?? parseOctal(b, 124, 12));
    if (flag === 'x') {
      pax = parsePax(await bytes.exactly(size));
      await bytes.exactly(padding(size));
      continue;
    }
    if (skipsSpecial && specialFlags.has(flag)) {
      pax = new Map();
      continue;
    }
    const header = decodeHeader(b, flag, size, pax);
    pax = new Map();
    let isRead = false;
    const body = (async function* () {
      yield* bytes.upTo(size);
      await bytes.exactly(padding(size));
      isRead = true;
    })();
    yield { header, body };
    if (!isRead) for await (const _ of body);
  }
  await bytes.drain();
}

function decodeHeader(b: Buffer, flag: string, size: number, pax: Map<string, string>): TarHeader {
  const type = typesByFlag[flag];
  if (!type) throw new Error(`The archive holds an entry of unknown kind ${flag}`);
  const mtime = pax.get('mtime');
  return {
    name: pax.get('path') ?? textAt(b, 0, 100),
    type,
    mode: parseOctal(b, 100, 8),
    uid: Number(pax.get('uid') ?? parseOctal(b, 108, 8)),
    gid: Number(pax.get('gid') ?? parseOctal(b, 116, 8)),
    size,
    mtimeNs: mtime ? nanoseconds(mtime) : BigInt(parseOctal(b, 136, 12)) * 1_000_000_000n,
    link: type === 'symlink' || type === 'hardlink' ? (pax.get('linkpath') ?? textAt(b, 157, 100)) : null,
  };
}

const textAt = (b: Buffer, at: number, width: number): string => b.toString('latin1', at, at + width).replace(/\0.*$/s, '');
const parseOctal = (b: Buffer, at: number, width: number): number => Number.parseInt(textAt(b, at, width).trim() || '0', 8);

function nanoseconds(text: string): bigint {
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error('A time in the archive is damaged');
  const ns = BigInt(whole) * 1_000_000_000n + BigInt((fraction ?? '').padEnd(9, '0').slice(0, 9));
  return sign ? -ns : ns;
}

function parsePax(body: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const length = Number(body.toString('latin1', at, space));
    if (!(length > 0) || at + length > body.length) throw new Error('A header of the archive is damaged');
    const record = body.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

function byteReader(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await iterator.next();
    if (next.done) return false;
    held = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    return true;
  };
  async function* upTo(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (held.length === 0 && !(await more())) throw new Error('The archive ends too early');
      const part = held.subarray(0, left);
      held = held.subarray(part.length);
      left -= part.length;
      if (part.length > 0) yield part;
    }
  }
  return {
    upTo,
    exactly: async (size: number): Promise<Buffer> => {
      if (held.length >= size) {
        const part = held.subarray(0, size);
        held = held.subarray(size);
        return part;
      }
      const parts: Buffer[] = [];
      for await (const part of upTo(size)) parts.push(part);
      return Buffer.concat(parts);
    },
    /** Reads on to the end, so that whatever checks the bytes (zstd, age) has seen all of them. */
    drain: async (): Promise<void> => {
      while (await more());
    },
  };
}
