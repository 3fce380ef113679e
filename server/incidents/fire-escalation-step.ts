import { complete } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { applyAssignment } from './assign-incident.ts';
import { fireNextStep, stopEscalation } from './escalation-shim.ts';
import { type Incident, numberText } from './incident.ts';
import { lockIncident } from './incident-store.ts';
import { applyRaise } from './raise-priority.ts';
import { recordHappening } from './write-incident.ts';

type Fired = NonNullable<Awaited<ReturnType<typeof fireNextStep>>>;

/** Job `escalation.step`: nobody has taken the incident in time, so the next step of its policy fires, once. */
export async function fireEscalationStep(ctx: Context, { incidentId }: { incidentId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const incident = await lockIncident(tx.db.sql, incidentId);
    if (!incident) return;
    if (!incident.isOpen || incident.acknowledgedAt) return stopEscalation(tx, incidentId);
    const { title, priority, supportGroupId, assigneeId } = incident;
    const subject = { number: numberText(incident.number), title, priority, supportGroupId, assigneeId };
    const fired = await fireNextStep(tx, incidentId, tx.clock(), subject);
    if (fired) await applyStep(tx, incident, fired);
  });
}

async function applyStep(tx: Context, incident: Incident, { step, loop, lateMs, actions, recipients }: Fired): Promise<void> {
  const names = recipients.map(({ id, name }) => ({ id, name }));
  await recordHappening(tx, systemActor, incident, {
    kind: 'escalated',
    visibility: 'internal',
    detail: { step, loop, lateMs, recipients: names },
  });
  let present = incident;
  for (const action of actions) {
    if (action.type === 'raisePriority') present = await applyRaise(tx, systemActor, present, `escalation step ${step}`);
    if (action.type === 'assign')
      present = await applyAssignment(tx, systemActor, present, {
        ...(action.technicianId && { assigneeId: action.technicianId }),
        ...(action.supportGroupId && { supportGroupId: action.supportGroupId }),
      });
  }
}
