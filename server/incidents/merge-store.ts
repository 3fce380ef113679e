import type { Sql } from '../../db/connection.ts';
import type { Status } from './incident.ts';

/** What a merge must give back when it is undone. */
export interface BeforeMerge {
  status: Status;
  pendingReason: string | null;
  resumeAt: string | null;
  /** The source's people who did not watch the target before. */
  addedWatcherIds: string[];
  /** The source's children, which went to the target. */
  movedChildIds?: string[];
}

export interface IncidentMerge {
  id: string;
  sourceId: string;
  targetId: string;
  before: BeforeMerge;
  mergedAt: Date;
  undoneAt: Date | null;
}

export async function insertMerge(tx: Sql, merge: IncidentMerge): Promise<void> {
  const { before, ...columns } = merge;
  await tx('incidentMerges').insert({ ...columns, beforeJson: JSON.stringify(before) });
}

/** The merge of this source that stands, or null. */
export async function standingMergeOf(sql: Sql, sourceId: string): Promise<IncidentMerge | null> {
  return (await sql('incidentMerges').where({ sourceId }).whereNull('undoneAt').first()) ?? null;
}

/** The incidents that are merged into this one now, in the order in which they were. */
export async function sourceIdsOf(sql: Sql, targetId: string): Promise<string[]> {
  const rows: Array<{ sourceId: string }> = await sql('incidentMerges')
    .select('sourceId')
    .where({ targetId })
    .whereNull('undoneAt')
    .orderBy(['mergedAt', 'id'])
    .limit(500);
  return rows.map(({ sourceId }) => sourceId);
}

export async function markUndone(tx: Sql, id: string, undoneAt: Date): Promise<void> {
  await tx('incidentMerges').where({ id }).update({ undoneAt });
}
