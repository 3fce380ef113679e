import { complete } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { stopEscalation } from '../escalation/escalation.ts';
import { type Fired, fireNextStep, type IncidentAction } from '../escalation/fire-next-step.ts';
import type { Subject } from '../escalation/recipients.ts';
import { whyWords } from '../escalation/why-words.ts';
import { personRefs } from '../people/person-queries.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { applyAssignment } from './assign-incident.ts';
import { type Incident, numberText } from './incident.ts';
import { lockIncident } from './incident-store.ts';
import { applyRaise } from './raise-priority.ts';
import { openIncidentsOf } from './workload-queries.ts';
import { recordHappening, writeChanges } from './write-incident.ts';

/** Job `escalation.step`: nobody has taken the incident in time, so the next step of its policy fires, once. */
export async function fireEscalationStep(ctx: Context, { incidentId }: { incidentId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    await fireOn(tx, incidentId);
  });
}

/** Fires what is due in the escalation of an incident, if anything, in the transaction of the caller. */
export async function fireOn(tx: Context, incidentId: string): Promise<void> {
  const incident = await lockIncident(tx.db.sql, incidentId);
  if (!incident) return;
  if (!incident.isOpen) return stopEscalation(tx, incidentId);
  const fired = await fireNextStep(tx, incidentId, tx.clock(), subjectOf(incident), openIncidentsOf);
  if (fired?.kind === 'step') await applyStep(tx, incident, fired);
  if (fired?.kind === 'acknowledgementExpired') await takeBackAcknowledgement(tx, incident, fired);
}

/** What an escalation knows of an incident. */
export const subjectOf = (incident: Incident): Subject => {
  const { number, title, priority, supportGroupId, assigneeId, requesterId, status } = incident;
  return { number: numberText(number), title, priority, supportGroupId, assigneeId, requesterId, isInProgress: status !== 'new' };
};

/** A step whose condition did not hold changed nothing and is not part of the history; the escalation itself shows it. */
async function applyStep(tx: Context, incident: Incident, fired: Fired & { kind: 'step' }): Promise<void> {
  const { step, loop, dueAt, lateMs, recipients, absent, skipped, actions } = fired;
  if (skipped !== null && skipped !== 'nobody') return;
  const detail = { step, loop, dueAt, lateMs, recipients, skipped, ...(absent.length > 0 && { absent }) };
  await recordHappening(tx, systemActor, incident, { kind: 'escalated', visibility: 'internal', detail });
  let present = incident;
  for (const action of actions) present = await applyAction(tx, present, action, step);
}

async function applyAction(tx: Context, incident: Incident, action: IncidentAction, step: number): Promise<Incident> {
  if (action.type === 'raisePriority') return applyRaise(tx, systemActor, incident, `Escalation step ${step}`);
  const { person, supportGroup } = action.assignment;
  const to = { ...(person && { assigneeId: person.id }), ...(supportGroup && { supportGroupId: supportGroup.id }) };
  return applyAssignment(tx, systemActor, incident, to, { step, why: whyWords(action.assignment) });
}

/** Whoever acknowledged did not begin in time: the incident is nobody's again, as far as the escalation goes. */
async function takeBackAcknowledgement(tx: Context, incident: Incident, fired: Fired & { kind: 'acknowledgementExpired' }): Promise<void> {
  const person = fired.personId && (await personRefs(tx.db.sql, [fired.personId])).get(fired.personId);
  const detail = { acknowledgedAt: fired.acknowledgedAt, ...(person && { person: { id: person.id, name: person.name } }) };
  await writeChanges(
    tx,
    systemActor,
    incident,
    { acknowledgedAt: null },
    { kind: 'acknowledgementExpired', visibility: 'internal', detail },
  );
}
