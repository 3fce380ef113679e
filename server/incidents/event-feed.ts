import type { Sql } from '../../db/connection.ts';
import { complete, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import type { Live } from '../platform/live.ts';
import type { CommentOrigin } from './comment-store.ts';
import type { EventKind, Visibility } from './incident.ts';
import type { IncidentEvent } from './incident-event-store.ts';
import { selectWithNames } from './incident-queries.ts';
import { type IncidentListItem, type JoinedIncident, listItemOf } from './incident-view.ts';

/** Who hears of incidents' events. A further one adds its name here and its function in jobs/handlers.ts. */
export type FeedConsumer = 'webhooks' | 'routingRules' | 'satisfaction' | 'mail';

/** One event of an incident's history with the incident as it is when the event is handed out. */
export interface FedEvent {
  id: string;
  kind: EventKind;
  visibility: Visibility;
  actor: { id: string | null; name: string };
  happenedAt: Date;
  detail: Record<string, unknown>;
  comment: { id: string; body: string; origin: CommentOrigin } | null;
  incident: IncidentListItem;
}

/** Another process's new interest is seen after this time at the latest, this one's own at once. */
const rememberMs = 1000;
const interests = new WeakMap<Live, { byKind: Map<string, FeedConsumer[]>; until: number }>();

/** Says which kinds of event a consumer wants from now on; none ends it. What was handed over before is still handed out. */
export async function setFeedInterest(tx: Context, consumer: FeedConsumer, kinds: readonly EventKind[]): Promise<void> {
  const kindsJson = JSON.stringify(kinds);
  await tx.db.sql('incidentFeedInterests').insert({ consumer, kindsJson }).onConflict('consumer').merge({ kindsJson });
  interests.delete(tx.live);
  tx.db.afterCommit(() => void interests.delete(tx.live));
}

/** Hands an event over to those who want it, in the transaction that wrote it; costs nothing while nobody does. */
export async function feed(tx: Context, event: { id: string; kind: EventKind }): Promise<void> {
  const now = tx.clock();
  for (const consumer of (await interestsOf(tx)).get(event.kind) ?? []) {
    await enqueue(tx.db.sql, { job: 'incident.event', payload: { eventId: event.id, consumer }, runAt: now, now });
  }
}

async function interestsOf(tx: Context): Promise<Map<string, FeedConsumer[]>> {
  const kept = interests.get(tx.live);
  if (kept && kept.until > performance.now()) return kept.byKind;
  const rows: Array<{ consumer: FeedConsumer; kinds: EventKind[] }> = await tx.db.sql('incidentFeedInterests');
  const byKind = new Map<string, FeedConsumer[]>();
  for (const { consumer, kinds } of rows) for (const kind of kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), consumer]);
  interests.set(tx.live, { byKind, until: performance.now() + rememberMs });
  return byKind;
}

export type Consume = (tx: Context, event: FedEvent) => Promise<void>;

/**
 * Job `incident.event`: one consumer hears one event, exactly once, because what it writes and the end of the outbox row
 * are one transaction. Each consumer has a row of its own, so that one that fails holds up nobody else.
 */
export async function handOutEvent(
  ctx: Context,
  { eventId, consumer }: { eventId: string; consumer: FeedConsumer },
  rowId: string,
  consumers: Partial<Record<FeedConsumer, Consume>>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const event = await findFedEvent(tx.db.sql, eventId, tx.clock());
    if (event) await consumers[consumer]?.(tx, event);
  });
}

interface EventRow extends IncidentEvent {
  body: string | null;
  origin: CommentOrigin | null;
}

/** The event with what a consumer needs to know, or null when it is gone. */
export async function findFedEvent(sql: Sql, eventId: string, now: Date): Promise<FedEvent | null> {
  const row: EventRow | undefined = await sql('incidentEvents as e')
    .leftJoin('incidentComments as c', 'c.id', 'e.commentId')
    .select('e.*', 'c.body', 'c.origin')
    .where('e.id', eventId)
    .first();
  const joined: JoinedIncident | undefined = row && (await selectWithNames(sql, 'i.*').where('i.id', row.incidentId).first());
  if (!row || !joined) return null;
  const { id, kind, visibility, actorId, actorName, happenedAt, detail, commentId, body, origin } = row;
  const comment = commentId && body !== null ? { id: commentId, body, origin: origin ?? 'person' } : null;
  return { id, kind, visibility, actor: { id: actorId, name: actorName }, happenedAt, detail, comment, incident: listItemOf(joined, now) };
}
