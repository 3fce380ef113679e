import type { Sql } from '../../db/connection.ts';
import type { EventKind } from './incident.ts';

/** An event of the past, as far as a rule asks for it. */
export interface PastEvent {
  incidentId: string;
  kind: EventKind;
  actorId: string | null;
  actorName: string;
  requesterId: string | null;
  happenedAt: Date;
}

/** Events of some kinds in a span of time, the newest first. */
export async function pastEvents(sql: Sql, kinds: readonly EventKind[], from: Date, to: Date, limit: number): Promise<PastEvent[]> {
  return sql('incidentEvents as e')
    .join('incidents as i', 'i.id', 'e.incidentId')
    .select('e.incidentId', 'e.kind', 'e.actorId', 'e.actorName', 'i.requesterId', 'e.happenedAt')
    .whereIn('e.kind', [...kinds])
    .where('e.happenedAt', '>=', from)
    .where('e.happenedAt', '<', to)
    .orderBy('e.id', 'desc')
    .limit(limit);
}
