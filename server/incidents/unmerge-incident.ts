import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { moveChildren } from './family-store.ts';
import { takeForChange } from './find-incident.ts';
import { chainOf, mergedInto } from './follow-merges.ts';
import { type Incident, isOpen, numberText, refTo } from './incident.ts';
import { hasEventSince } from './incident-event-store.ts';
import { mayWork } from './incident-policy.ts';
import { findIncidentRow } from './incident-store.ts';
import { indexIncident } from './index-incident.ts';
import { type IncidentMerge, markUndone, standingMergeOf } from './merge-store.ts';
import { markHome, moveMessages, strayComments } from './message-store.ts';
import { takeUpPromises } from './promises.ts';
import { checkOnlyOne } from './reopen-incident.ts';
import { armClosure } from './resolve-incident.ts';
import { armResume } from './resume-incident.ts';
import { deleteWatcher } from './watcher-store.ts';
import { recordHappening, writeChanges } from './write-incident.ts';

/**
 * Takes a merge back: the incident is what it would be had it never been merged. What was written to it meanwhile comes
 * home, and the other loses only what the merge had brought.
 */
export async function unmergeIncident(ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const source = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    const merge = await standingMergeOf(tx.db.sql, source.id);
    if (!merge) throw new Problem('conflict', `${numberText(source.number)} is not merged into another`);
    if (isOpen(merge.before.status)) await checkOnlyOne(tx, source);
    await markUndone(tx.db.sql, merge.id, tx.clock());
    await takeWatchersAway(tx, merge);
    await moveChildren(tx.db.sql, merge.before.movedChildIds ?? [], merge.targetId, source.id);
    await bringHome(tx, source);
    const after = await writeChanges(tx, actor, source, await restored(tx, source, merge), { kind: 'unmerged' });
    const target = (await findIncidentRow(tx.db.sql, merge.targetId)) as Incident;
    await recordHappening(tx, actor, target, { kind: 'unmergedFrom', visibility: 'internal', detail: { incident: refTo(source) } });
    return after;
  });
}

async function restored(tx: Context, source: Incident, { before, mergedAt }: IncidentMerge): Promise<Partial<Incident>> {
  const { status, pendingReason } = before;
  const resumeAt = before.resumeAt ? new Date(before.resumeAt) : null;
  const fields: Partial<Incident> = { status, pendingReason, resumeAt, closedAt: null, mergedIntoId: null };
  if (status === 'resolved') await armClosure(tx, source.id, source.resolvedAt as Date);
  await armResume(tx, source.id, resumeAt);
  return { ...(isOpen(status) && (await takeUpPromises(tx, source, status === 'pending', mergedAt))), ...fields };
}

/** Those whom the merge brought follow the other no longer, unless somebody has wanted them there since. */
async function takeWatchersAway(tx: Context, merge: IncidentMerge): Promise<void> {
  for (const personId of merge.before.addedWatcherIds) {
    const isWanted = await hasEventSince(
      tx.db.sql,
      merge.targetId,
      'watcherAdded',
      merge.mergedAt,
      ({ detail }) => (detail['person'] as { id: string } | undefined)?.id === personId,
    );
    if (!isWanted) await deleteWatcher(tx.db.sql, merge.targetId, personId);
  }
}

/** What was written to the source, or to what is merged into it, lies up the chain of merges until now. */
async function bringHome(tx: Context, source: Incident): Promise<void> {
  const { sql } = tx.db;
  const above = await chainOf(sql, source.id);
  const commentIds = await strayComments(sql, [source.id, ...(await mergedInto(sql, source.id))], above);
  if (commentIds.length === 0) return;
  await moveMessages(sql, { commentIds, attachmentIds: [] }, source.id);
  await markHome(sql, source.id);
  for (const id of [source.id, ...above]) {
    const incident = await findIncidentRow(sql, id);
    if (incident) await indexIncident(tx, incident);
  }
}
