import type { Sql } from '../../../db/connection.ts';

/** Machines whose agent has not been heard of since an instant, by their latest contact. */
export async function silentSince(sql: Sql, at: Date): Promise<Array<{ assetId: string; lastContactAt: Date }>> {
  const rows = (await sql('inventoryAgents')
    .select('assetId')
    .max({ lastContactAt: 'lastContactAt' })
    .whereNotNull('assetId')
    .groupBy('assetId')
    .havingRaw('max(last_contact_at) < ?', [at])
    .orderBy('assetId')
    .limit(20_000)) as Array<{ assetId: string; lastContactAt: Date | number }>;
  return rows.map(({ assetId, lastContactAt }) => ({ assetId, lastContactAt: new Date(lastContactAt) }));
}
