import { cancel, enqueue } from '../../db/outbox.ts';
import type { Context } from '../platform/context.ts';
import type { PolicyRules } from './escalation-policy.ts';
import { type EscalationRow, type FiringRow, updateEscalation } from './escalation-store.ts';
import { nextEvent, type PlannedEvent } from './next-event.ts';
import { findPolicyVersion } from './policy-store.ts';
import { quietHoursFor } from './quiet-hours.ts';

/** What an escalation would do next, by the version of the policy that it follows; null while it stands. */
export async function plan(tx: Context, escalation: EscalationRow, fired: readonly FiringRow[]): Promise<PlannedEvent | null> {
  if (escalation.state !== 'running') return null;
  const policy = await findPolicyVersion(tx.db.sql, escalation.policyId, escalation.policyVersion);
  return policy && planBy(tx, policy, escalation, fired);
}

/** The same by rules that the caller has already. */
export async function planBy(
  tx: Context,
  policy: PolicyRules,
  escalation: EscalationRow,
  fired: readonly FiringRow[],
): Promise<PlannedEvent | null> {
  const quietUntil = await quietHoursFor(tx.db.sql, policy.quietHours, escalation.priority);
  return nextEvent(policy, { ...escalation, fired }, tx.clock(), quietUntil);
}

/** Reckons the next event anew and sets its alarm. Every change of an escalation ends here; rules that the caller has save a read. */
export async function arm(tx: Context, escalation: EscalationRow, fired: readonly FiringRow[], rules?: PolicyRules): Promise<void> {
  const next = rules && escalation.state === 'running' ? await planBy(tx, rules, escalation, fired) : await plan(tx, escalation, fired);
  await updateEscalation(tx.db.sql, escalation.incidentId, { nextDueAt: next?.dueAt ?? null });
  await setAlarm(tx, escalation.incidentId, next);
}

/** Puts the next event into the outbox, or takes it back when nothing is left to happen. */
export async function setAlarm(tx: Context, incidentId: string, next: { dueAt: Date } | null): Promise<void> {
  const { sql } = tx.db;
  const key = `escalation:${incidentId}`;
  if (next) await enqueue(sql, { job: 'escalation.step', payload: { incidentId }, runAt: next.dueAt, now: tx.clock(), key });
  else await cancel(sql, key);
}
