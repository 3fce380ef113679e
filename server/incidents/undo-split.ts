import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { takeForChange } from './find-incident.ts';
import { type EventKind, type Incident, numberText, refTo } from './incident.ts';
import { eventsAfter } from './incident-event-store.ts';
import { mayWork } from './incident-policy.ts';
import { findIncidentRow, lockIncident, touchIncident } from './incident-store.ts';
import { indexIncident } from './index-incident.ts';
import { deleteLink } from './link-store.ts';
import { moveMessages } from './message-store.ts';
import { dropPromises } from './promises.ts';
import { armResume } from './resume-incident.ts';
import { findSplit, type IncidentSplit, markSplitUndone } from './split-store.ts';
import { tell } from './tell.ts';
import { followersOf, recordHappening, writeChanges } from './write-incident.ts';

/** What time does by itself, or what came with the split; none of it is work that would be lost. */
const harmless: readonly EventKind[] = ['splitFrom', 'breached', 'escalated', 'priorityRaised', 'linked', 'unlinked'];

/**
 * Puts a split together again: the messages lie where they were and the incident that was made of them is cancelled. Once
 * somebody has worked on that one, 409 says who and what.
 */
export async function undoSplit(ctx: Context, actor: Actor, idOrNumber: string, splitId: string): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const { source, created, split } = await takeAll(tx, actor, idOrNumber, splitId);
    await checkUntouched(tx, split, created);
    await moveMessages(tx.db.sql, split.moved, source.id);
    await deleteLink(tx.db.sql, split.moved.linkId);
    await markSplitUndone(tx.db.sql, split.id, tx.clock());
    await withdraw(tx, actor, created, source);
    for (const incident of [source, created]) await indexIncident(tx, incident);
    await touchIncident(tx.db.sql, source.id, tx.clock());
    await recordHappening(tx, actor, source, { kind: 'splitUndone', visibility: 'internal', detail: { incident: refTo(created) } });
    return source;
  });
}

/** The two, held in the order of their ids as everywhere. */
async function takeAll(tx: Context, actor: Actor, idOrNumber: string, splitId: string) {
  const asked = await findIncidentRow(tx.db.sql, idOrNumber);
  const split = asked && (await findSplit(tx.db.sql, asked.id, splitId));
  // The one that was made is the younger: its id comes after its source's.
  const source = await takeForChange(tx, actor, idOrNumber, mayWork);
  const created = split && (await lockIncident(tx.db.sql, split.createdId));
  if (!split || !created) throw notFound('split');
  if ((await findSplit(tx.db.sql, source.id, splitId))?.undoneAt) throw new Problem('conflict', 'This split was undone already');
  return { source, created, split };
}

async function checkUntouched(tx: Context, split: IncidentSplit, created: Incident): Promise<void> {
  const events = await eventsAfter(tx.db.sql, created.id, split.id, 500);
  const work = events.find(({ kind }) => !harmless.includes(kind));
  if (!work) return;
  throw new Problem('conflict', `${numberText(created.number)} was worked on since by ${work.actorName}; merge it instead`, {
    extra: { workedOn: { kind: work.kind, actor: work.actorName, happenedAt: work.happenedAt } },
  });
}

async function withdraw(tx: Context, actor: Actor, created: Incident, source: Incident): Promise<void> {
  await armResume(tx, created.id, null);
  const changes: Partial<Incident> = {
    ...(await dropPromises(tx, created)),
    status: 'cancelled',
    closedAt: tx.clock(),
    pendingReason: null,
    resumeAt: null,
  };
  const detail = { into: refTo(source) };
  const after = await writeChanges(tx, actor, created, changes, { kind: 'splitUndone', visibility: 'internal', detail });
  const readers = await followersOf(tx, source);
  const knows = created.requesterId !== null && readers.includes(created.requesterId);
  if (knows) await tell(tx, actor, after, 'incident.merged', [created.requesterId], { text: numberText(source.number), intoId: source.id });
  else await tell(tx, actor, after, 'incident.cancelled', [created.requesterId]);
}
