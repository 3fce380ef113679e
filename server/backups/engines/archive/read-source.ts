import { createHash, hash as hashOf } from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { ListLine } from './layout.ts';
import { dataPrefix } from './layout.ts';
import { headerLimit, padding, putHeader, type TarHeader } from './tar.ts';

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

const slabSize = 512 * 1024;
const leastRead = 16 * 1024;

/** Where tar blocks are put together. A full one is given on: a small file costs no memory of its own. */
interface Slab {
  bytes: Buffer;
  at: number;
}

const newSlab = (size = slabSize): Slab => ({ bytes: Buffer.allocUnsafeSlow(size), at: 0 });

function* room(slab: Slab, size: number): Generator<Buffer> {
  if (slab.bytes.length - slab.at >= size) return;
  if (slab.at > 0) yield slab.bytes.subarray(0, slab.at);
  Object.assign(slab, newSlab(Math.max(size, slabSize)));
}

/**
 * The source as tar blocks. It reads synchronously, which is several times faster for many small files; its process
 * does nothing else. Names are sorted, so that the same tree gives the same archive.
 */
export function* readSource(order: SourceOrder, events: SourceEvents): Generator<Buffer> {
  const walking: Walking = { ...order, links: new Map(), slab: newSlab(), ...events };
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
  if (walking.slab.at > 0) yield walking.slab.bytes.subarray(0, walking.slab.at);
}

interface Walking extends SourceOrder, SourceEvents {
  /** Where the content of a file with several names stands already. */
  links: Map<string, string>;
  slab: Slab;
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
  if (stat.isDirectory()) yield* inside(path, device, w);
}

function* inside(path: string, device: bigint | null, w: Walking): Generator<Buffer> {
  const entries = attempt(path, w, () => readdirSync(path, { withFileTypes: true }).sort(byName)) ?? [];
  for (const entry of entries) {
    const child = join(path, entry.name);
    if (isExcluded(child, entry.name, w.exclude)) continue;
    // A plain file is looked at once, when it is open.
    if (entry.isFile()) yield* file(child, device, w);
    else yield* walk(child, device, w);
  }
}

const byName = (one: Dirent, other: Dirent): number => (one.name < other.name ? -1 : 1);

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
  else yield* file(path, null, w);
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
  yield* header(headerOf(nameOf(path, w), stat, type, 0, type === 'hardlink' ? nameOf(link!, w) : link), w);
  w.onEntry({ p: path, t: type, s: 0, m: Number(stat.mode & 0o7777n), ns: String(stat.mtimeNs), ...(link === null ? {} : { l: link }) });
}

function* header(words: TarHeader, { slab }: Walking): Generator<Buffer> {
  yield* room(slab, headerLimit(words));
  slab.at = putHeader(slab.bytes, slab.at, words);
}

// What took a file's place since its directory was read is not followed, and a pipe among it is not waited for.
const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

function* file(path: string, device: bigint | null, w: Walking): Generator<Buffer> {
  const fd = attempt(path, w, () => openSync(path, openFlags));
  if (fd === null) return;
  try {
    const stat = fstatSync(fd, { bigint: true });
    if (device !== null && stat.dev !== device) return;
    if (!stat.isFile()) return w.onSkipped(path, 'became something else while it was looked at');
    const inode = stat.nlink > 1n ? `${stat.dev}:${stat.ino}` : null;
    const first = inode === null ? undefined : w.links.get(inode);
    if (first !== undefined) return yield* bare(path, stat, 'hardlink', first, w);
    const h = yield* content(path, fd, stat, w);
    if (inode !== null) w.links.set(inode, path);
    w.onEntry({ p: path, t: 'file', s: Number(stat.size), m: Number(stat.mode & 0o7777n), ns: String(stat.mtimeNs), h });
  } finally {
    closeSync(fd);
  }
}

/**
 * Header and bytes of a file; answers their SHA-256. The size is the one at opening: what is appended meanwhile waits for
 * the next run, what is cut off becomes zeros and is told.
 */
function* content(path: string, fd: number, stat: BigIntStats, w: Walking): Generator<Buffer, string> {
  const { slab } = w;
  const size = Number(stat.size);
  yield* header(headerOf(nameOf(path, w), stat, 'file', size, null), w);
  // Most files are read at once; only the others need a sum that goes on.
  const running = size > slab.bytes.length - slab.at ? createHash('sha256') : null;
  let sum = emptySum;
  let isWhole = true;
  for (let left = size; left > 0; ) {
    yield* room(slab, Math.min(left, leastRead));
    const count = Math.min(left, slab.bytes.length - slab.at);
    const read: number = isWhole ? readInto(slab, fd, count, path, w) : 0;
    if (isWhole && read < count) w.onUnreadable(path, 'became shorter while it was read');
    isWhole &&= read === count;
    slab.bytes.fill(0, slab.at + read, slab.at + count);
    const piece = slab.bytes.subarray(slab.at, slab.at + count);
    if (running) running.update(piece);
    else sum = hashOf('sha256', piece, 'hex');
    slab.at += count;
    left -= count;
    w.onBytes(count);
  }
  yield* room(slab, padding(size));
  slab.bytes.fill(0, slab.at, slab.at + padding(size));
  slab.at += padding(size);
  return running?.digest('hex') ?? sum;
}

const emptySum = hashOf('sha256', '', 'hex');

/** Reads as far as the file goes; answers how many bytes that were. */
function readInto({ bytes, at }: Slab, fd: number, wanted: number, path: string, events: SourceEvents): number {
  let count = 0;
  while (count < wanted) {
    let read: number;
    try {
      read = readSync(fd, bytes, at + count, wanted - count, null);
    } catch (error) {
      events.onUnreadable(path, String((error as NodeJS.ErrnoException).code));
      return count;
    }
    if (read === 0) break;
    count += read;
  }
  return count;
}
