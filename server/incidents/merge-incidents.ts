import { cancel } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { closeKey } from './close-incident.ts';
import { takeForChange } from './find-incident.ts';
import { allows, checkAllows, type Incident, isOpen, numberText } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { findIncidentRow, lockIncident } from './incident-store.ts';
import { type IncidentMerge, insertMerge, markUndone, standingMergeOf } from './merge-store.ts';
import { setAsidePromises, takeUpPromises } from './promises.ts';
import { checkOnlyOne } from './reopen-incident.ts';
import { armClosure } from './resolve-incident.ts';
import { armResume } from './resume-incident.ts';
import { tell } from './tell.ts';
import { deleteWatcher, insertWatcher } from './watcher-store.ts';
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
    const { status, pendingReason, resumeAt } = source;
    const before = { status, pendingReason, resumeAt: resumeAt?.toISOString() ?? null, addedWatcherIds };
    await insertMerge(tx.db.sql, { id: newId(), sourceId: source.id, targetId: target.id, before, mergedAt: tx.clock(), undoneAt: null });
    const changes: Partial<Incident> = {
      ...(isOpen(status) && (await setAsidePromises(tx, source))),
      status: 'closed',
      closedAt: tx.clock(),
      pendingReason: null,
      resumeAt: null,
      mergedIntoId: target.id,
    };
    const after = await writeChanges(tx, actor, source, changes, { kind: 'merged', detail: { into: refOf(target) } });
    await recordHappening(tx, actor, target, { kind: 'mergedFrom', visibility: 'internal', detail: { incident: refOf(source) } });
    await tell(tx, actor, after, 'incident.merged', [source.requesterId], { text: numberText(target.number), intoId: target.id });
    return after;
  });
}

/** Takes a merge back: the incident is what it was, and the other loses only what the merge had brought. */
export async function unmergeIncident(ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const source = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    const merge = await standingMergeOf(tx.db.sql, source.id);
    if (!merge) throw new Problem('conflict', `${numberText(source.number)} is not merged into another`);
    if (isOpen(merge.before.status)) await checkOnlyOne(tx, source);
    await markUndone(tx.db.sql, merge.id, tx.clock());
    for (const personId of merge.before.addedWatcherIds) await deleteWatcher(tx.db.sql, merge.targetId, personId);
    const after = await writeChanges(tx, actor, source, await restored(tx, source, merge), { kind: 'unmerged' });
    const target = (await findIncidentRow(tx.db.sql, merge.targetId)) as Incident;
    await recordHappening(tx, actor, target, { kind: 'unmergedFrom', visibility: 'internal', detail: { incident: refOf(source) } });
    return after;
  });
}

async function restored(tx: Context, source: Incident, { before }: IncidentMerge): Promise<Partial<Incident>> {
  const { status, pendingReason } = before;
  const resumeAt = before.resumeAt ? new Date(before.resumeAt) : null;
  const fields: Partial<Incident> = { status, pendingReason, resumeAt, closedAt: null, mergedIntoId: null };
  if (status === 'resolved') await armClosure(tx, source.id, source.resolvedAt as Date);
  await armResume(tx, source.id, resumeAt);
  return { ...(isOpen(status) && (await takeUpPromises(tx, source, status === 'pending'))), ...fields };
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

const refOf = ({ id, number, title }: Incident) => ({ id, number: numberText(number), title });
