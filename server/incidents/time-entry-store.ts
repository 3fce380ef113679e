import type { Sql } from '../../db/connection.ts';

/** Minutes that a technician spent on an incident. */
export interface TimeEntry {
  id: string;
  incidentId: string;
  personId: string;
  commentId: string | null;
  minutes: number;
  note: string;
  workedAt: Date;
  version: number;
  createdAt: Date;
}

export async function insertTimeEntry(tx: Sql, entry: TimeEntry): Promise<void> {
  await tx('timeEntries').insert(entry);
}

/** The entry of this incident with this id, or null. */
export async function findTimeEntry(sql: Sql, incidentId: string, id: string): Promise<TimeEntry | null> {
  return (await sql('timeEntries').where({ incidentId, id }).first()) ?? null;
}

/** Changes an entry that still has this version; false when somebody was faster. */
export async function updateTimeEntry(tx: Sql, id: string, version: number, changes: Partial<TimeEntry>): Promise<boolean> {
  return (
    (await tx('timeEntries')
      .where({ id, version })
      .update({ ...changes, version: version + 1 })) === 1
  );
}

export async function deleteTimeEntry(tx: Sql, id: string): Promise<void> {
  await tx('timeEntries').where({ id }).delete();
}

/** The entries of an incident, the newest work first; 500 at the most. */
export async function timeEntriesOf(sql: Sql, incidentId: string): Promise<TimeEntry[]> {
  return sql('timeEntries')
    .where({ incidentId })
    .orderBy([
      { column: 'workedAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(500);
}

/** Minutes on an incident by person, however many entries there are. */
export async function minutesByPerson(sql: Sql, incidentId: string): Promise<Array<{ personId: string; minutes: number }>> {
  const rows: Array<{ personId: string; minutes: number | string }> = await sql('timeEntries')
    .select('personId')
    .sum({ minutes: 'minutes' })
    .where({ incidentId })
    .groupBy('personId');
  return rows.map(({ personId, minutes }) => ({ personId, minutes: Number(minutes) })).sort((one, other) => other.minutes - one.minutes);
}
