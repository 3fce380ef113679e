import { rm } from 'node:fs/promises';
import type { Context } from '../platform/context.ts';
import type { BackupPolicy } from './backup-policy.ts';
import { type BackupRun, hasShrunk } from './backup-run.ts';
import { isCapped } from './caps.ts';
import type { BackupSummary, StoredPoint, Watch } from './engines/engine.ts';
import { engineOf } from './engines/engines.ts';
import { followRun } from './expectation-store.ts';
import { BackupFailure } from './failure.ts';
import { finishRun } from './finish-run.ts';
import { findForeign } from './foreign-points.ts';
import { settleLateness } from './mark-missed-runs.ts';
import { performWork } from './perform-work.ts';
import { findPolicy } from './policy-store.ts';
import { dumpDirectory, prepareSource } from './prepare-source.ts';
import { accessOf, type Repository } from './repository.ts';
import { findRepository, lockRepository } from './repository-store.ts';
import { type Hook, type HookFacts, runHook } from './run-hook.ts';
import { activeRuns, lastDurations, lastGoodSizes } from './run-store.ts';
import { forgetProgress, publishProgress, publishRun } from './tell-run.ts';
import { runningIn } from './work-store.ts';

/** What a run that reached its end brings home. */
export interface RunResult {
  takenAt: Date;
  summary: BackupSummary;
  sourceFacts: Record<string, unknown>;
  hasShrunk: boolean;
  /** What else lies in the repository; null when that could not be seen. */
  foreign: StoredPoint[] | null;
  /** What the program after the backup complained of. */
  hookFailure?: string | null;
}

/** The job `backup.run`: makes the backup that a run stands for and records what came of it. */
export async function executeRun(ctx: Context, { runId }: { runId: string }, rowId: string, signal?: AbortSignal): Promise<void> {
  await settleLateness(ctx, runId);
  return performWork<BackupRun, RunResult>(
    ctx,
    rowId,
    {
      table: 'backupRuns',
      id: runId,
      isBlocked,
      onClaimed: async (tx, run) => {
        await followRun(tx.db.sql, run.id, 'running');
        publishRun(tx, run);
      },
      perform: (run, watch) => backUp(ctx, run, watch),
      finish: async (tx, run, outcome, log) => {
        await finishRun(tx, run, outcome, log);
        tx.db.afterCommit(() => forgetProgress(run.id));
      },
      onProgress: (run, progress) => publishProgress(ctx, run, progress),
    },
    signal,
  );
}

/** Two runs of a policy never overlap, and none starts in a restic repository that is being checked. */
async function isBlocked(tx: Context, run: BackupRun): Promise<boolean> {
  const { sql } = tx.db;
  await lockRepository(sql, run.repositoryId);
  const others = (await activeRuns(sql, run.policyId)).filter((other) => other.id !== run.id && other.status === 'running');
  if (others.length > 0 || (await isCapped(tx, run))) return true;
  const repository = await findRepository(sql, run.repositoryId);
  return repository?.engine === 'restic' && (await runningIn(sql, 'backupVerifications', repository.id)).length > 0;
}

async function backUp(ctx: Context, run: BackupRun, watch: Watch): Promise<RunResult> {
  const policy = await findPolicy(ctx.db.sql, run.policyId);
  const { before, after } = policy?.hooks ?? {};
  const facts = { policyId: run.policyId, policyName: policy?.name ?? '', runId: run.id, assetId: run.assetId };
  if (before) await runHook(before, { ...facts, status: 'before' }, watch);
  let result: RunResult;
  try {
    result = await backUpSource(ctx, run, watch);
  } catch (error) {
    // What was stopped for the backup is started again also when there was none, or when it was cancelled.
    if (after) await failureOfHook(after, { ...facts, status: 'failed' }, withoutStop(watch));
    throw error;
  }
  return after ? { ...result, hookFailure: await failureOfHook(after, { ...facts, status: 'succeeded' }, withoutStop(watch)) } : result;
}

const withoutStop = (watch: Watch): Watch => ({ ...watch, signal: new AbortController().signal });

/** Runs a hook after the backup, which stays what it is; answers what went wrong. */
async function failureOfHook(hook: Hook, facts: HookFacts, watch: Watch): Promise<string | null> {
  try {
    await runHook(hook, facts, watch);
    return null;
  } catch (error) {
    watch.onLog(`after: ${(error as Error).message}`);
    return (error as Error).message;
  }
}

async function backUpSource(ctx: Context, run: BackupRun, watch: Watch): Promise<RunResult> {
  const { sql } = ctx.db;
  const policy = await findPolicy(sql, run.policyId);
  const repository = await findRepository(sql, run.repositoryId);
  if (!policy || !repository) throw new BackupFailure('unknown', 'The policy or its repository is gone');
  const takenAt = ctx.clock();
  try {
    const prepared = await openedAndPrepared(ctx, run, policy, repository, watch);
    const { facts, unreadable, ...order } = prepared;
    const limited = { ...watch, wallMs: await wallOf(ctx, policy), onProgress: withExpectedTotal(watch, await expectedBytes(ctx, policy)) };
    const engine = engineOf(repository.engine);
    const ids = { runId: run.id, policyId: policy.id, assetId: policy.assetId, takenAt };
    const summary = await engine.backup(accessOf(ctx.settings, repository), { ...order, ...ids }, limited);
    if (summary.files === 0) throw new BackupFailure('source_empty', 'The engine found no file');
    const shrunk = !run.isSmallerAccepted && hasShrunk(summary.bytes, summary.files, await lastGoodSizes(sql, policy.id));
    const whole = { ...summary, unreadable: summary.unreadable + unreadable };
    const foreign = await findForeign(ctx, engine, accessOf(ctx.settings, repository)).catch(() => null);
    const others = foreign?.filter(({ ref }) => ref !== summary.ref) ?? null;
    return { takenAt, summary: whole, sourceFacts: facts, hasShrunk: shrunk, foreign: others };
  } finally {
    await rm(dumpDirectory(ctx, policy.id), { recursive: true, force: true });
  }
}

async function openedAndPrepared(ctx: Context, run: BackupRun, policy: BackupPolicy, repository: Repository, watch: Watch) {
  const engine = engineOf(repository.engine);
  const probe = await engine.probe();
  if (!probe.available) throw new BackupFailure(probe.version ? 'engine_too_old' : 'engine_missing', probe.note ?? undefined);
  watch.onLog(`${engine.name} ${probe.version ?? ''}; attempt ${run.attempt}`);
  const access = accessOf(ctx.settings, repository);
  await engine.identify(access);
  const live = [...(await runningIn(ctx.db.sql, 'backupRuns', repository.id))].map(({ id }) => id).filter((id) => id !== run.id);
  await engine.sweep(access, live);
  return prepareSource(ctx, policy, access, watch);
}

const hourMs = 3_600_000;

/** Four times what the slow ones of the last runs took, and never less than six hours. */
async function wallOf(ctx: Context, policy: BackupPolicy): Promise<number> {
  const durations = (await lastDurations(ctx.db.sql, policy.id)).sort((a, b) => a - b);
  const slow = durations[Math.floor((durations.length - 1) * 0.95)] ?? 0;
  return Math.max(4 * slow, 6 * hourMs);
}

async function expectedBytes(ctx: Context, policy: BackupPolicy): Promise<number | null> {
  return (await lastGoodSizes(ctx.db.sql, policy.id))[0]?.bytes ?? null;
}

/** An engine that does not count first is measured by the size of the last good run. */
function withExpectedTotal(watch: Watch, expected: number | null): Watch['onProgress'] {
  return (progress) =>
    watch.onProgress({ ...progress, bytesTotal: progress.bytesTotal ?? (expected && Math.max(expected, progress.bytesDone)) });
}
