import type { Sql } from '../../db/connection.ts';
import type { CommentOrigin } from './comment-store.ts';
import type { FedEvent, FeedConsumer } from './event-feed.ts';
import type { EventKind } from './incident.ts';
import type { IncidentEvent } from './incident-event-store.ts';
import { selectWithNames } from './incident-queries.ts';
import { type JoinedIncident, listItemOf } from './incident-view.ts';

/** Keeps which kinds of event a consumer wants, in place of what it wanted before. */
export async function saveInterest(tx: Sql, consumer: FeedConsumer, kinds: readonly EventKind[]): Promise<void> {
  const kindsJson = JSON.stringify(kinds);
  await tx('incidentFeedInterests').insert({ consumer, kindsJson }).onConflict('consumer').merge({ kindsJson });
}

/** Who wants which kinds of event. */
export async function listInterests(sql: Sql): Promise<Array<{ consumer: FeedConsumer; kinds: EventKind[] }>> {
  return sql('incidentFeedInterests').select('*');
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
