import { cancel } from '../../db/outbox.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { changesTo, type IncidentState } from './bulk-change.ts';
import { closeKey } from './close-incident.ts';
import { type Incident, isOpen } from './incident.ts';
import { fulfilPromises, pausePromises, reopenPromises, retarget, takeUpPromises, unacknowledged } from './promises.ts';
import { checkOnlyOne } from './reopen-incident.ts';
import { armClosure } from './resolve-incident.ts';
import { armResume } from './resume-incident.ts';
import { writeChanges } from './write-incident.ts';

/**
 * Makes an incident what it was before a change, its alarms too: undoing. Clocks that the change had stopped run on as if
 * it had never been, from a solution they run on from now: the requester had been told. The history keeps both.
 */
export async function restoreIncident(
  tx: Context,
  actor: Actor,
  incident: Incident,
  before: IncidentState,
  changedAt: Date,
): Promise<Incident> {
  const fields = changesTo(incident, before);
  if (Object.keys(fields).length === 0) return incident;
  if (isOpen(before.status) && !incident.isOpen) await checkOnlyOne(tx, incident);
  const promised = await turnBack(tx, incident, before, changedAt);
  const retargeted = await retarget(tx, { ...incident, ...promised }, fields);
  const unseen = before.acknowledgedAt === null ? await unacknowledged(tx, incident) : {};
  return writeChanges(tx, actor, incident, { ...promised, ...retargeted, ...unseen, ...fields }, { kind: 'restored' });
}

/** What the way back means for the clocks and the alarms. */
async function turnBack(tx: Context, incident: Incident, before: IncidentState, changedAt: Date): Promise<Partial<Incident>> {
  const now = tx.clock();
  await armResume(tx, incident.id, before.resumeAt && before.resumeAt > now ? before.resumeAt : null);
  if (before.status === 'resolved') await armClosure(tx, incident.id, before.resolvedAt ?? now);
  if (incident.status === 'resolved' && before.status !== 'resolved') await cancel(tx.db.sql, closeKey(incident.id));
  if (incident.status === before.status) return {};
  if (incident.status === 'cancelled') throw new Problem('conflict', 'What was cancelled cannot be undone');
  return turnClocks(tx, incident, before, changedAt);
}

async function turnClocks(tx: Context, incident: Incident, before: IncidentState, changedAt: Date): Promise<Partial<Incident>> {
  if (incident.status === 'pending') return isOpen(before.status) ? takeUpPromises(tx, incident, false, changedAt) : {};
  if (incident.isOpen) {
    if (before.status === 'pending') return pausePromises(tx, incident);
    return isOpen(before.status) ? {} : fulfilPromises(tx, incident);
  }
  if (incident.status !== 'resolved' || !isOpen(before.status)) return {};
  const reopened = await reopenPromises(tx, incident);
  return before.status === 'pending' ? { ...reopened, ...(await pausePromises(tx, { ...incident, ...reopened })) } : reopened;
}
