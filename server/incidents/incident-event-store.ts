import type { Sql } from '../../db/connection.ts';
import type { EventKind, Visibility } from './incident.ts';

/** One line of an incident's history; it is never changed. */
export interface IncidentEvent {
  id: string;
  incidentId: string;
  kind: EventKind;
  visibility: Visibility;
  actorId: string | null;
  actorName: string;
  commentId: string | null;
  attachmentId: string | null;
  detail: Record<string, unknown>;
  happenedAt: Date;
}

/** Appends to the history, in the transaction of the act. */
export async function appendEvent(tx: Sql, event: IncidentEvent): Promise<void> {
  const { detail, ...columns } = event;
  await tx('incidentEvents').insert({ ...columns, detailJson: JSON.stringify(detail) });
}

/** True when something of this kind happened to an incident after an instant and `matches`; few do, so all are read. */
export async function hasEventSince(
  sql: Sql,
  incidentId: string,
  kind: EventKind,
  since: Date,
  matches: (event: IncidentEvent) => boolean,
): Promise<boolean> {
  const events: IncidentEvent[] = await sql('incidentEvents').where({ incidentId, kind }).where('happenedAt', '>=', since).limit(1000);
  return events.some(matches);
}

/** What happened to an incident after the event with this id, in order; for who asks whether anything did. */
export async function eventsAfter(sql: Sql, incidentId: string, eventId: string, limit: number): Promise<IncidentEvent[]> {
  return sql('incidentEvents').where({ incidentId }).where('id', '>', eventId).orderBy('id').limit(limit);
}
