import type { Sql } from '../../../db/connection.ts';

/** Where the machines of a source stand, as far as somebody said. */
export async function locationOfSource(sql: Sql, sourceId: string | null): Promise<string | null> {
  if (sourceId === null) return null;
  const row = await sql('inventorySources').select('locationId').where({ id: sourceId }).first();
  return row?.locationId ?? null;
}
