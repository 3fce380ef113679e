import { complete, findOutboxRow, pushForward } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { reportTrouble } from './backup-incidents.ts';
import type { BackupPolicy } from './backup-policy.ts';
import { engineOf } from './engines/engines.ts';
import { failureClassOf } from './failure.ts';
import { markDoomed, markForgotten, pointsOfPolicy } from './point-store.ts';
import { findPolicy, lockPolicy } from './policy-store.ts';
import { isHeldAt, type RecoveryPoint } from './recovery-point.ts';
import { accessOf, type Repository } from './repository.ts';
import { findRepository } from './repository-store.ts';
import { pointsToForget, type RetainedPoint } from './retention.ts';
import { runningIn } from './work-store.ts';

/** The name of a policy's retention in the outbox: however many runs ask for it, it waits once. */
export const retainKey = (policyId: string): string => `backup-retain:${policyId}`;

const waitMs = 60_000;
const minute = 60_000;

/** The job `backup.retain`: removes the points that a policy no longer keeps, by our ledger alone, and records their end. */
export async function retainPoints(ctx: Context, { policyId }: { policyId: string }, rowId: string, signal?: AbortSignal): Promise<void> {
  const row = await findOutboxRow(ctx.db.sql, rowId);
  const policy = row && (await findPolicy(ctx.db.sql, policyId));
  const repository = policy && (await findRepository(ctx.db.sql, policy.repositoryId));
  if (!row || !policy || !repository) return transact(ctx, async (tx) => void (await complete(tx.db.sql, rowId)));
  if ((await pointsThatGo(ctx, policy)).length > 0 && (await isInUse(ctx, repository))) {
    return transact(ctx, (tx) => pushForward(tx.db.sql, rowId, new Date(tx.clock().getTime() + waitMs), 'the repository is in use'));
  }
  const doomed = await transact(ctx, (tx) => doom(tx, policy));
  const failure = doomed.length > 0 ? await forget(ctx, repository, doomed, signal) : null;
  if (failure) await spare(ctx, repository, doomed);
  // Somebody else's lock passes; the queue comes again.
  if (failure && failureClassOf(failure) === 'repo_locked_live' && row.round < 5) throw failure;
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    if (failure)
      return reportTrouble(tx, policy, {
        failureClass: failureClassOf(failure),
        message: `Old points stay: ${failure.message}`,
        dueAt: tx.clock(),
      });
    if (doomed.length === 0) return;
    await markForgotten(
      tx.db.sql,
      doomed.map((point) => point.id),
      tx.clock(),
    );
    const detail = { policyId, points: doomed.length, newest: doomed[0]?.takenAt.toISOString() };
    await recordAudit(tx, systemActor, { action: 'recoveryPoint.forget', subjectType: 'backupPolicy', subjectId: policyId, detail });
  });
}

/** Decides in one transaction what goes: whoever holds a point before it wins, whoever comes later is told. */
async function doom(tx: Context, policy: BackupPolicy): Promise<RecoveryPoint[]> {
  await lockPolicy(tx.db.sql, policy.id);
  const doomed = await pointsThatGo(tx, policy);
  await markDoomed(
    tx.db.sql,
    doomed.map(({ id }) => id),
    tx.clock(),
  );
  return doomed;
}

/** What is still in the repository after a removal that failed is not on its way out any more. */
async function spare(ctx: Context, repository: Repository, doomed: RecoveryPoint[]): Promise<void> {
  const access = accessOf(ctx.settings, repository);
  const there = await engineOf(repository.engine)
    .list(access)
    .catch(() => null);
  if (!there) return;
  const refs = new Set(there.map(({ ref }) => ref));
  const spared = doomed.filter(({ ref }) => refs.has(ref)).map(({ id }) => id);
  await transact(ctx, (tx) => markDoomed(tx.db.sql, spared, null));
}

async function pointsThatGo(ctx: Context, policy: BackupPolicy): Promise<RecoveryPoint[]> {
  const now = ctx.clock();
  const points = await pointsOfPolicy(ctx.db.sql, policy.id);
  const ids = new Set(pointsToForget(retainedAs(points, now), policy.retention, policy.timeZone, now));
  return points.filter((point) => ids.has(point.id) || point.doomedAt);
}

/** Points as the rule sees them: a damaged one is not good. */
export const retainedAs = (points: RecoveryPoint[], now: Date): RetainedPoint[] =>
  points.map((point) => ({
    id: point.id,
    takenAt: point.takenAt,
    isGood: point.isGood && !point.damagedAt,
    isVerified: point.verifiedRung !== null,
    isHeld: isHeldAt(point, now),
  }));

async function isInUse(ctx: Context, repository: Repository): Promise<boolean> {
  const { sql } = ctx.db;
  const tables = ['backupRuns', 'backupVerifications', 'backupRestores'] as const;
  for (const table of tables) if ((await runningIn(sql, table, repository.id)).length > 0) return true;
  return false;
}

async function forget(ctx: Context, repository: Repository, points: RecoveryPoint[], signal?: AbortSignal): Promise<Error | null> {
  const watch = {
    signal: signal ?? new AbortController().signal,
    onProgress: () => {},
    onLog: (line: string) => ctx.log.debug({ repositoryId: repository.id }, line),
    stallMs: 60 * minute,
    wallMs: 24 * 60 * minute,
  };
  try {
    const access = accessOf(ctx.settings, repository);
    const engine = engineOf(repository.engine);
    await engine.identify(access);
    await engine.forget(
      access,
      points.map((point) => point.ref),
      watch,
    );
    return null;
  } catch (error) {
    if (signal?.aborted) throw error;
    return error as Error;
  }
}
