import type { Sql } from '../../db/connection.ts';
import type { MajorEntry, MajorTask, MajorUpdate } from './major-incident.ts';

interface UpdateRow extends Omit<MajorUpdate, 'body'> {
  bodyEn: string;
  bodyFr: string;
}

const updateOf = ({ bodyEn, bodyFr, ...row }: UpdateRow): MajorUpdate => ({ ...row, body: { en: bodyEn, fr: bodyFr } });

export async function insertUpdate(tx: Sql, { body, ...columns }: MajorUpdate): Promise<void> {
  await tx('majorIncidentUpdates').insert({ ...columns, bodyEn: body.en, bodyFr: body.fr });
}

/** The updates of a major incident, the newest first. */
export async function updatesOf(sql: Sql, majorIncidentId: string, limit = 200): Promise<MajorUpdate[]> {
  const rows: UpdateRow[] = await sql('majorIncidentUpdates').where({ majorIncidentId }).orderBy('id', 'desc').limit(limit);
  return rows.map(updateOf);
}

/** The last update of each of these major incidents, by their ids. */
export async function lastUpdates(sql: Sql, majorIncidentIds: string[]): Promise<Map<string, MajorUpdate>> {
  if (majorIncidentIds.length === 0) return new Map();
  const newest = sql('majorIncidentUpdates').max('id').whereIn('majorIncidentId', majorIncidentIds).groupBy('majorIncidentId');
  const rows: UpdateRow[] = await sql('majorIncidentUpdates').whereIn('id', newest);
  return new Map(rows.map((row) => [row.majorIncidentId, updateOf(row)]));
}

export async function findUpdate(sql: Sql, id: string): Promise<MajorUpdate | null> {
  const row: UpdateRow | undefined = await sql('majorIncidentUpdates').where({ id }).first();
  return row ? updateOf(row) : null;
}

export async function markTold(tx: Sql, id: string, toldAt: Date): Promise<void> {
  await tx('majorIncidentUpdates').where({ id, toldAt: null }).update({ toldAt });
}

export async function deleteUpdate(tx: Sql, id: string): Promise<void> {
  await tx('majorIncidentUpdates').where({ id }).delete();
}

export async function insertEntry(tx: Sql, entry: MajorEntry): Promise<void> {
  await tx('majorIncidentEntries').insert(entry);
}

export async function findEntry(sql: Sql, majorIncidentId: string, id: string): Promise<MajorEntry | null> {
  return (await sql('majorIncidentEntries').where({ majorIncidentId, id }).first()) ?? null;
}

export async function deleteEntry(tx: Sql, id: string): Promise<void> {
  await tx('majorIncidentEntries').where({ id }).delete();
}

/** What happened and was noted, in order; 1,000 at the most. */
export async function entriesOf(sql: Sql, majorIncidentId: string): Promise<MajorEntry[]> {
  return sql('majorIncidentEntries').where({ majorIncidentId }).orderBy(['happenedAt', 'id']).limit(1000);
}

export async function insertTask(tx: Sql, task: MajorTask): Promise<void> {
  await tx('majorIncidentTasks').insert(task);
}

export async function findTask(sql: Sql, majorIncidentId: string, id: string): Promise<MajorTask | null> {
  return (await sql('majorIncidentTasks').where({ majorIncidentId, id }).first()) ?? null;
}

export async function updateTask(tx: Sql, id: string, changes: Partial<MajorTask>): Promise<void> {
  await tx('majorIncidentTasks').where({ id }).update(changes);
}

export async function deleteTask(tx: Sql, id: string): Promise<void> {
  await tx('majorIncidentTasks').where({ id }).delete();
}

/** Tasks in the order in which they were written; 500 at the most. */
export async function tasksOf(sql: Sql, majorIncidentId: string): Promise<MajorTask[]> {
  return sql('majorIncidentTasks').where({ majorIncidentId }).orderBy('id').limit(500);
}
