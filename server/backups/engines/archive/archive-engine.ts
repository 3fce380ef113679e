import { readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BackupFailure, type FailureClass } from '../../failure.ts';
import { runChild } from '../child.ts';
import type { BackupSummary, Engine, FileEntry, RepositoryAccess, RestoreSummary, StoredPoint, VerifySummary, Watch } from '../engine.ts';
import { insistOnMarker, makeDirectories, syncDirectory, writeDurably, writeMarker } from '../marker.ts';
import { bestCompression } from './codec.ts';
import { jsonLine, recordPath, runIdOf } from './layout.ts';
import type { Answer, Request } from './protocol.ts';
import { readRecord } from './read-point.ts';
import { readmeText } from './readme.ts';

/** Ordinary tar archives in a directory; needs nothing but Node, and nothing of ours to be restored. */
export const archiveEngine: Engine = {
  name: 'archive',
  probe: async () => ({
    available: true,
    version: `tar, ${bestCompression() === 'zst' ? 'zstd' : 'gzip'}`,
    note: bestCompression() === 'zst' ? null : 'zstd is not installed; archives are compressed with gzip, which is slower and larger',
  }),
  init: async (repository) => {
    await makeDirectories(repository.location);
    await writeDurably(join(repository.location, 'HOW-TO-RESTORE.txt'), readmeText);
    await writeMarker(repository, 'archive');
    await syncDirectory(repository.location);
    return repository.id;
  },
  identify: insistOnMarker,
  backup: async (repository, order, watch) => {
    await insistOnMarker(repository);
    try {
      return (await ask({ op: 'backup', repository, order }, watch)) as BackupSummary;
    } catch (error) {
      await removeWhere(repository.location, (runId) => runId === order.runId);
      throw error;
    }
  },
  list,
  files: async (repository, ref, path) => {
    await insistOnMarker(repository);
    const entries = (await ask({ op: 'files', repository, ref, path }, quietWatch())) as FileEntry[] | null;
    return entries?.map((entry) => ({ ...entry, modifiedAt: new Date(entry.modifiedAt) })) ?? null;
  },
  restore: async (repository, order, watch) => {
    await insistOnMarker(repository);
    return (await ask({ op: 'restore', repository, order }, watch)) as RestoreSummary;
  },
  verify: async (repository, order, watch) => {
    await insistOnMarker(repository);
    return (await ask({ op: 'verify', repository, order }, watch)) as VerifySummary;
  },
  forget: async (repository, refs) => {
    await insistOnMarker(repository);
    // The record goes first: a point without one is no point, whatever is left of it.
    for (const ref of refs) await rm(recordPath(repository.location, ref), { force: true });
    await syncDirectory(repository.location);
    const names = await readdir(repository.location);
    for (const name of names)
      if (refs.some((ref) => name.startsWith(`${ref}.`))) await rm(join(repository.location, name), { force: true });
  },
  sweep: async (repository, liveRunIds) => {
    await insistOnMarker(repository);
    await removeWhere(repository.location, (runId) => !liveRunIds.includes(runId));
  },
};

async function list(repository: RepositoryAccess): Promise<StoredPoint[]> {
  await insistOnMarker(repository);
  const names = (await readdir(repository.location)).filter((name) => /^\d{8}T\d{6}Z-.+\.json$/.test(name)).sort();
  const points: StoredPoint[] = [];
  for (const name of names) {
    const ref = name.slice(0, -'.json'.length);
    const record = await readRecord(repository.location, ref).catch(() => null);
    if (record) points.push({ ref, takenAt: new Date(record.takenAt), runId: runIdOf(ref) });
  }
  return points;
}

/** Removes what runs left that came to no point: files whose record was never written. */
async function removeWhere(location: string, isDead: (runId: string) => boolean): Promise<void> {
  const names = await readdir(location).catch(() => []);
  const whole = new Set(names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)));
  for (const name of names) {
    const ref = /^(\d{8}T\d{6}Z-[^.]+)\./.exec(name)?.[1];
    if (ref && (name.endsWith('.partial') || !whole.has(ref)) && isDead(runIdOf(ref))) await rm(join(location, name), { force: true });
  }
}

const quietWatch = (): Watch => ({
  signal: new AbortController().signal,
  onProgress: () => {},
  onLog: () => {},
  stallMs: 300_000,
  wallMs: 600_000,
});

/** The child as it stands beside this file: TypeScript under tsx, JavaScript after the build. */
function childCommand(): string[] {
  const isSource = import.meta.url.endsWith('.ts');
  const path = fileURLToPath(new URL(isSource ? './archive-child.ts' : './archive-child.js', import.meta.url));
  return isSource ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, path] : [path];
}

/** Packs a directory into one `.tar.gz` for a download. */
export const packInChild = (directory: string, file: string, watch: Watch): Promise<unknown> => ask({ op: 'pack', directory, file }, watch);

async function ask(request: Request, watch: Watch): Promise<unknown> {
  const outcome: { result?: { value: unknown }; failure?: BackupFailure } = {};
  let moved = (): void => {};
  const take = (line: string): void => {
    const message = parse(line);
    moved();
    if (!message) watch.onLog(line);
    else if (message.type === 'progress') watch.onProgress(message.progress);
    else if (message.type === 'log') watch.onLog(message.line);
    else if (message.type === 'result') outcome.result = { value: message.result };
    else outcome.failure = new BackupFailure(message.failureClass as FailureClass, message.message);
  };
  const ended = await runChild(
    {
      command: process.execPath,
      args: childCommand(),
      input: `${jsonLine(request)}\n`,
      signal: watch.signal,
      stallMs: watch.stallMs,
      wallMs: watch.wallMs,
      graceMs: 5_000,
      onLine: take,
      onErrorLine: watch.onLog,
    },
    (started) => {
      moved = started;
    },
  );
  if (outcome.failure) throw outcome.failure;
  if (ended.code === 0 && outcome.result) return outcome.result.value;
  throw new BackupFailure('unknown', `The archive program ended with ${ended.code ?? ended.signal}: ${ended.errors.slice(-3).join(' ')}`);
}

function parse(line: string): Answer | null {
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return null;
  }
}
