import type { Sql } from '../../db/connection.ts';

/** How many open incidents each of these people has; who has none is left out. */
export async function openIncidentsOf(sql: Sql, personIds: readonly string[]): Promise<Map<string, number>> {
  if (personIds.length === 0) return new Map();
  const rows: Array<{ assigneeId: string; open: number | string }> = await sql('incidents')
    .select('assigneeId', sql.raw('count(*) as open'))
    .whereIn('assigneeId', [...personIds])
    .where({ isOpen: true })
    .groupBy('assigneeId');
  return new Map(rows.map(({ assigneeId, open }) => [assigneeId, Number(open)]));
}
