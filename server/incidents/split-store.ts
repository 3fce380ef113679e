import type { Sql } from '../../db/connection.ts';
import type { Messages } from './message-store.ts';

/** What went over in a split, and the link that was made with it. */
export interface MovedBySplit extends Messages {
  linkId: string;
}

export interface IncidentSplit {
  id: string;
  sourceId: string;
  createdId: string;
  moved: MovedBySplit;
  splitAt: Date;
  undoneAt: Date | null;
}

export async function insertSplit(tx: Sql, { moved, ...columns }: IncidentSplit): Promise<void> {
  await tx('incidentSplits').insert({ ...columns, movedJson: JSON.stringify(moved) });
}

export async function findSplit(sql: Sql, sourceId: string, id: string): Promise<IncidentSplit | null> {
  return (await sql('incidentSplits').where({ id, sourceId }).first()) ?? null;
}

/** What was split off an incident, the last first; 100 at the most. */
export async function splitsOf(sql: Sql, sourceId: string): Promise<IncidentSplit[]> {
  return sql('incidentSplits').where({ sourceId }).orderBy('id', 'desc').limit(100);
}

export async function markSplitUndone(tx: Sql, id: string, undoneAt: Date): Promise<void> {
  await tx('incidentSplits').where({ id }).update({ undoneAt });
}
