import type { Sql } from '../../../db/connection.ts';

/** Names of these sources by id; nulls and what is gone are left out. */
export async function sourceNames(sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, string>> {
  const wanted = [...new Set([...ids].filter((id) => id != null))];
  if (wanted.length === 0) return new Map();
  const rows: Array<{ id: string; name: string }> = await sql('inventorySources').select('id', 'name').whereIn('id', wanted);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
