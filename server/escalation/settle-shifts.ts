import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { coverageBetween } from './on-call.ts';
import { type KeptSchedule, lockSchedule, updateProgress } from './on-call-store.ts';
import { rosterOf } from './roster.ts';
import { recordShifts } from './shift-store.ts';

/**
 * Holds a schedule until the transaction ends, and enters into the ledger who was on call up to now by what holds so far.
 * Whatever is changed afterwards changes the future alone. Everything that decides who is on call goes through here.
 */
export async function settleShifts(tx: Context, scheduleId: string, { mayBeRetired = false } = {}): Promise<KeptSchedule> {
  const { sql } = tx.db;
  const schedule = await lockSchedule(sql, scheduleId);
  if (!schedule) throw notFound('on-call schedule');
  if (schedule.retiredAt && !mayBeRetired) throw new Problem('conflict', `${schedule.name} is retired: take it up again first`);
  const now = tx.clock();
  const { settledAt } = schedule;
  if (now <= settledAt) return schedule;
  const { shifts } = coverageBetween(await rosterOf(sql, scheduleId, schedule, settledAt, now), settledAt, now);
  await recordShifts(sql, scheduleId, settledAt, shifts);
  await updateProgress(sql, scheduleId, { settledAt: now });
  return { ...schedule, settledAt: now };
}

/** Wakes the telling of people, and open pages, after something changed who is on call. */
export async function changedOnCall(tx: Context, scheduleId: string): Promise<void> {
  await updateProgress(tx.db.sql, scheduleId, { nextTellAt: null });
  tx.db.afterCommit(() => tx.live.publish({ type: 'onCall.changed', id: scheduleId, audience: { role: 'technician' } }));
}
