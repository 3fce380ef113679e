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
