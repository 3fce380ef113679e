import { acknowledgeEscalation, resumeEscalation, reviseEscalation, startEscalation, stopEscalation } from '../escalation/escalation.ts';
import type { Context } from '../platform/context.ts';
import {
  cancelClocks,
  meetResolution,
  meetResponse,
  openClocks,
  pauseClocks,
  reopenResolution,
  resumeClocks,
  retargetClocks,
} from '../service-levels/clocks.ts';
import type { DueTimes, Incident } from './incident.ts';

/**
 * What each turn in an incident's life means for its service-level clocks and its escalation, which always go together.
 * Every function answers the fields of the incident that change.
 */

type Promised = Pick<Incident, 'id' | 'priority' | 'serviceId' | 'supportGroupId' | 'openedAt'>;

/** Starts the clocks of a new incident; one that was answered before it was filed met its response then. */
export async function beginPromises(
  tx: Context,
  { id, priority, serviceId, supportGroupId, openedAt }: Promised,
  answeredAt?: Date,
): Promise<DueTimes> {
  const opening = { incidentId: id, priority, serviceId, supportGroupId, openedAt };
  if (!answeredAt) return openClocks(tx, opening);
  // Nothing is broken that was kept at the time: the clocks are first brought to the answer, and their alarms do the rest.
  const then: Context = { ...tx, clock: () => answeredAt };
  await openClocks(then, opening);
  return meetResponse(then, id, answeredAt);
}

/** Arms the escalation of a new incident by the times that its clocks gave. */
export async function beginEscalation(tx: Context, incident: Promised & DueTimes): Promise<void> {
  const { id, serviceId, priority, openedAt, responseDueAt, resolutionDueAt } = incident;
  await startEscalation(tx, { incidentId: id, serviceId, priority, openedAt, responseDueAt, resolutionDueAt });
}

/** Somebody has seen it: what the escalation does for unseen incidents stops. Nothing when that was said before. */
export async function acknowledged(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  if (incident.acknowledgedAt) return {};
  const at = tx.clock();
  await acknowledgeEscalation(tx, incident.id, at);
  return { acknowledgedAt: at };
}

/** The requester was answered: the response clock is met, now or never again. */
export async function answered(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  if (incident.responseMetAt) return {};
  return meetResponse(tx, incident.id, tx.clock());
}

/** The clocks stand, and so does what waits for their due times. */
export async function pausePromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  return revised(tx, incident, await pauseClocks(tx, incident.id, tx.clock()));
}

/** The clocks run on. */
export async function resumePromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  return revised(tx, incident, await resumeClocks(tx, incident.id, tx.clock()));
}

/** Solved: both clocks end, a solution being an answer as well, and nobody is called any more. */
export async function fulfilPromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  const at = tx.clock();
  await stopEscalation(tx, incident.id);
  return meetResolution(tx, incident.id, at);
}

/** Not solved after all: the resolution clock runs on from what it had served. */
export async function reopenPromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  const due = await reopenResolution(tx, incident.id, tx.clock());
  await resumeEscalation(tx, incident.id, due);
  return due;
}

/** Withdrawn: the clocks are cancelled, neither met nor breached. */
export async function dropPromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  await stopEscalation(tx, incident.id);
  return cancelClocks(tx, incident.id, tx.clock());
}

/** Another priority, service or group: other targets, as if they had held from the start. */
export async function retarget(tx: Context, incident: Incident, changes: Partial<Incident>): Promise<Partial<Incident>> {
  const after = { ...incident, ...changes };
  const isSame =
    after.priority === incident.priority && after.serviceId === incident.serviceId && after.supportGroupId === incident.supportGroupId;
  if (isSame) return {};
  const { id, priority, serviceId, supportGroupId } = after;
  return revised(tx, after, await retargetClocks(tx, { incidentId: id, priority, serviceId, supportGroupId }, tx.clock()));
}

async function revised(tx: Context, incident: Incident, due: DueTimes): Promise<DueTimes> {
  await reviseEscalation(tx, incident.id, due);
  return due;
}

/** Merged into another: what was owed waits, neither met nor breached, as long as the merge stands. */
export async function setAsidePromises(tx: Context, incident: Incident): Promise<Partial<Incident>> {
  await stopEscalation(tx, incident.id);
  return incident.status === 'pending' ? {} : pauseClocks(tx, incident.id, tx.clock());
}

/**
 * The merge was taken back: whoever waited did so all the time, so the clocks run on from the merge as if it had never
 * been, unless the incident was on hold.
 */
export async function takeUpPromises(tx: Context, incident: Incident, isOnHold: boolean, mergedAt: Date): Promise<Partial<Incident>> {
  const due = isOnHold ? {} : await resumeClocks(tx, incident.id, mergedAt);
  await resumeEscalation(tx, incident.id, { ...incident, ...due });
  return due;
}
