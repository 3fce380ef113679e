import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { fireTimes } from '../platform/schedule.ts';
import { type BackupPolicy, isPausedAt, plus } from './backup-policy.ts';
import type { BackupRun, Expectation } from './backup-run.ts';
import { expectationsToArm, insertExpectations, setExpectation } from './expectation-store.ts';
import { findPolicy, moveHorizon, policiesToPlan } from './policy-store.ts';
import { insertRun } from './run-store.ts';

const dayMs = 24 * 3_600_000;
const horizonMs = 7 * dayMs;
/** Runs are put into the outbox this long before they are due, so that they start to the second. */
const armAheadMs = 5 * 60_000;
/** A schedule of every minute fills a week with 10,080. */
const mostAtOnce = 11_000;

/** The name of a run's row in the outbox. */
export const runKey = (runId: string): string => `backup-run:${runId}`;

/** Writes the expectations of the coming week for every policy that needs it; each due time once, whoever runs this. */
export async function materialiseExpectations(ctx: Context): Promise<number> {
  let planned = 0;
  for (;;) {
    const now = ctx.clock();
    const policies = await policiesToPlan(ctx.db.sql, new Date(now.getTime() + horizonMs - dayMs), 200);
    if (policies.length === 0) return planned;
    for (const { id } of policies) {
      await transact(ctx, async (tx) => {
        const policy = await findPolicy(tx.db.sql, id);
        if (policy && !policy.retiredAt) planned += await planPolicy(tx, policy);
      });
    }
  }
}

/** Plans one policy from its horizon to a week from now, and arms what is due soon. */
export async function planPolicy(tx: Context, policy: BackupPolicy): Promise<number> {
  const now = tx.clock();
  const until = new Date(now.getTime() + horizonMs);
  const times = fireTimes(policy, policy.horizonAt, { until, limit: mostAtOnce });
  await insertExpectations(
    tx.db.sql,
    times.map((dueAt) => expectationOf(policy, dueAt)),
  );
  const isCut = times.length === mostAtOnce;
  await moveHorizon(tx.db.sql, policy.id, isCut ? times.at(-1)! : until);
  // What falls due before the next sweep must not wait for it.
  for (const expectation of await expectationsToArm(tx.db.sql, new Date(now.getTime() + armAheadMs), 50, policy.id)) {
    if (expectation.startBy >= now) await armExpectation(tx, policy, expectation, 'schedule');
  }
  return times.length;
}

function expectationOf(policy: BackupPolicy, dueAt: Date): Expectation {
  const isPaused = isPausedAt(policy, dueAt);
  return {
    id: newId(),
    policyId: policy.id,
    dueAt,
    startBy: plus(dueAt, policy.startWithin),
    state: isPaused ? 'skipped' : 'planned',
    reason: isPaused ? `paused: ${policy.pauseReason}` : null,
    runId: null,
  };
}

/**
 * Gives every expectation that falls due in the next minutes its run and its row in the outbox. The ones that are too late
 * already are left to `markMissedRuns`.
 */
export async function startDueRuns(ctx: Context): Promise<number> {
  const now = ctx.clock();
  const soon = await expectationsToArm(ctx.db.sql, new Date(now.getTime() + armAheadMs), 1000);
  let armed = 0;
  for (const { id, policyId, startBy } of soon) {
    if (startBy < now) continue;
    await transact(ctx, async (tx) => {
      const policy = await findPolicy(tx.db.sql, policyId);
      const current: Expectation | undefined = await tx.db.sql('backupExpectations').where({ id }).first();
      if (!policy || policy.retiredAt || current?.state !== 'planned' || current.runId) return;
      await armExpectation(tx, policy, current, 'schedule');
      armed += 1;
    });
  }
  return armed;
}

/** Makes the run of an expectation and puts it into the outbox for its due time, or at once when that is past. */
export async function armExpectation(
  tx: Context,
  policy: BackupPolicy,
  expectation: Expectation,
  origin: 'schedule' | 'catch_up',
): Promise<BackupRun> {
  const now = tx.clock();
  const runAt = new Date(Math.max(expectation.dueAt.getTime(), now.getTime()));
  const run = await insertRun(
    tx.db.sql,
    { ...runOf(policy, runAt), status: origin === 'schedule' ? 'planned' : 'queued', origin, dueAt: expectation.dueAt },
    now,
  );
  await setExpectation(tx.db.sql, expectation.id, { state: expectation.state, reason: expectation.reason, runId: run.id });
  await enqueue(tx.db.sql, { job: 'backup.run', payload: { runId: run.id }, runAt, now, key: runKey(run.id) });
  return run;
}

/** What every run of a policy begins with. */
export const runOf = (policy: BackupPolicy, from: Date) => ({
  id: newId(),
  policyId: policy.id,
  assetId: policy.assetId,
  repositoryId: policy.repositoryId,
  finishBy: policy.timeWindow === null ? null : plus(from, policy.timeWindow, policy.timeZone),
  isSmallerAccepted: false,
  requestedById: null as string | null,
});
