import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { ListLine } from './layout.ts';
import { dataPrefix } from './layout.ts';
import { encodeHeader, padding, type TarHeader } from './tar.ts';

export interface SourceOrder {
  paths: string[];
  exclude: string[];
  oneFileSystem: boolean;
  /** Names in the archive are relative to this directory, without the ones above it; else they are whole paths below `data/`. */
  relativeTo?: string;
}

export interface SourceEvents {
  onEntry(line: ListLine): void;
  /** Something that should be in the archive and is not, or is not as it was when it was looked at. */
  onUnreadable(path: string, why: string): void;
  onBytes(count: number): void;
  onSkipped(path: string, why: string): void;
}

const chunkSize = 256 * 1024;

/**
 * The source as tar blocks. It reads synchronously, which is several times faster for many small files; its process
 * does nothing else. Names are sorted, so that the same tree gives the same archive.
 */
export function* readSource(order: SourceOrder, events: SourceEvents): Generator<Buffer> {
  const walking: Walking = { ...order, links: new Map(), ...events };
  const ancestors = new Set<string>();
  for (const path of [...order.paths].sort()) {
    for (const ancestor of order.relativeTo === undefined ? ancestorsOf(path) : []) {
      if (ancestors.has(ancestor)) continue;
      ancestors.add(ancestor);
      yield* entryOf(ancestor, lstatSync(ancestor, { bigint: true }), walking);
    }
    const device = order.oneFileSystem ? lstatSync(path, { bigint: true }).dev : null;
    yield* walk(path, device, walking);
  }
}

interface Walking extends SourceOrder, SourceEvents {
  /** Where the content of a file with several names stands already. */
  links: Map<string, string>;
}

/** `/srv/data/a` → `/srv`, `/srv/data`. */
function ancestorsOf(path: string): string[] {
  const result: string[] = [];
  for (let parent = dirname(path); parent !== '/'; parent = dirname(parent)) result.unshift(parent);
  return path === '/' ? [] : result;
}

function* walk(path: string, device: bigint | null, w: Walking): Generator<Buffer> {
  const stat = attempt(path, w, () => lstatSync(path, { bigint: true }));
  if (!stat || (device !== null && stat.dev !== device)) return;
  yield* entryOf(path, stat, w);
  if (!stat.isDirectory()) return;
  const names = attempt(path, w, () => readdirSync(path).sort()) ?? [];
  for (const name of names) {
    const child = join(path, name);
    if (!isExcluded(child, name, w.exclude)) yield* walk(child, device, w);
  }
}

/** An exclude is an absolute path, or a name that may hold `*`. */
export function isExcluded(path: string, name: string, exclude: readonly string[]): boolean {
  return exclude.some((pattern) => {
    if (pattern.startsWith('/')) return path === pattern;
    if (!pattern.includes('*')) return name === pattern;
    return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's').test(name);
  });
}

/** What vanished between listing and reading was simply deleted; anything else that cannot be read is told. */
function attempt<T>(path: string, events: SourceEvents, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !path.includes('\ufffd')) events.onSkipped(path, 'vanished');
    else events.onUnreadable(path, code === 'ENOENT' ? 'its name is not UTF-8' : String(code));
    return null;
  }
}

function* entryOf(path: string, stat: BigIntStats, w: Walking): Generator<Buffer> {
  if (stat.isDirectory()) yield* bare(path, stat, 'dir', null, w);
  else if (stat.isSymbolicLink()) {
    const target = attempt(path, w, () => readlinkSync(path));
    if (target !== null) yield* bare(path, stat, 'symlink', target, w);
  } else if (!stat.isFile()) w.onSkipped(path, 'is a socket, pipe or device');
  else {
    const inode = `${stat.dev}:${stat.ino}`;
    const first = stat.nlink > 1n ? w.links.get(inode) : undefined;
    if (first !== undefined) yield* bare(path, stat, 'hardlink', first, w);
    else if ((yield* file(path, w)) && stat.nlink > 1n) w.links.set(inode, path);
  }
}

function nameOf(path: string, w: Walking): string {
  if (w.relativeTo !== undefined) return relative(w.relativeTo, path) || '.';
  return path === '/' ? dataPrefix : `${dataPrefix}${path}`;
}

function headerOf(name: string, stat: BigIntStats, type: TarHeader['type'], size: number, link: string | null): TarHeader {
  return {
    name,
    type,
    mode: Number(stat.mode & 0o7777n),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    size,
    mtimeNs: stat.mtimeNs,
    link,
  };
}

function* bare(path: string, stat: BigIntStats, type: TarHeader['type'], link: string | null, w: Walking): Generator<Buffer> {
  yield encodeHeader(headerOf(nameOf(path, w), stat, type, 0, type === 'hardlink' ? nameOf(link!, w) : link));
  w.onEntry({ p: path, t: type, s: 0, m: Number(stat.mode & 0o7777n), ns: String(stat.mtimeNs), ...(link === null ? {} : { l: link }) });
}

/** The size is the one at opening: what is appended meanwhile waits for the next run, what is cut off becomes zeros and is told. */
function* file(path: string, w: Walking): Generator<Buffer, boolean> {
  const fd = attempt(path, w, () => openSync(path, 'r'));
  if (fd === null) return false;
  try {
    const stat = fstatSync(fd, { bigint: true });
    const size = Number(stat.size);
    yield encodeHeader(headerOf(nameOf(path, w), stat, 'file', size, null));
    const hash = createHash('sha256');
    for (let left = size; left > 0; ) {
      const chunk = Buffer.allocUnsafe(Math.min(left, chunkSize));
      const count = readChunk(fd, chunk, path, w);
      if (count < chunk.length) chunk.fill(0, count);
      if (count === 0) w.onUnreadable(path, 'became shorter while it was read');
      hash.update(chunk);
      left -= chunk.length;
      w.onBytes(chunk.length);
      yield chunk;
      if (count === 0) while (left > 0) left -= yield* zeros(Math.min(left, chunkSize), hash);
    }
    if (padding(size)) yield Buffer.alloc(padding(size));
    w.onEntry({ p: path, t: 'file', s: size, m: Number(stat.mode & 0o7777n), ns: String(stat.mtimeNs), h: hash.digest('hex') });
    return true;
  } finally {
    closeSync(fd);
  }
}

function* zeros(count: number, hash: { update(data: Buffer): unknown }): Generator<Buffer, number> {
  const chunk = Buffer.alloc(count);
  hash.update(chunk);
  yield chunk;
  return count;
}

/** Fills the chunk as far as the file goes. */
function readChunk(fd: number, chunk: Buffer, path: string, events: SourceEvents): number {
  let count = 0;
  while (count < chunk.length) {
    let read: number;
    try {
      read = readSync(fd, chunk, count, chunk.length - count, null);
    } catch (error) {
      events.onUnreadable(path, String((error as NodeJS.ErrnoException).code));
      return count;
    }
    if (read === 0) break;
    count += read;
  }
  return count;
}
