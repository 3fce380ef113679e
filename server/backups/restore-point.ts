import { lstat, mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { packInChild } from './engines/archive/archive-engine.ts';
import type { RestoreSummary, Watch } from './engines/engine.ts';
import { engineOf } from './engines/engines.ts';
import { makeDirectories } from './engines/marker.ts';
import { BackupFailure, failureClassOf } from './failure.ts';
import { type Outcome, performWork } from './perform-work.ts';
import type { RestoreRequest } from './point-schemas.ts';
import { findPoint } from './point-store.ts';
import { findPolicy } from './policy-store.ts';
import type { RecoveryPoint } from './recovery-point.ts';
import { accessOf, backupsDirectory } from './repository.ts';
import { allRepositories, findRepository } from './repository-store.ts';
import type { Restore } from './verification.ts';
import { findRestore, insertRestore } from './verification-store.ts';
import { leaveWork } from './work-store.ts';

export const restoreKey = (id: string): string => `backup-restore:${id}`;

/**
 * Asks for a restore. Leads restore as a download; onto a machine, wherever the program may write, administrators alone:
 * into a path that is new or empty, or to the original place files that were backed up as files, over what stands there
 * only when they say so.
 */
export async function requestRestore(ctx: Context, actor: Actor, input: RestoreRequest): Promise<Restore> {
  const point = await findPoint(ctx.db.sql, input.recoveryPointId);
  if (!point || point.forgottenAt) throw invalid('/recoveryPointId', 'There is no such recovery point');
  checkMayReach(actor, input.target);
  if (input.target.type === 'original') await checkOriginal(ctx, point, input);
  if (input.target.type === 'path') await checkTarget(ctx, input.target.path);
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    const id = newId();
    const { paths, target, recoveryPointId } = input;
    await insertRestore(tx.db.sql, { id, recoveryPointId, repositoryId: point.repositoryId, paths, target, requestedById: actor.id }, now);
    await enqueue(tx.db.sql, { job: 'backup.restore', payload: { restoreId: id }, runAt: now, now, key: restoreKey(id) });
    const detail = { recoveryPointId, assetId: point.assetId, paths: paths.slice(0, 20), target };
    await recordAudit(tx, actor, { action: 'recoveryPoint.restore', subjectType: 'recoveryPoint', subjectId: recoveryPointId, detail });
    return (await findRestore(tx.db.sql, id))!;
  });
}

function checkMayReach(actor: Actor, target: RestoreRequest['target']): void {
  if (target.type === 'download' || hasRole(actor, 'admin')) return;
  const where = target.type === 'path' ? 'into a folder of a machine' : 'to the original place';
  throw new Problem('forbidden', `Only administrators restore ${where}; you may restore as a download`);
}

async function checkOriginal(ctx: Context, point: RecoveryPoint, input: RestoreRequest): Promise<void> {
  const policy = await findPolicy(ctx.db.sql, point.policyId);
  if (policy?.source.type !== 'path') throw invalid('/target/type', 'A dump has no original place; restore it to a path and load it');
  if (input.target.type === 'original' && input.target.confirmOverwrite) return;
  const wanted = input.paths.length > 0 ? input.paths : policy.source.paths;
  const conflicts: string[] = [];
  for (const path of wanted) if (await lstat(path).catch(() => null)) conflicts.push(path);
  if (conflicts.length === 0) return;
  throw new Problem('conflict', 'Something stands there; confirm that it may be overwritten', { extra: { conflicts } });
}

async function checkTarget(ctx: Context, path: string): Promise<void> {
  if (path.split('/').some((part) => part === '..' || part === '.')) throw invalid('/target/path', 'must be in its plain form');
  const taken = [ctx.settings.dataDir, ...(await allRepositories(ctx.db.sql)).map(({ location }) => location)];
  if (path === '/' || taken.some((directory) => path === directory || path.startsWith(`${directory}/`)))
    throw invalid('/target/path', 'must be a directory of its own, outside of repositories and of DATA_DIR');
  if (!(await isNewOrEmpty(path))) throw invalid('/target/path', 'must not exist or be an empty directory');
  const parent = await realpath(dirname(path)).catch(() => null);
  if (parent !== null && parent !== dirname(path)) throw invalid('/target/path', `leads over a symbolic link; name ${parent}`);
}

async function isNewOrEmpty(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

/** The job `backup.restore`: brings files back and asserts that all of them came. */
export function executeRestore(ctx: Context, { restoreId }: { restoreId: string }, rowId: string, signal?: AbortSignal): Promise<void> {
  return performWork<Restore, RestoreSummary & { downloadPath: string | null }>(
    ctx,
    rowId,
    { table: 'backupRestores', id: restoreId, isBlocked: async () => false, perform: (work, watch) => restore(ctx, work, watch), finish },
    signal,
  );
}

async function restore(ctx: Context, work: Restore, watch: Watch): Promise<RestoreSummary & { downloadPath: string | null }> {
  const point = await findPoint(ctx.db.sql, work.recoveryPointId);
  const repository = await findRepository(ctx.db.sql, work.repositoryId);
  if (!point || !repository || point.forgottenAt) throw new BackupFailure('unknown', 'The recovery point is gone');
  const engine = engineOf(repository.engine);
  const access = accessOf(ctx.settings, repository);
  await engine.identify(access);
  const into = (target: string, overwrite: boolean): Promise<RestoreSummary> =>
    engine.restore(access, { ref: point.ref, proof: point.proof, paths: work.paths, target, overwrite }, watch);
  const { target } = work;
  if (target.type === 'original') return { ...(await into('/', target.confirmOverwrite || work.attempt > 1)), downloadPath: null };
  if (target.type === 'path') {
    // A dead worker's half belongs to this very restore; anything else in the way does not.
    if (work.attempt === 1 && !(await isNewOrEmpty(target.path))) throw new BackupFailure('target_exists', `${target.path} is not empty`);
    await makeDirectories(target.path).catch((error) => {
      throw new BackupFailure('target_unwritable', `${target.path}: ${error.code}`);
    });
    return { ...(await into(target.path, work.attempt > 1)), downloadPath: null };
  }
  return packed(ctx, work, into, watch);
}

async function packed(ctx: Context, work: Restore, into: (target: string, overwrite: boolean) => Promise<RestoreSummary>, watch: Watch) {
  const scratch = backupsDirectory(ctx.settings, 'scratch', work.id);
  const downloads = backupsDirectory(ctx.settings, 'downloads');
  await rm(scratch, { recursive: true, force: true });
  for (const directory of [scratch, downloads]) await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    const done = await into(scratch, false);
    const downloadPath = `${downloads}/${work.id}.tar.gz`;
    await packInChild(scratch, downloadPath, watch);
    return { ...done, downloadPath };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function finish(
  tx: Context,
  work: Restore,
  outcome: Outcome<RestoreSummary & { downloadPath: string | null }>,
  log: string,
): Promise<void> {
  const now = tx.clock();
  const durationMs = work.startedAt ? now.getTime() - work.startedAt.getTime() : null;
  const end = (fields: object): Promise<boolean> =>
    leaveWork(tx.db.sql, 'backupRestores', work.id, work.fence, { ...fields, log, durationMs, finishedAt: now, progressJson: null });
  if ('ok' in outcome) return void (await end({ status: 'succeeded', ...outcome.ok, failureClass: null, failureMessage: null }));
  if ('isCancelled' in outcome) return void (await end({ status: 'cancelled' }));
  const failureMessage = String((outcome.failure as Error).message ?? outcome.failure).slice(0, 2000);
  await end({ status: 'failed', failureClass: failureClassOf(outcome.failure), failureMessage });
}
