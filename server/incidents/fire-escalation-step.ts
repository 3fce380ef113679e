import { complete } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { stopEscalation } from '../escalation/escalation.ts';
import { type FiredStepResult, fireNextStep } from '../escalation/fire-next-step.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { applyAssignment } from './assign-incident.ts';
import { type Incident, numberText } from './incident.ts';
import { lockIncident } from './incident-store.ts';
import { applyRaise } from './raise-priority.ts';
import { recordHappening } from './write-incident.ts';

/** Job `escalation.step`: nobody has taken the incident in time, so the next step of its policy fires, once. */
export async function fireEscalationStep(ctx: Context, { incidentId }: { incidentId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    await fireOn(tx, incidentId);
  });
}

/** Fires the step of an incident that is due, if any, in the transaction of the caller. */
export async function fireOn(tx: Context, incidentId: string): Promise<void> {
  const incident = await lockIncident(tx.db.sql, incidentId);
  if (!incident) return;
  if (!incident.isOpen) return stopEscalation(tx, incidentId);
  const { title, priority, supportGroupId, assigneeId } = incident;
  const subject = { number: numberText(incident.number), title, priority, supportGroupId, assigneeId };
  const fired = await fireNextStep(tx, incidentId, tx.clock(), subject);
  if (fired) await applyStep(tx, incident, fired);
}

async function applyStep(tx: Context, incident: Incident, { actions, ...fired }: FiredStepResult): Promise<void> {
  const { step, loop, dueAt, lateMs, recipients, skipped } = fired;
  const detail = { step, loop, dueAt, lateMs, recipients, skipped };
  await recordHappening(tx, systemActor, incident, { kind: 'escalated', visibility: 'internal', detail });
  let present = incident;
  for (const action of actions) {
    if (action.type === 'raisePriority') present = await applyRaise(tx, systemActor, present, `Escalation step ${step}`);
    else {
      const { technicianId, supportGroupId } = action;
      const to = { ...(technicianId && { assigneeId: technicianId }), ...(supportGroupId && { supportGroupId }) };
      present = await applyAssignment(tx, systemActor, present, to);
    }
  }
}
