import { cancel, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { reportTrouble } from './backup-incidents.ts';
import { type BackupPolicy, isPausedAt } from './backup-policy.ts';
import type { Expectation } from './backup-run.ts';
import { expectationOfRun, expectationsNotStarted, setExpectation } from './expectation-store.ts';
import { armExpectation, runKey } from './plan-backups.ts';
import { findPolicy } from './policy-store.ts';
import { activeRuns, deletePlannedRuns, updateRun } from './run-store.ts';

/**
 * Finds runs that did not start in time and says so: the newest of a policy is missed, opens the incident and is made up for by
 * one run at once; older ones are skipped (catch-up `once`). With `skip` nothing is made up for, with `all` everything.
 */
export async function markMissedRuns(ctx: Context): Promise<number> {
  const late = await expectationsNotStarted(ctx.db.sql, ctx.clock(), 2000);
  const policyIds = [...new Set(late.map((expectation) => expectation.policyId))];
  for (const policyId of policyIds) {
    try {
      await transact(ctx, (tx) => markMissedOf(tx, policyId));
    } catch (error) {
      // One bad policy must not silence the watch over the others.
      ctx.log.error({ err: error, policyId }, 'missed runs of a policy could not be marked');
    }
  }
  return late.length;
}

/** What a run does first: one that comes later than its policy allows is marked before it makes up for itself. */
export async function settleLateness(ctx: Context, runId: string): Promise<void> {
  const expectation = await expectationOfRun(ctx.db.sql, runId);
  if (!expectation || !['planned', 'queued'].includes(expectation.state) || expectation.startBy >= ctx.clock()) return;
  await transact(ctx, (tx) => markMissedOf(tx, expectation.policyId));
}

async function markMissedOf(tx: Context, policyId: string): Promise<void> {
  const { sql } = tx.db;
  const now = tx.clock();
  const policy = await findPolicy(sql, policyId);
  const rows: Expectation[] = await sql('backupExpectations')
    .where({ policyId })
    .whereIn('state', ['planned', 'queued'])
    .where('startBy', '<', now)
    .orderBy('dueAt', 'desc')
    .limit(11_000);
  const isRunning = (await activeRuns(sql, policyId)).some((run) => run.status === 'running');
  const missed: Expectation[] = [];
  for (const expectation of rows) {
    const reason = whySkipped(policy, expectation, isRunning);
    if (reason) await skip(tx, expectation, reason);
    else missed.push(expectation);
  }
  const [newest, ...older] = missed;
  if (!policy || !newest) return;
  await miss(tx, policy, newest, policy.catchUp !== 'skip');
  for (const expectation of older) {
    if (policy.catchUp === 'once') await skip(tx, expectation, 'the run that makes up for the newest missed one stands for this one');
    else await miss(tx, policy, expectation, policy.catchUp === 'all');
  }
  const message = `Nothing started by ${newest.startBy.toISOString()}.${older.length > 0 ? ` ${older.length} earlier ones were missed too.` : ''}`;
  await reportTrouble(tx, policy, { failureClass: 'missed', message, dueAt: newest.dueAt });
}

function whySkipped(policy: BackupPolicy | null, expectation: Expectation, isRunning: boolean): string | null {
  if (!policy || policy.retiredAt) return 'the policy was retired';
  if (isPausedAt(policy, expectation.dueAt)) return `paused: ${policy.pauseReason}`;
  return isRunning ? 'the run before was still going' : null;
}

async function skip(tx: Context, expectation: Expectation, reason: string): Promise<void> {
  await setExpectation(tx.db.sql, expectation.id, { state: 'skipped', reason, runId: null });
  if (!expectation.runId) return;
  await cancel(tx.db.sql, runKey(expectation.runId));
  await deletePlannedRuns(tx.db.sql, [expectation.runId]);
}

async function miss(tx: Context, policy: BackupPolicy, expectation: Expectation, isMadeUpFor: boolean): Promise<void> {
  const { sql } = tx.db;
  const missed: Expectation = { ...expectation, state: 'missed', reason: null };
  await setExpectation(sql, expectation.id, { state: 'missed', reason: null });
  if (!isMadeUpFor) return skipRun(tx, expectation);
  if (!expectation.runId) return void (await armExpectation(tx, policy, missed, 'catch_up'));
  const now = tx.clock();
  await updateRun(sql, expectation.runId, { status: 'queued', origin: 'catch_up' });
  await enqueue(sql, { job: 'backup.run', payload: { runId: expectation.runId }, runAt: now, now, key: runKey(expectation.runId) });
}

async function skipRun(tx: Context, expectation: Expectation): Promise<void> {
  if (!expectation.runId) return;
  await cancel(tx.db.sql, runKey(expectation.runId));
  await updateRun(tx.db.sql, expectation.runId, { status: 'missed', finishedAt: tx.clock() });
}
