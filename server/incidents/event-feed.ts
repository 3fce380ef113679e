import { complete, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import type { Live } from '../platform/live.ts';
import type { CommentOrigin } from './comment-store.ts';
import { findFedEvent, listInterests, saveInterest } from './event-feed-store.ts';
import type { EventKind, Visibility } from './incident.ts';
import type { IncidentListItem } from './incident-view.ts';

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
  await saveInterest(tx.db.sql, consumer, kinds);
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
  const rows = await listInterests(tx.db.sql);
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
