import { findOutboxRowByKey } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type BackupRun, isOver, type Work } from './backup-run.ts';
import { executeRun } from './execute-run.ts';
import { runKey } from './plan-backups.ts';
import type { RestoreRequest } from './point-schemas.ts';
import { requestRun } from './request-run.ts';
import { executeRestore, requestRestore, restoreKey } from './restore-point.ts';
import { findRun } from './run-store.ts';
import type { Restore } from './verification.ts';
import { findRestore } from './verification-store.ts';

const pollMs = 1000;

/**
 * Makes a backup of a policy in this very process and answers the finished run. When a worker elsewhere took it first, it
 * waits for that one; two never do the same.
 */
export async function runBackupNow(ctx: Context, policyId: string, signal?: AbortSignal): Promise<BackupRun> {
  const run = await requestRun(ctx, systemActor, policyId);
  return untilOver(
    ctx,
    runKey(run.id),
    (rowId) => executeRun(ctx, { runId: run.id }, rowId, signal),
    () => findRun(ctx.db.sql, run.id),
  );
}

/** Restores from a recovery point in this very process and answers the finished restore. */
export async function restoreNow(ctx: Context, request: RestoreRequest, signal?: AbortSignal): Promise<Restore> {
  const restore = await requestRestore(ctx, systemActor, request);
  const perform = (rowId: string): Promise<void> => executeRestore(ctx, { restoreId: restore.id }, rowId, signal);
  return untilOver(ctx, restoreKey(restore.id), perform, () => findRestore(ctx.db.sql, restore.id));
}

async function untilOver<T extends Work>(
  ctx: Context,
  key: string,
  perform: (rowId: string) => Promise<void>,
  find: () => Promise<T | null>,
): Promise<T> {
  for (;;) {
    const row = await transact(ctx, (tx) => findOutboxRowByKey(tx.db.sql, key));
    if (row && row.runAt <= ctx.clock()) await perform(row.id);
    const work = await find();
    if (!work) throw new Error('The work is gone');
    if (isOver(work.status)) return work;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
