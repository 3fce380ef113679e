import type { Sql } from '../../db/connection.ts';

/** Adds a watcher; false when the person watches already. */
export async function insertWatcher(tx: Sql, incidentId: string, personId: string, addedAt: Date): Promise<boolean> {
  const known = await tx('incidentWatchers').select('personId').where({ incidentId, personId }).first();
  if (known) return false;
  await tx('incidentWatchers').insert({ incidentId, personId, addedAt });
  return true;
}

/** Takes a watcher away; false when the person did not watch. */
export async function deleteWatcher(tx: Sql, incidentId: string, personId: string): Promise<boolean> {
  return (await tx('incidentWatchers').where({ incidentId, personId }).delete()) > 0;
}

/** Who watches, in the order in which they came; nobody asks for more than 500. */
export async function watchersOf(sql: Sql, incidentId: string): Promise<Array<{ personId: string; addedAt: Date }>> {
  return sql('incidentWatchers').select('personId', 'addedAt').where({ incidentId }).orderBy(['addedAt', 'personId']).limit(500);
}

/** Who watches and may read what technicians say among themselves. */
export async function technicianWatchers(sql: Sql, incidentId: string): Promise<string[]> {
  const rows: Array<{ personId: string }> = await sql('incidentWatchers as w')
    .join('people as p', 'p.id', 'w.personId')
    .select('w.personId')
    .where({ 'w.incidentId': incidentId })
    .whereNot('p.role', 'employee')
    .limit(500);
  return rows.map(({ personId }) => personId);
}

export async function isWatching(sql: Sql, incidentId: string, personId: string | null): Promise<boolean> {
  if (personId === null) return false;
  return (await sql('incidentWatchers').select('personId').where({ incidentId, personId }).first()) !== undefined;
}
