import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { checkAllows, type Incident, numberText } from '../incidents/incident.ts';
import { findIncident, parentOf } from '../incidents/incident-queries.ts';
import { recordHappening } from '../incidents/write-incident.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { checkScopes, tellCommander } from './change-major.ts';
import { type MajorIncident, nextUpdateDue } from './major-incident.ts';
import { mayDeclare, mayLead } from './major-policy.ts';
import type { newMajor } from './major-schemas.ts';
import { findMajorOf, insertMajor } from './major-store.ts';
import { firstUpdate } from './publish-update.ts';
import { armReminder, hush, lowerBanner, raiseBanner, tellSoon } from './speak.ts';
import { announceChange, incidentOf, record, saveMajor, takeMajor } from './take-major.ts';
import { lastUpdates } from './war-room-store.ts';

/**
 * Declares an open incident a major one: its banner goes up, those affected are told after a minute, and from then on
 * news are promised. The whole of it is undone by `withdrawMajor`.
 */
export async function declareMajor(ctx: Context, actor: Actor, input: z.output<typeof newMajor>): Promise<MajorIncident> {
  return transact(ctx, async (tx) => {
    const incident = await declarable(tx, actor, input.incidentId);
    const major = await draftOf(tx, actor, incident, input);
    await checkScopes(tx, major);
    await insertMajor(tx.db.sql, major);
    await record(tx, actor, major.id, 'declared', numberText(incident.number));
    const update = await firstUpdate(tx, actor, major);
    await raiseBanner(tx, actor, major, update);
    await tellSoon(tx, major.id, update.id);
    await armReminder(tx, major);
    await tellCommander(tx, actor, major);
    const detail = { majorIncidentId: major.id, title: major.title.en };
    await recordHappening(tx, actor, incident, { kind: 'majorDeclared', visibility: 'internal', detail });
    announceChange(tx, major.id);
    return major;
  });
}

async function declarable(tx: Context, actor: Actor, idOrNumber: string): Promise<Incident> {
  const incident = await findIncident(tx.db.sql, idOrNumber);
  if (!incident) throw invalid('/incidentId', 'There is no such incident');
  if (!mayDeclare(actor, incident)) throw new Problem('forbidden', 'Only leads declare an incident below P2 a major one');
  checkAllows(incident, 'declareMajor');
  if (await parentOf(tx.db.sql, incident.id))
    throw new Problem('conflict', `${numberText(incident.number)} has a parent; declare that one a major incident`);
  if (await findMajorOf(tx.db.sql, incident.id))
    throw new Problem('conflict', `${numberText(incident.number)} is a major incident already`);
  return incident;
}

async function draftOf(tx: Context, actor: Actor, incident: Incident, input: z.output<typeof newMajor>): Promise<MajorIncident> {
  const now = tx.clock();
  const { title, body, locationIds, updateEvery } = input;
  return {
    id: newId(),
    incidentId: incident.id,
    state: 'active',
    title,
    body,
    serviceIds: input.serviceIds ?? (incident.serviceId ? [incident.serviceId] : []),
    locationIds,
    commanderId: input.commanderId ?? actor.id,
    updateEvery,
    updateDueAt: nextUpdateDue(updateEvery, now),
    affectedCount: 0,
    rootCause: '',
    lessons: '',
    version: 1,
    declaredById: actor.id,
    declaredAt: now,
    endedAt: null,
  };
}

/** Takes the declaration back: the banner goes, nobody is told any more, and who had been told hears that it is nothing. */
export async function withdrawMajor(ctx: Context, actor: Actor, id: string, ifMatch: number | null): Promise<MajorIncident> {
  return transact(ctx, async (tx) => {
    const before = await takeMajor(tx, actor, id, mayLead, { ifMatch, states: ['active'] });
    const last = (await lastUpdates(tx.db.sql, [id])).get(id);
    await hush(tx, id);
    await lowerBanner(tx, actor, before);
    const after = await saveMajor(tx, before, { state: 'withdrawn', updateDueAt: null, endedAt: tx.clock() });
    await armReminder(tx, after);
    await record(tx, actor, id, 'withdrawn');
    if (last?.toldAt) await tellSoon(tx, id, last.id);
    const detail = { majorIncidentId: id, title: before.title.en };
    await recordHappening(tx, actor, await incidentOf(tx, after), { kind: 'majorWithdrawn', visibility: 'internal', detail });
    return after;
  });
}
