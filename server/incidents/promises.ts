import {
  acknowledgeEscalation,
  resumeEscalation,
  reviseEscalation,
  startEscalation,
  stopEscalation,
  withdrawAcknowledgement,
} from '../escalation/escalation.ts';
import { quieten } from '../notifications/settle.ts';
import type { Service } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { Breach, Clocked } from '../service-levels/clock-book.ts';
import {
  cancelClocks,
  meetResolution,
  meetResponse,
  openClocks,
  pauseClocks,
  reopenResolution,
  resumeClocks,
  retargetClocks,
  startQuestion,
} from '../service-levels/clocks.ts';
import type { BreachCause } from '../service-levels/service-level-clock.ts';
import { firstAnswerAt } from './first-answer.ts';
import type { DueTimes, Incident } from './incident.ts';
import { noteBreaches } from './note-breaches.ts';

/**
 * What each turn in an incident's life means for its service-level clocks and its escalation, which always go together.
 * Every function answers the fields of the incident that change.
 */

type Promised = Pick<Incident, 'id' | 'priority' | 'serviceId' | 'supportGroupId' | 'requesterId' | 'openedAt'>;

/**
 * Starts the clocks of a new incident; one that was answered before it was filed met its response then. What is broken
 * already is for its history once it has one.
 */
export async function beginPromises(
  tx: Context,
  { id, priority, serviceId, supportGroupId, requesterId, openedAt }: Promised,
  service: Service | null,
  answeredAt?: Date,
): Promise<{ due: DueTimes; breaches: Breach[] }> {
  const opening = { incidentId: id, priority, serviceId, service, supportGroupId, requesterId, openedAt };
  if (!answeredAt) return openClocks(tx, opening);
  // Nothing is broken that was kept at the time: the clocks are first brought to the answer, and their alarms do the rest.
  const then: Context = { ...tx, clock: () => answeredAt };
  const { breaches } = await openClocks(then, opening);
  const answered = await meetResponse(then, id, answeredAt);
  return { due: answered.due, breaches: [...breaches, ...answered.breaches] };
}

/** The fields that a change of clocks brings; what it found broken goes into the history. */
async function settled(tx: Context, incident: Incident, { due, breaches }: Clocked): Promise<DueTimes> {
  await noteBreaches(tx, incident, breaches);
  return due;
}

/** Arms the escalation of a new incident by the times that its clocks gave. */
export async function beginEscalation(tx: Context, incident: Promised & DueTimes): Promise<void> {
  const { id, serviceId, priority, openedAt, responseDueAt, resolutionDueAt } = incident;
  await startEscalation(tx, { incidentId: id, serviceId, priority, openedAt, responseDueAt, resolutionDueAt });
}

/** Somebody has seen it: what the escalation does for unseen incidents stops. Nothing when that was said before. */
export async function acknowledged(tx: Context, incident: Incident, by: Actor): Promise<Partial<Incident>> {
  if (incident.acknowledgedAt) return {};
  const at = tx.clock();
  await acknowledgeEscalation(tx, incident.id, at, by.id);
  await quietenPages(tx, incident);
  return { acknowledgedAt: at };
}

/** It turned out that nobody has: what stopped for the acknowledgement goes on. */
export async function unacknowledged(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  if (!incident.acknowledgedAt) return {};
  await withdrawAcknowledgement(tx, incident.id);
  return { acknowledgedAt: null };
}

/** Pages that were to go out later are not needed any more. */
const quietenPages = (tx: Context, { id }: Incident): Promise<void> => quieten(tx, { type: 'incident', id });

/** The requester was answered: the response clock is met, now or never again, and so is the clock of a later question. */
export async function answered(tx: Context, incident: Incident, at = tx.clock()): Promise<Partial<Incident>> {
  return settled(tx, incident, await meetResponse(tx, incident.id, at));
}

/** The requester wrote, and waits for an answer from then on. */
export async function asked(tx: Context, incident: Incident, at = tx.clock()): Promise<Partial<Incident>> {
  return incident.isOpen ? settled(tx, incident, await startQuestion(tx, incident.id, at)) : {};
}

/** The clocks stand, and so does what waits for their due times. */
export async function pausePromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  return revised(tx, incident, await pauseClocks(tx, incident.id, tx.clock()));
}

/** The clocks run on. */
export async function resumePromises(tx: Context, incident: Incident, at = tx.clock()): Promise<Partial<Incident>> {
  return revised(tx, incident, await resumeClocks(tx, incident.id, at));
}

/** Solved: all clocks end, a solution being an answer as well, and nobody is called any more. */
export async function fulfilPromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  const at = tx.clock();
  await stopEscalation(tx, incident.id);
  await quietenPages(tx, incident);
  return settled(tx, incident, await meetResolution(tx, incident.id, at));
}

/** Not solved after all: the clocks run on or start afresh, as the agreement says; `isAsked` when the requester waits for a word. */
export async function reopenPromises(tx: Context, incident: Incident, isAsked = false): Promise<Partial<Incident>> {
  const due = await settled(tx, incident, await reopenResolution(tx, incident.id, tx.clock(), isAsked));
  await resumeEscalation(tx, incident.id, due);
  return due;
}

/** Withdrawn: the clocks are cancelled, neither met nor breached. */
export async function dropPromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  await stopEscalation(tx, incident.id);
  await quietenPages(tx, incident);
  return settled(tx, incident, await cancelClocks(tx, incident.id, tx.clock()));
}

/** What changed, the weightiest first: it is the reason of a promise that the change breaks. */
const causes: ReadonlyArray<readonly [keyof Incident, BreachCause]> = [
  ['priority', 'priorityChange'],
  ['serviceId', 'serviceChange'],
  ['supportGroupId', 'groupChange'],
  ['requesterId', 'requesterChange'],
];

/** Another priority, service, requester or group: other targets, as if they had held from the start. */
export async function retarget(tx: Context, incident: Incident, changes: Partial<Incident>): Promise<Partial<Incident>> {
  const after = { ...incident, ...changes };
  const cause = causes.find(([field]) => after[field] !== incident[field])?.[1];
  if (!cause) return {};
  return revised(tx, after, await retargetClocks(tx, { ...placementOf(tx, after), cause }, tx.clock()));
}

/** Where an incident stands, as far as promises go by it. */
export function placementOf(tx: Context, incident: Incident) {
  const { id, priority, serviceId, supportGroupId, requesterId } = incident;
  return { incidentId: id, priority, serviceId, supportGroupId, requesterId, answeredAt: () => firstAnswerAt(tx.db.sql, incident) };
}

/** The same for changes that move the due times which an escalation goes by. */
export async function revised(tx: Context, incident: Incident, clocked: Clocked): Promise<DueTimes> {
  const due = await settled(tx, incident, clocked);
  await reviseEscalation(tx, incident.id, { ...due, priority: incident.priority });
  return due;
}

/** Merged into another: what was owed waits, neither met nor breached, as long as the merge stands. */
export async function setAsidePromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  await stopEscalation(tx, incident.id);
  await quietenPages(tx, incident);
  return incident.status === 'pending' ? {} : settled(tx, incident, await pauseClocks(tx, incident.id, tx.clock()));
}

/**
 * The merge was taken back: whoever waited did so all the time, so the clocks run on from the merge as if it had never
 * been, unless the incident was on hold.
 */
export async function takeUpPromises(tx: Context, incident: Incident, isOnHold: boolean, mergedAt: Date): Promise<Partial<Incident>> {
  const due = isOnHold ? {} : await settled(tx, incident, await resumeClocks(tx, incident.id, mergedAt));
  await resumeEscalation(tx, incident.id, { ...incident, ...due });
  return due;
}
