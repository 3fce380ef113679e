import { cancel } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { closeKey } from './close-incident.ts';
import { childIdsOf, moveChildren, parentIdOf } from './family-store.ts';
import { findVisible, takeForChange } from './find-incident.ts';
import { allows, checkAllows, type Incident, isOpen, numberText, refTo } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { findIncidentRow, lockIncident } from './incident-store.ts';
import { insertMerge } from './merge-store.ts';
import { setAsidePromises } from './promises.ts';
import { armResume } from './resume-incident.ts';
import { tell } from './tell.ts';
import { insertWatcher } from './watcher-store.ts';
import { followersOf, recordHappening, writeChanges } from './write-incident.ts';

/**
 * Closes an incident into another that is about the same. What was said on it is read on the other by technicians, its
 * people follow the other from now on, and all of that can be undone.
 */
export async function mergeIncident(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  intoId: string,
  ifMatch: number | null,
): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const { source, target } = await takeBoth(tx, actor, idOrNumber, intoId, ifMatch);
    checkAllows(source, 'merge');
    checkAllows(target, 'merge');
    await armResume(tx, source.id, null);
    await cancel(tx.db.sql, closeKey(source.id));
    const addedWatcherIds = await bringWatchers(tx, source, target);
    const movedChildIds = await bringChildren(tx, source, target);
    const { status, pendingReason, resumeAt } = source;
    const before = { status, pendingReason, resumeAt: resumeAt?.toISOString() ?? null, addedWatcherIds, movedChildIds };
    await insertMerge(tx.db.sql, { id: newId(), sourceId: source.id, targetId: target.id, before, mergedAt: tx.clock(), undoneAt: null });
    const changes: Partial<Incident> = {
      ...(isOpen(status) && (await setAsidePromises(tx, source))),
      status: 'closed',
      closedAt: tx.clock(),
      pendingReason: null,
      resumeAt: null,
      mergedIntoId: target.id,
    };
    const after = await writeChanges(tx, actor, source, changes, { kind: 'merged', detail: { into: refTo(target) } });
    await recordHappening(tx, actor, target, { kind: 'mergedFrom', visibility: 'internal', detail: { incident: refTo(source) } });
    await tell(tx, actor, after, 'incident.merged', [source.requesterId], { text: numberText(target.number), intoId: target.id });
    return after;
  });
}

/** Merges several into one, all of them or none; each can be taken out again by itself. */
export async function mergeMany(ctx: Context, actor: Actor, intoId: string, ids: string[]): Promise<Incident[]> {
  return transact(ctx, async (tx) => {
    const target = await findVisible(tx, actor, intoId);
    const sources: Incident[] = [];
    for (const [index, id] of ids.entries()) {
      const source = await findIncidentRow(tx.db.sql, id);
      if (!source) throw invalid(`/incidentIds/${index}`, 'There is no such incident');
      if (!sources.some((known) => known.id === source.id)) sources.push(source);
    }
    // Everybody takes them in the same order, so that nobody waits for who waits for them.
    for (const id of [target.id, ...sources.map((source) => source.id)].sort()) await lockIncident(tx.db.sql, id);
    const merged: Incident[] = [];
    for (const source of sources) merged.push(await mergeIncident(tx, actor, source.id, target.id, null));
    return merged;
  });
}

/** Both incidents, held in the order of their ids, so that two merges the other way round do not wait for each other. */
async function takeBoth(
  tx: Context,
  actor: Actor,
  idOrNumber: string,
  intoId: string,
  ifMatch: number | null,
): Promise<{ source: Incident; target: Incident }> {
  const found = await findIncidentRow(tx.db.sql, intoId);
  const asked = await findIncidentRow(tx.db.sql, idOrNumber);
  if (found && asked && found.id < asked.id) await lockIncident(tx.db.sql, found.id);
  const source = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
  const target = found && (await lockIncident(tx.db.sql, found.id));
  if (!target) throw invalid('/intoId', 'There is no such incident');
  if (target.id === source.id) throw invalid('/intoId', 'An incident is not merged into itself');
  if (target.mergedIntoId && !allows(target, 'merge'))
    throw new Problem('conflict', `${numberText(target.number)} is itself merged into another`);
  return { source, target };
}

async function bringWatchers(tx: Context, source: Incident, target: Incident): Promise<string[]> {
  const added: string[] = [];
  for (const personId of await followersOf(tx, source)) {
    const isNew = personId !== target.requesterId && (await insertWatcher(tx.db.sql, target.id, personId, tx.clock()));
    if (isNew) added.push(personId);
  }
  return added;
}

/** Children of what ends here belong to what stays; there is only one level of them. */
async function bringChildren(tx: Context, source: Incident, target: Incident): Promise<string[]> {
  const childIds = await childIdsOf(tx.db.sql, source.id);
  if (childIds.length === 0) return [];
  if (await parentIdOf(tx.db.sql, target.id))
    throw new Problem('conflict', `${numberText(target.number)} has a parent and takes no children`);
  await moveChildren(tx.db.sql, childIds, source.id, target.id);
  return childIds;
}
