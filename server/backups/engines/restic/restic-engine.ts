import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BackupFailure } from '../../failure.ts';
import { findProgram, isAlive } from '../child.ts';
import type { BackupOrder, BackupSummary, Engine, EngineProbe, RepositoryAccess, StoredPoint, Watch } from '../engine.ts';
import { insistOnMarker, writeMarker } from '../marker.ts';
import { restic, resticFailure, resticJson } from './restic-process.ts';
import { resticFiles, restoreWithRestic } from './restic-restore.ts';
import { verifyWithRestic } from './restic-verify.ts';

/** Oldest version whose behaviour is known; what newer ones add is not relied upon. */
const oldestVersion = [0, 14];

/** restic of any version from 0.14 on, with a repository in a local directory. */
export const resticEngine: Engine = {
  name: 'restic',
  probe,
  init: async (repository) => {
    const result = await restic(repository, ['init'], quietWatch());
    if (result.code !== 0) throw resticFailure(result, 'init');
    await writeMarker(repository, 'restic');
    return readPinnedId(repository);
  },
  identify: async (repository) => {
    await insistOnMarker(repository);
    const id = await readPinnedId(repository);
    if (id !== repository.pinnedId) {
      throw new BackupFailure('repo_id_changed', `The repository at ${repository.location} was ${repository.pinnedId} and is now ${id}`);
    }
  },
  backup,
  list: async (repository) => (await snapshots(repository, [])).map(pointOf),
  files: resticFiles,
  restore: restoreWithRestic,
  verify: verifyWithRestic,
  forget: async (repository, refs, watch) => {
    await insistOnMarker(repository);
    // Without an id restic would apply a policy of nothing; ids that are gone are ignored with success.
    if (refs.length === 0) return;
    const forgotten = await restic(repository, ['forget', ...refs], watch);
    if (forgotten.code !== 0) throw resticFailure(forgotten, 'forget');
    const pruned = await restic(repository, ['prune'], watch);
    if (pruned.code !== 0) throw resticFailure(pruned, 'prune');
  },
  sweep: clearDeadLocks,
};

export const quietWatch = (): Watch => ({
  signal: new AbortController().signal,
  onProgress: () => {},
  onLog: () => {},
  stallMs: 600_000,
  wallMs: 3_600_000,
});

async function probe(): Promise<EngineProbe> {
  const program = findProgram('restic');
  if (!program) return { available: false, version: null, note: 'restic is not installed; on Debian: apt install restic' };
  try {
    const { stdout } = await promisify(execFile)(program, ['version'], { timeout: 10_000 });
    const version = /restic (\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null;
    const [major = 0, minor = 0] = version?.split('.').map(Number) ?? [];
    const isTooOld = !version || (major === oldestVersion[0] && minor < oldestVersion[1]!);
    return { available: !isTooOld, version, note: isTooOld ? `restic ${version ?? '?'} is older than ${oldestVersion.join('.')}` : null };
  } catch (error) {
    return { available: false, version: null, note: `restic does not start: ${(error as Error).message}` };
  }
}

function collecting() {
  const lines: string[] = [];
  return { collect: (line: string) => void lines.push(line), text: () => lines.join('\n') };
}

/** The id inside the encrypted config: proof that the password opens this very repository. */
async function readPinnedId(repository: RepositoryAccess): Promise<string> {
  const { collect, text } = collecting();
  // The config is printed over several lines, so it is read as text.
  const result = await restic(repository, ['cat', 'config', '--no-lock'], { ...quietWatch(), onLog: collect });
  if (result.code !== 0) throw resticFailure(result, 'cat config');
  const id = /"id":\s*"([0-9a-f]{64})"/.exec(text())?.[1];
  if (!id) throw new BackupFailure('corrupt_pack', 'The config of the repository cannot be read');
  return id;
}

async function backup(repository: RepositoryAccess, order: BackupOrder, watch: Watch): Promise<BackupSummary> {
  await insistOnMarker(repository);
  let summary: Record<string, unknown> | null = null;
  let unreadable = 0;
  const args = ['backup', '--json', '--host', `asset:${order.assetId}`, ...backupOptions(order), '--', ...order.paths];
  const counting: Watch = {
    ...watch,
    onLog: (line) => {
      if (line.startsWith('not readable: ')) unreadable += 1;
      watch.onLog(line);
    },
  };
  const result = await restic(repository, args, counting, (message) => {
    if (message['message_type'] === 'summary') summary = message;
    if (message['message_type'] === 'status') watch.onProgress(progressOf(message));
  });
  const isPartial = result.code === 3;
  if (result.code !== 0 && !isPartial) throw resticFailure(result, 'backup');
  if (!summary) throw new BackupFailure('unknown', 'restic ended well but without a summary');
  return listedSummary(repository, summary, isPartial ? Math.max(1, unreadable) : 0);
}

function backupOptions(order: BackupOrder): string[] {
  const tags = [`policy:${order.policyId}`, `run:${order.runId}`, `asset:${order.assetId}`].flatMap((tag) => ['--tag', tag]);
  return [...tags, ...order.exclude.flatMap((pattern) => ['--exclude', pattern]), ...(order.oneFileSystem ? ['--one-file-system'] : [])];
}

const numberOf = (message: Record<string, unknown>, name: string): number => Number(message[name] ?? 0);

function progressOf(message: Record<string, unknown>) {
  return {
    filesDone: numberOf(message, 'files_done'),
    bytesDone: numberOf(message, 'bytes_done'),
    filesTotal: numberOf(message, 'total_files') || null,
    bytesTotal: numberOf(message, 'total_bytes') || null,
  };
}

/** A backup counts only when the repository lists its snapshot; old versions shorten its id in the summary. */
async function listedSummary(repository: RepositoryAccess, summary: Record<string, unknown>, unreadable: number): Promise<BackupSummary> {
  const shortId = String(summary['snapshot_id'] ?? '');
  const [snapshot] = shortId ? await snapshots(repository, [shortId]) : [];
  if (!snapshot) throw new BackupFailure('unknown', 'restic ended well but the repository lists no such snapshot');
  return {
    ref: snapshot.id,
    files: numberOf(summary, 'total_files_processed'),
    bytes: numberOf(summary, 'total_bytes_processed'),
    storedBytes: numberOf(summary, 'data_added_packed') || numberOf(summary, 'data_added'),
    unreadable,
    proof: { snapshotId: snapshot.id, tree: snapshot.tree, files: numberOf(summary, 'total_files_processed') },
  };
}

interface Snapshot {
  id: string;
  tree: string;
  time: string;
  tags?: string[];
}

async function snapshots(repository: RepositoryAccess, ids: string[]): Promise<Snapshot[]> {
  await insistOnMarker(repository);
  const [found] = await resticJson<Snapshot[]>(repository, ['snapshots', '--no-lock', ...ids], quietWatch());
  return found ?? [];
}

const pointOf = (snapshot: Snapshot): StoredPoint => ({
  ref: snapshot.id,
  takenAt: new Date(snapshot.time),
  runId: snapshot.tags?.find((tag) => tag.startsWith('run:'))?.slice('run:'.length) ?? null,
});

/**
 * Removes locks that dead processes of this very machine left, each by itself: those of other machines and of living
 * processes stay, because somebody may be at work. restic's own `unlock` would take a process that nobody has reaped yet for
 * alive, as it stays in a container whose first process does not do that.
 */
async function clearDeadLocks(repository: RepositoryAccess): Promise<void> {
  await insistOnMarker(repository);
  const locks = join(repository.location, 'locks');
  for (const name of await readdir(locks).catch(() => [])) {
    const lock = await readLock(repository, name);
    if (lock && lock.hostname === hostname() && lock.pid > 0 && !isAlive(lock.pid)) await rm(join(locks, name), { force: true });
  }
}

async function readLock(repository: RepositoryAccess, name: string): Promise<{ hostname: string; pid: number } | null> {
  const { collect, text } = collecting();
  const result = await restic(repository, ['cat', 'lock', name, '--no-lock'], { ...quietWatch(), onLog: collect });
  if (result.code !== 0) return null;
  return { hostname: /"hostname":\s*"([^"]*)"/.exec(text())?.[1] ?? '?', pid: Number(/"pid":\s*(\d+)/.exec(text())?.[1] ?? 0) };
}
