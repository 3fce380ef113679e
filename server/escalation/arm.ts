import { cancel, enqueue } from '../../db/outbox.ts';
import type { Context } from '../platform/context.ts';
import { type EscalationRow, type FiringRow, updateEscalation } from './escalation-store.ts';
import { nextStep, type PlannedStep } from './next-step.ts';
import { findPolicyVersion } from './policy-store.ts';

/** The step that an escalation would fire next, by the version of the policy that it follows. */
export async function plan(tx: Context, escalation: EscalationRow, fired: readonly FiringRow[]): Promise<PlannedStep | null> {
  if (escalation.state !== 'running') return null;
  const policy = await findPolicyVersion(tx.db.sql, escalation.policyId, escalation.policyVersion);
  return policy && nextStep(policy, { ...escalation, fired }, tx.clock());
}

/** Reckons the next step anew and sets its alarm. Every change of an escalation ends here. */
export async function arm(tx: Context, escalation: EscalationRow, fired: readonly FiringRow[]): Promise<void> {
  const next = await plan(tx, escalation, fired);
  await updateEscalation(tx.db.sql, escalation.incidentId, { nextDueAt: next?.dueAt ?? null });
  await setAlarm(tx, escalation.incidentId, next);
}

/** Puts the next step into the outbox, or takes it back when nothing is left to fire. */
export async function setAlarm(tx: Context, incidentId: string, next: PlannedStep | null): Promise<void> {
  const { sql } = tx.db;
  const key = `escalation:${incidentId}`;
  if (next) await enqueue(sql, { job: 'escalation.step', payload: { incidentId }, runAt: next.dueAt, now: tx.clock(), key });
  else await cancel(sql, key);
}
