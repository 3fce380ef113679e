import type { Sql } from '../../db/connection.ts';

export type Relation = 'runs_on' | 'connected_to' | 'part_of';

export interface AssetRelation {
  id: string;
  assetId: string;
  relation: Relation;
  toAssetId: string;
  createdAt: Date;
}

/** Which of these assets stand in a relation at either end. */
export async function relatedAssets(sql: Sql, ids: string[]): Promise<string[]> {
  const related = new Set<string>();
  for (let start = 0; start < ids.length; start += 500) {
    const some = ids.slice(start, start + 500);
    const asked = new Set(some);
    const rows: AssetRelation[] = await sql('assetRelations').whereIn('assetId', some).orWhereIn('toAssetId', some);
    for (const row of rows) for (const id of [row.assetId, row.toAssetId]) if (asked.has(id)) related.add(id);
  }
  return [...related];
}
