import type { Sql } from '../../db/connection.ts';

/** When the asset was last handed out or taken back, or null. */
export async function lastCustodyChange(sql: Sql, assetId: string): Promise<Date | null> {
  const row = await sql('assetEvents')
    .select('happenedAt')
    .where({ assetId })
    .whereIn('kind', ['checked_out', 'checked_in'])
    .orderBy('happenedAt', 'desc')
    .first();
  return row?.happenedAt ?? null;
}
