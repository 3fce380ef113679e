import { createHash } from 'node:crypto';
import { chmod, chown, lchown, link, lstat, lutimes, mkdir, open, rename, rm, symlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackupFailure } from '../../failure.ts';
import type { RepositoryAccess, RestoreSummary } from '../engine.ts';
import { insistOnNoLink } from '../insist-on-no-link.ts';
import { isSelected, type ListLine, type PointRecord } from './layout.ts';
import { pathOf, readEntries, readList } from './read-point.ts';
import type { TarEntry, TarHeader } from './tar.ts';
import type { Report } from './write-point.ts';

/**
 * Brings files of a point back below `target` under their full paths: bytes, modes, times, links, and owners when root.
 * Each file's hash is compared with the list while it is written, and the count at the end with what the list promises.
 */
export async function restorePoint(
  repository: RepositoryAccess,
  record: PointRecord,
  order: { paths: string[]; target: string; overwrite: boolean },
  report: Report,
): Promise<RestoreSummary> {
  const selection = await select(repository, record, order.paths);
  if (selection.files + selection.others === 0)
    throw new BackupFailure('verify_failed', `The point holds nothing of ${order.paths.join(', ')}`);
  const done: RestoreSummary = { files: 0, bytes: 0 };
  const after: After = { directories: [], links: [] };
  const lines = readList(repository, record);
  for await (const entry of readEntries(repository, record)) {
    const path = pathOf(entry.header.name);
    if (path === null) continue;
    const line = (await lines.next()).value as ListLine | undefined;
    if (line?.p !== path) throw new BackupFailure('corrupt_pack', `The list and the archive differ at ${path}`);
    await restoreEntry(path, line, entry, { ...order, selection, done, after });
    report.progress({ filesDone: done.files, bytesDone: done.bytes, filesTotal: selection.files, bytesTotal: selection.bytes });
  }
  // Links come last, so that nothing is ever written through one; directories after them, so that their times stay.
  for (const step of after.links) await step();
  for (const step of after.directories.reverse()) await step();
  if (done.files !== selection.files) {
    throw new BackupFailure('verify_failed', `${done.files} files came back where the list promises ${selection.files}`);
  }
  return done;
}

interface Selected {
  files: number;
  bytes: number;
  others: number;
  /** For each file that is wanted under other names: those names, the first of which gets its bytes. */
  namesOf: Map<string, string[]>;
}

async function select(repository: RepositoryAccess, record: PointRecord, paths: string[]): Promise<Selected> {
  const selected: Selected = { files: 0, bytes: 0, others: 0, namesOf: new Map() };
  for await (const line of readList(repository, record)) {
    if (!isSelected(line.p, paths)) continue;
    if (line.t === 'file' || line.t === 'hardlink') selected.files += 1;
    else selected.others += 1;
    selected.bytes += line.s;
    if (line.t === 'hardlink') selected.namesOf.set(line.l!, [...(selected.namesOf.get(line.l!) ?? []), line.p]);
  }
  return selected;
}

interface After {
  directories: Array<() => Promise<void>>;
  links: Array<() => Promise<void>>;
}

interface Restoring {
  paths: string[];
  target: string;
  overwrite: boolean;
  selection: Selected;
  done: RestoreSummary;
  after: After;
}

async function restoreEntry(path: string, line: ListLine, { header, body }: TarEntry, r: Restoring): Promise<void> {
  const isWanted = isSelected(path, r.paths);
  const place = join(r.target, path);
  if (header.type === 'dir') {
    const isAbove = r.paths.some((wanted) => wanted.startsWith(path === '/' ? '/' : `${path}/`));
    if (isWanted || isAbove) await restoreDirectory(place, header, r, isWanted);
  } else if (header.type === 'symlink') {
    if (isWanted) r.after.links.push(() => restoreSymlink(place, header, r.overwrite));
  } else if (header.type === 'file') {
    const names = [...(isWanted ? [path] : []), ...(r.selection.namesOf.get(path) ?? [])];
    if (names.length === 0) return;
    const [first, ...others] = names.map((name) => join(r.target, name));
    await writeFileOf(first!, line, header, body, r);
    for (const other of others) r.after.links.push(() => hardLink(first!, other, r));
  }
}

async function restoreDirectory(place: string, header: TarHeader, r: Restoring, isWanted: boolean): Promise<void> {
  await insistOnNoLink(place);
  const exists = await isDirectory(place);
  if (!exists) await mkdir(place, { recursive: true, mode: 0o700 });
  // A directory that stood there and was not asked for keeps what it has.
  if (!exists || (isWanted && r.overwrite)) r.after.directories.push(() => applyAttributes(place, header));
}

const isDirectory = async (place: string): Promise<boolean> => (await lstat(place).catch(() => null))?.isDirectory() ?? false;

async function writeFileOf(place: string, line: ListLine, header: TarHeader, body: AsyncIterable<Buffer>, r: Restoring): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  const partial = `${place}.coulisse-partial`;
  await rm(partial, { force: true });
  const file = await open(partial, 'wx', 0o600);
  const hash = createHash('sha256');
  try {
    for await (const chunk of body) {
      hash.update(chunk);
      for (let written = 0; written < chunk.length; ) written += (await file.write(chunk, written)).bytesWritten;
      r.done.bytes += chunk.length;
    }
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
  await file.close();
  if (hash.digest('hex') !== line.h) {
    await rm(partial, { force: true });
    throw new BackupFailure('corrupt_pack', `${line.p} is not what was backed up`);
  }
  await applyAttributes(partial, header);
  await takePlace(partial, place, r.overwrite);
  r.done.files += 1;
}

/** Puts a finished file in its place; without leave to overwrite, what stands there wins and the restore fails. */
async function takePlace(partial: string, place: string, overwrite: boolean): Promise<void> {
  if (overwrite) return rename(partial, place);
  try {
    await link(partial, place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new BackupFailure('target_exists', `${place} exists`);
    throw error;
  } finally {
    await rm(partial, { force: true });
  }
}

async function hardLink(first: string, place: string, r: Restoring): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  if (r.overwrite) await rm(place, { force: true });
  await link(first, place);
  r.done.files += 1;
}

async function restoreSymlink(place: string, header: TarHeader, overwrite: boolean): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  if (overwrite) await rm(place, { force: true });
  try {
    await symlink(header.link!, place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new BackupFailure('target_exists', `${place} exists`);
    throw error;
  }
  if (process.getuid?.() === 0) await lchown(place, header.uid, header.gid);
  await lutimes(place, secondsOf(header), secondsOf(header));
}

async function applyAttributes(place: string, header: TarHeader): Promise<void> {
  // Changing the owner clears set-user-id, so the mode comes after it.
  if (process.getuid?.() === 0) await chown(place, header.uid, header.gid);
  await chmod(place, header.mode);
  await utimes(place, secondsOf(header), secondsOf(header));
}

const secondsOf = (header: TarHeader): number => Number(header.mtimeNs) / 1e9;
