import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { BackupFailure } from '../../failure.ts';
import type { RepositoryAccess, VerifyOrder, VerifySummary } from '../engine.ts';
import type { ListLine, PointRecord, StoredFile } from './layout.ts';
import { sumLine } from './layout.ts';
import { pathOf, readEntries, readList, readRecord, readSums } from './read-point.ts';
import { restorePoint } from './restore-point.ts';
import type { Report } from './write-point.ts';

/** How many files the sample rung restores. */
const sampleSize = 20;

/** Proves a point at one rung; throws `corrupt_pack` or `verify_failed` with the first thing that is wrong. */
export async function verifyPoint(repository: RepositoryAccess, order: VerifyOrder, report: Report): Promise<VerifySummary> {
  const record = await readRecord(repository.location, order.ref);
  if (!isDeepStrictEqual(record, order.proof)) throw new BackupFailure('corrupt_pack', `The record of ${order.ref} was changed`);
  await insistOnSizes(repository.location, record);
  if (order.rung === 'structure') return verifyStructure(repository, record);
  if (order.rung === 'data') return verifyData(repository, record, report);
  if (order.rung === 'sample') return verifySample(repository, record, order.scratch, report);
  return verifyRestore(repository, record, order.scratch, report);
}

async function insistOnSizes(location: string, record: PointRecord): Promise<void> {
  for (const file of [record.archive, record.sums, record.list]) {
    const size = await stat(join(location, file.name)).then(
      (s) => s.size,
      () => null,
    );
    if (size === null) throw new BackupFailure('corrupt_pack', `${file.name} is missing`);
    if (size !== file.bytes) throw new BackupFailure('corrupt_pack', `${file.name} has ${size} bytes instead of ${file.bytes}`);
  }
}

/** The files are there in their sizes, the archive opens, and the list is whole and agrees with the record. */
async function verifyStructure(repository: RepositoryAccess, record: PointRecord): Promise<VerifySummary> {
  for await (const { header } of readEntries(repository, record)) {
    if (header.name !== 'README.txt') throw new BackupFailure('corrupt_pack', `${record.archive.name} does not begin as it should`);
    break;
  }
  await insistOnHash(repository.location, record.list);
  const tally = { files: 0, bytes: 0 };
  for await (const line of readList(repository, record)) count(line, tally);
  insistOnTally(record, tally);
  return { ...tally, facts: { storedBytes: record.archive.bytes } };
}

function count(line: ListLine, tally: { files: number; bytes: number }): void {
  if (line.t === 'file' || line.t === 'hardlink') tally.files += 1;
  tally.bytes += line.s;
}

function insistOnTally(record: PointRecord, tally: { files: number; bytes: number }): void {
  if (tally.files === record.files && tally.bytes === record.bytes) return;
  throw new BackupFailure(
    'verify_failed',
    `${tally.files} files, ${tally.bytes} bytes instead of ${record.files} files, ${record.bytes} bytes`,
  );
}

async function insistOnHash(location: string, file: StoredFile): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(join(location, file.name), { highWaterMark: 1_048_576 })) hash.update(chunk);
  if (hash.digest('hex') !== file.sha256) throw new BackupFailure('corrupt_pack', `${file.name} is not what was written`);
}

/** Every stored byte is read: the three files against the record, every file of the source against list and sums. */
async function verifyData(repository: RepositoryAccess, record: PointRecord, report: Report): Promise<VerifySummary> {
  for (const file of [record.archive, record.sums, record.list]) await insistOnHash(repository.location, file);
  const tally = { files: 0, bytes: 0 };
  const sums = createHash('sha256');
  const lines = readList(repository, record);
  let inner: string | null = null;
  for await (const { header, body } of readEntries(repository, record)) {
    const path = pathOf(header.name);
    const hash = createHash('sha256');
    for await (const chunk of body) hash.update(chunk);
    if (header.name === 'SHA256SUMS') inner = hash.digest('hex');
    if (path === null) continue;
    const line = (await lines.next()).value as ListLine | undefined;
    const isSame = line?.p === path && line.t === header.type && (header.type !== 'file' || line.h === hash.digest('hex'));
    if (!isSame) throw new BackupFailure('corrupt_pack', `${path} is not what was backed up`);
    if (line.h) sums.update(sumLine(line.h, `data${line.p}`));
    count(line, tally);
    report.progress({ filesDone: tally.files, bytesDone: tally.bytes, filesTotal: record.files, bytesTotal: record.bytes });
  }
  if (!(await lines.next()).done) throw new BackupFailure('corrupt_pack', 'The list names more than the archive holds');
  insistOnTally(record, tally);
  await insistOnSums(repository, record, inner, sums.digest('hex'));
  return { ...tally, facts: { storedBytesRead: record.archive.bytes + record.sums.bytes + record.list.bytes } };
}

async function insistOnSums(repository: RepositoryAccess, record: PointRecord, inner: string | null, expected: string): Promise<void> {
  const beside = createHash('sha256');
  for await (const chunk of await readSums(repository, record)) beside.update(chunk);
  if (beside.digest('hex') !== expected) throw new BackupFailure('corrupt_pack', 'The sums beside the archive differ from its files');
  if (inner !== expected) throw new BackupFailure('corrupt_pack', 'The sums in the archive differ from its files');
}

/** Files drawn at random come back and are compared with the list, and with the live source where that is unchanged. */
async function verifySample(repository: RepositoryAccess, record: PointRecord, scratch: string, report: Report): Promise<VerifySummary> {
  const drawn = await draw(readList(repository, record), sampleSize);
  if (drawn.length === 0) throw new BackupFailure('verify_failed', 'The point holds no file to draw');
  const paths = drawn.map((line) => line.p);
  const done = await restorePoint(repository, record, { paths, target: scratch, overwrite: false }, report);
  let comparedWithSource = 0;
  for (const line of drawn) {
    if ((await hashOf(join(scratch, line.p))) !== line.h) throw new BackupFailure('verify_failed', `${line.p} came back different`);
    const live = await lstat(line.p, { bigint: true }).catch(() => null);
    if (!live?.isFile() || Number(live.size) !== line.s || String(live.mtimeNs) !== line.ns) continue;
    if ((await hashOf(line.p)) !== line.h)
      throw new BackupFailure('verify_failed', `${line.p} differs from the source, which is unchanged`);
    comparedWithSource += 1;
  }
  return { ...done, facts: { comparedWithSource } };
}

async function draw(lines: AsyncGenerator<ListLine>, size: number): Promise<ListLine[]> {
  const drawn: ListLine[] = [];
  let seen = 0;
  for await (const line of lines) {
    if (line.t !== 'file') continue;
    seen += 1;
    const at = seen <= size ? seen - 1 : Math.floor(Math.random() * seen);
    if (at < size) drawn[at] = line;
  }
  return drawn;
}

/** Everything comes back into the scratch directory and is read again from there. */
async function verifyRestore(repository: RepositoryAccess, record: PointRecord, scratch: string, report: Report): Promise<VerifySummary> {
  const done = await restorePoint(repository, record, { paths: [], target: scratch, overwrite: false }, report);
  for await (const line of readList(repository, record)) {
    const place = join(scratch, line.p);
    const found = await lstat(place, { bigint: true }).catch(() => null);
    if (!found) throw new BackupFailure('verify_failed', `${line.p} did not come back`);
    if (line.t === 'file' && (await hashOf(place)) !== line.h) throw new BackupFailure('verify_failed', `${line.p} came back different`);
    if (line.t !== 'symlink' && line.t !== 'hardlink' && Number(found.mode & 0o7777n) !== line.m) {
      throw new BackupFailure('verify_failed', `${line.p} came back with another mode`);
    }
  }
  if (done.files !== record.files) throw new BackupFailure('verify_failed', `${done.files} of ${record.files} files came back`);
  return { ...done, facts: {} };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
