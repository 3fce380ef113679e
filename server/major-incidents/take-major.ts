import type { Incident } from '../incidents/incident.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notFound, Problem } from '../platform/problem.ts';
import type { EntryKind, MajorIncident, MajorState } from './major-incident.ts';
import { lockMajor, updateMajor } from './major-store.ts';
import { insertEntry } from './war-room-store.ts';

/** The major incident for who is about to change it; 404, 403, 412 or 409 when that cannot be. */
export async function takeMajor(
  tx: Context,
  actor: Actor,
  id: string,
  may: (actor: Actor, major: MajorIncident) => boolean,
  { ifMatch = null, states = ['active', 'ended'] }: { ifMatch?: number | null; states?: readonly MajorState[] } = {},
): Promise<MajorIncident> {
  const major = await lockMajor(tx.db.sql, id);
  if (!major) throw notFound('major incident');
  if (!may(actor, major)) throw new Problem('forbidden');
  if (ifMatch !== null && ifMatch !== major.version)
    throw new Problem('version_mismatch', undefined, { extra: { version: major.version } });
  if (!states.includes(major.state))
    throw new Problem('conflict', `This major incident is ${major.state}`, { extra: { state: major.state } });
  return major;
}

/** Writes the next version of a major incident and tells open pages after the commit. */
export async function saveMajor(tx: Context, before: MajorIncident, changes: Partial<MajorIncident>): Promise<MajorIncident> {
  const after: MajorIncident = { ...before, ...changes, version: before.version + 1 };
  if (!(await updateMajor(tx.db.sql, after))) throw new Problem('version_mismatch');
  announceChange(tx, after.id);
  return after;
}

/** Pages of the desk and the status page read it anew after the commit. */
export function announceChange(tx: Context, id: string): void {
  tx.db.afterCommit(() => tx.live.publish({ type: 'majorIncident.changed', id, audience: { role: 'employee' } }));
}

/** Writes a line into the history of a major incident; answers its id. */
export async function record(tx: Context, actor: Actor, majorIncidentId: string, kind: EntryKind, text = '', at?: Date): Promise<string> {
  const id = newId();
  const happenedAt = at ?? tx.clock();
  await insertEntry(tx.db.sql, { id, majorIncidentId, kind, text, actorId: actor.id, actorName: actor.name, happenedAt });
  return id;
}

/** The incident behind it. */
export const incidentOf = async (tx: Context, { incidentId }: MajorIncident): Promise<Incident> =>
  (await findIncident(tx.db.sql, incidentId)) as Incident;
