import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BackupFailure } from '../../failure.ts';
import type { FileEntry, RepositoryAccess } from '../engine.ts';
import { type Bytes, decompress, decrypt } from './codec.ts';
import { dataPrefix, type ListLine, type PointRecord, recordPath } from './layout.ts';
import { readTar, type TarEntry } from './tar.ts';

/** The record of a point; a missing or damaged one counts as damage of the repository. */
export async function readRecord(location: string, ref: string): Promise<PointRecord> {
  try {
    const record = JSON.parse(await readFile(recordPath(location, ref), 'utf8')) as PointRecord;
    if (record.format === 1 && record.ref === ref) return record;
  } catch {
    // falls through
  }
  throw new BackupFailure('corrupt_pack', `The record of ${ref} is missing or damaged`);
}

function opened(repository: RepositoryAccess, name: string, isEncrypted: boolean): Bytes {
  const raw = createReadStream(join(repository.location, name), { highWaterMark: 262_144 });
  if (!isEncrypted) return raw;
  if (repository.password === null) throw new BackupFailure('auth_repo', 'The point is encrypted and the repository has no password');
  return decrypt(raw, repository.password);
}

/** Everything in the archive in its order; what is damaged throws `corrupt_pack`. */
export async function* readEntries(repository: RepositoryAccess, record: PointRecord): AsyncGenerator<TarEntry> {
  try {
    yield* readTar(decompress(opened(repository, record.archive.name, record.isEncrypted), record.compression));
  } catch (error) {
    throw asCorrupt(error, record.archive.name);
  }
}

/** The lines of the list in the order of the archive. */
export async function* readList(repository: RepositoryAccess, record: PointRecord): AsyncGenerator<ListLine> {
  try {
    const plain = Readable.from(opened(repository, record.list.name, record.isEncrypted));
    const gunzip = createGunzip();
    plain.on('error', (error) => gunzip.destroy(error));
    const lines = createInterface({ input: plain.pipe(gunzip), crlfDelay: Number.POSITIVE_INFINITY });
    let failure: unknown = null;
    gunzip.on('error', (error) => {
      failure = error;
      lines.close();
    });
    for await (const line of lines) yield JSON.parse(line) as ListLine;
    if (failure) throw failure;
  } catch (error) {
    throw asCorrupt(error, record.list.name);
  }
}

/** The decoded bytes of the separate sums file. */
export async function readSums(repository: RepositoryAccess, record: PointRecord): Promise<AsyncIterable<Uint8Array>> {
  return opened(repository, record.sums.name, record.isEncrypted);
}

export function asCorrupt(error: unknown, name: string): unknown {
  if (error instanceof BackupFailure) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const isSystem = code !== undefined && /^E(NOSPC|ACCES|PERM|EXIST|ROFS|MFILE|DQUOT)$/.test(code);
  return isSystem ? error : new BackupFailure('corrupt_pack', `${name} is damaged: ${message}`);
}

/** Where an entry of the archive belongs on a machine, or null for what we added ourselves. */
export function pathOf(name: string): string | null {
  const clean = name.replace(/\/+$/, '');
  if (clean === dataPrefix) return '/';
  if (!clean.startsWith(`${dataPrefix}/`)) return null;
  const path = clean.slice(dataPrefix.length);
  if (path.split('/').some((part, i) => part === '..' || part === '.' || (part === '' && i > 0))) {
    throw new BackupFailure('corrupt_pack', `The archive holds an unsafe name: ${name}`);
  }
  return path;
}

/** What a directory of the point holds; null when there is no such path. */
export async function listFiles(repository: RepositoryAccess, record: PointRecord, path: string): Promise<FileEntry[] | null> {
  const prefix = path === '/' ? '/' : `${path}/`;
  const entries: FileEntry[] = [];
  const sizes = new Map<string, number>();
  let isKnown = path === '/';
  for await (const line of readList(repository, record)) {
    const isInside = line.p.startsWith(prefix) && line.p !== '/' && !line.p.slice(prefix.length).includes('/');
    if (line.p === path) isKnown = true;
    if (isInside || (line.p === path && line.t !== 'dir')) entries.push(entryOf(line));
    if (isInside && line.t === 'file') sizes.set(line.p, line.s);
    if (isInside && line.t === 'hardlink') entries.at(-1)!.bytes = sizes.get(line.l!) ?? 0;
  }
  return isKnown ? entries : null;
}

function entryOf(line: ListLine): FileEntry {
  return {
    path: line.p,
    type: line.t === 'hardlink' ? 'file' : line.t,
    bytes: line.s,
    mode: line.m,
    modifiedAt: new Date(Number(BigInt(line.ns) / 1_000_000n)),
  };
}
