import { notify, send } from '../notifications/notify.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { arm, plan } from './arm.ts';
import type { Action } from './escalation-policy.ts';
import { type EscalationRow, type FiringRow, insertFiring, listFirings, lockEscalation } from './escalation-store.ts';
import type { PlannedStep } from './next-step.ts';
import { findPolicyVersion } from './policy-store.ts';
import { type IncidentAction, incidentActionsOf, recipientsOf, type Subject } from './recipients.ts';

/** What came of a step: whom it told, and what is left to do to the incident. */
export interface FiredStepResult {
  step: number;
  loop: number;
  dueAt: Date;
  firedAt: Date;
  lateMs: number;
  recipients: Array<{ id: string; name: string }>;
  skipped: 'nobody' | null;
  actions: IncidentAction[];
}

/**
 * Fires the next step of an incident's escalation if it is due: enters it into the ledger, tells the people whom it means
 * and sets the alarm for the step after it. Null when nothing is due, or the step has fired before. Steps that were
 * missed fire one after the other, each once, and say how late they are.
 */
export async function fireNextStep(tx: Context, incidentId: string, now: Date, subject: Subject): Promise<FiredStepResult | null> {
  const { sql } = tx.db;
  const escalation = await lockEscalation(sql, incidentId);
  if (!escalation) return null;
  const fired = await listFirings(sql, incidentId);
  const next = await plan(tx, escalation, fired);
  const isDue = next !== null && next.dueAt <= now;
  const result = isDue ? await fire(tx, escalation, next, now, subject) : null;
  await arm(tx, escalation, result ? [...fired, result.firing] : fired);
  return result && { ...result.firing, actions: result.incidentActions };
}

async function fire(
  tx: Context,
  escalation: EscalationRow,
  { step, loop, dueAt }: PlannedStep,
  now: Date,
  subject: Subject,
): Promise<{ firing: FiringRow; incidentActions: IncidentAction[] } | null> {
  const { sql } = tx.db;
  const { incidentId, policyId, policyVersion } = escalation;
  const policy = await findPolicyVersion(sql, policyId, policyVersion);
  const { actions = [], from = 'opened' } = policy?.steps[step - 1] ?? {};
  const recipients = await recipientsOf(sql, actions, subject, now);
  const isCalling = actions.some(({ type }) => type === 'notify' || type === 'page');
  const firing: FiringRow = {
    id: newId(),
    incidentId,
    policyId,
    policyVersion,
    step,
    loop,
    dueAt,
    firedAt: now,
    lateMs: Math.max(0, now.getTime() - dueAt.getTime()),
    actions,
    recipients,
    skipped: isCalling && recipients.length === 0 ? 'nobody' : null,
  };
  if (!(await insertFiring(sql, firing))) return null;
  await tell(tx, firing, subject, from === 'resolutionDue' ? escalation.resolutionDueAt : null);
  if (firing.skipped) tx.db.afterCommit(() => tx.log.warn({ incident: subject.number, step, loop }, 'an escalation step reached nobody'));
  return { firing, incidentActions: await incidentActionsOf(sql, actions, now) };
}

/** A step counted from the resolution due time speaks of that time; any other says that nobody has taken the incident. */
async function tell(tx: Context, firing: FiringRow, { number, title, priority }: Subject, promisedBy: Date | null): Promise<void> {
  const { incidentId, policyId, policyVersion, step, loop, dueAt, firedAt, lateMs, actions, recipients } = firing;
  const facts = { number, title, priority, step, loop, lateMs };
  await notify(tx, {
    recipientIds: recipients.map(({ id }) => id),
    kind: promisedBy ? 'incident.dueSoon' : 'incident.escalated',
    subject: { type: 'incident', id: incidentId },
    data: { ...facts, ...(promisedBy && { until: promisedBy.toISOString() }), isUrgent: actions.some(({ type }) => type === 'page') },
    key: `escalation:${incidentId}:${policyId}:${policyVersion}:${step}:${loop}`,
  });
  const webhooks = actions.filter((action): action is Action & { type: 'webhook' } => action.type === 'webhook');
  for (const { url } of webhooks) {
    const payload = {
      event: 'incident.escalated',
      incident: { id: incidentId, number, title, priority },
      step,
      loop,
      dueAt,
      firedAt,
      lateMs,
    };
    await send(tx, { notificationId: null, channel: 'webhook', address: url, payload });
  }
}
