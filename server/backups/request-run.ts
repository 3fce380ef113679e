import { cancel, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { type BackupRun, isOver } from './backup-run.ts';
import { followRun } from './expectation-store.ts';
import { runKey, runOf } from './plan-backups.ts';
import { findPolicy } from './policy-store.ts';
import { activeRuns, findRun, insertRun, updateRun } from './run-store.ts';
import { publishRun } from './tell-run.ts';

/** Asks for a run of a policy now; 409 when one waits or runs already, because two of a policy never overlap. */
export async function requestRun(
  ctx: Context,
  actor: Actor,
  policyId: string,
  { acceptSmallerSource = false }: { acceptSmallerSource?: boolean } = {},
): Promise<BackupRun> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const policy = await findPolicy(sql, policyId);
    if (!policy || policy.retiredAt) throw notFound('backup policy');
    const [active] = await activeRuns(sql, policyId);
    if (active) throw new Problem('conflict', 'A run of this policy waits or runs already', { extra: { runId: active.id } });
    const now = tx.clock();
    const draft = { ...runOf(policy, now), requestedById: actor.id, isSmallerAccepted: acceptSmallerSource };
    const run = await insertRun(sql, { ...draft, status: 'queued', origin: 'manual', dueAt: now }, now);
    await enqueue(sql, { job: 'backup.run', payload: { runId: run.id }, runAt: now, now, key: runKey(run.id) });
    const detail = { policyId, name: policy.name, acceptSmallerSource };
    await recordAudit(tx, actor, { action: 'backupRun.request', subjectType: 'backupRun', subjectId: run.id, detail });
    publishRun(tx, run);
    return run;
  });
}

/** Stops a run: one that waits at once, one that runs as soon as its worker hears of it. */
export async function cancelRun(ctx: Context, actor: Actor, id: string): Promise<BackupRun> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const run = await findRun(sql, id);
    if (!run) throw notFound('backup run');
    if (isOver(run.status))
      throw new Problem('conflict', `The run is ${run.status} and cannot be cancelled`, { extra: { status: run.status } });
    const now = tx.clock();
    if (run.status === 'running') await updateRun(sql, id, { cancelRequestedAt: run.cancelRequestedAt ?? now });
    else {
      await updateRun(sql, id, { status: 'cancelled', finishedAt: now, cancelRequestedAt: now });
      await cancel(sql, runKey(id));
      await followRun(sql, id, 'cancelled');
    }
    await recordAudit(tx, actor, {
      action: 'backupRun.cancel',
      subjectType: 'backupRun',
      subjectId: id,
      detail: { policyId: run.policyId },
    });
    const after = (await findRun(sql, id))!;
    publishRun(tx, after);
    return after;
  });
}
