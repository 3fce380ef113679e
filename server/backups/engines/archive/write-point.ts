import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { BackupFailure } from '../../failure.ts';
import type { BackupOrder, Progress, RepositoryAccess } from '../engine.ts';
import { syncDirectory, writeDurably } from '../marker.ts';
import { type Bytes, bestCompression, compress, encrypt } from './codec.ts';
import { dataPrefix, fileNames, jsonLine, type ListLine, type PointRecord, recordPath, refOf, type StoredFile, sumLine } from './layout.ts';
import { readSource } from './read-source.ts';
import { readmeText } from './readme.ts';
import { encodeHeader, endOfTar, padding } from './tar.ts';

export interface Report {
  progress(progress: Progress): void;
  log(line: string): void;
}

interface Tally {
  files: number;
  bytes: number;
  unreadable: number;
}

/**
 * Writes a new point: archive, sums and list as `.partial`, each synced and renamed, and its record last. Whatever
 * stops it before leaves no point, only partial files for the next sweep.
 */
export async function writePoint(
  repository: RepositoryAccess,
  order: BackupOrder,
  report: Report,
): Promise<{ record: PointRecord; unreadable: number }> {
  const ref = refOf(order.takenAt, order.runId);
  const compression = bestCompression();
  const names = fileNames(ref, compression, repository.password !== null);
  const work = join(repository.location, `${ref}.work`);
  const tally: Tally = { files: 0, bytes: 0, unreadable: 0 };
  const notes = openNotes(work);
  const seal = (bytes: Bytes): Bytes => (repository.password === null ? bytes : encrypt(bytes, repository.password));
  const put = (name: string, bytes: Bytes): Promise<StoredFile> => storeFile(repository.location, name, seal(bytes));
  try {
    const archive = await put(names.archive, compress(batched(tarBlocks(order, notes, tally, report)), compression));
    if (tally.files === 0) throw new BackupFailure('source_empty', `There is no file below ${order.paths.join(', ')}`);
    const sums = await put(names.sums, createReadStream(notes.sumsPath));
    const list = await put(names.list, createReadStream(notes.listPath).pipe(createGzip({ level: 1 })));
    for (const { name } of [archive, sums, list])
      await rename(join(repository.location, `${name}.partial`), join(repository.location, name));
    const record: PointRecord = {
      format: 1,
      ref,
      runId: order.runId,
      policyId: order.policyId,
      assetId: order.assetId,
      takenAt: order.takenAt.toISOString(),
      paths: order.paths,
      files: tally.files,
      bytes: tally.bytes,
      compression,
      isEncrypted: repository.password !== null,
      archive,
      sums,
      list,
    };
    await syncDirectory(repository.location);
    await writeDurably(recordPath(repository.location, ref), `${JSON.stringify(record, null, 2)}\n`);
    await syncDirectory(repository.location);
    return { record, unreadable: tally.unreadable };
  } catch (error) {
    for (const name of Object.values(names))
      for (const end of ['', '.partial']) await rm(join(repository.location, name + end), { force: true });
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new BackupFailure('repo_full') : error;
  } finally {
    notes.close();
  }
}

async function storeFile(location: string, name: string, bytes: Bytes): Promise<StoredFile> {
  const file = await open(join(location, `${name}.partial`), 'w', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of bytes) {
      hash.update(chunk);
      size += chunk.length;
      for (let done = 0; done < chunk.length; ) done += (await file.write(chunk, done)).bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { name, bytes: size, sha256: hash.digest('hex') };
}

/** The list and the sums grow on disk while the source is read: memory stays the same for a million files. */
function openNotes(work: string) {
  const paths = { sumsPath: `${work}.sums.partial`, listPath: `${work}.list.partial` };
  const sums = openSync(paths.sumsPath, 'w', 0o600);
  const list = openSync(paths.listPath, 'w', 0o600);
  const pending = { sums: '', list: '' };
  const flush = (): void => {
    writeAll(sums, pending.sums);
    writeAll(list, pending.list);
    pending.sums = '';
    pending.list = '';
  };
  return {
    ...paths,
    flush,
    add: (line: ListLine): void => {
      pending.list += `${jsonLine(line)}\n`;
      if (line.h) pending.sums += sumLine(line.h, `${dataPrefix}${line.p}`);
      if (pending.list.length > 65_536) flush();
    },
    close: (): void => {
      for (const fd of [sums, list]) closeSync(fd);
      for (const path of Object.values(paths)) unlinkSync(path);
    },
  };
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

function* tarBlocks(order: BackupOrder, notes: ReturnType<typeof openNotes>, tally: Tally, report: Report): Generator<Buffer> {
  const attributes = { mode: 0o644, uid: 0, gid: 0, mtimeNs: BigInt(order.takenAt.getTime()) * 1_000_000n, link: null };
  const whole = (name: string, body: Buffer): Buffer =>
    Buffer.concat([encodeHeader({ ...attributes, name, type: 'file', size: body.length }), body, Buffer.alloc(padding(body.length))]);
  yield whole('README.txt', Buffer.from(readmeText));
  yield* readSource(order, {
    onEntry: (line) => {
      notes.add(line);
      if (line.t === 'file' || line.t === 'hardlink') tally.files += 1;
      report.progress({ filesDone: tally.files, bytesDone: tally.bytes, filesTotal: null, bytesTotal: null });
    },
    onBytes: (count) => {
      tally.bytes += count;
      report.progress({ filesDone: tally.files, bytesDone: tally.bytes, filesTotal: null, bytesTotal: null });
    },
    onUnreadable: (path, why) => {
      tally.unreadable += 1;
      if (tally.unreadable <= 100) report.log(`not readable: ${path} (${why})`);
    },
    onSkipped: (path, why) => report.log(`left out: ${path} (${why})`),
  });
  notes.flush();
  yield* sumsEntry(notes.sumsPath, attributes);
  yield endOfTar();
}

function* sumsEntry(path: string, attributes: Omit<Parameters<typeof encodeHeader>[0], 'name' | 'type' | 'size'>): Generator<Buffer> {
  const fd = openSync(path, 'r');
  try {
    const size = fstatSync(fd).size;
    yield encodeHeader({ ...attributes, name: 'SHA256SUMS', type: 'file', size });
    for (let left = size; left > 0; ) {
      const chunk = Buffer.allocUnsafe(Math.min(left, 262_144));
      const count = readSync(fd, chunk, 0, chunk.length, null);
      if (count === 0) throw new Error('The sums became shorter while they were read');
      left -= count;
      yield chunk.subarray(0, count);
    }
    if (padding(size)) yield Buffer.alloc(padding(size));
  } finally {
    closeSync(fd);
  }
}

/** Joins small blocks to a large one, so that none costs a turn of the event loop; large ones go on as they are. */
async function* batched(blocks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  for (const piece of blocks) {
    if (piece.length < 65_536) {
      held.push(piece);
      continue;
    }
    if (held.length > 0) yield Buffer.concat(held);
    held = [];
    yield piece;
  }
  if (held.length > 0) yield Buffer.concat(held);
}
