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

/** The relations that any of these assets has at either end, the oldest first. */
export async function relationsOf(sql: Sql, ids: string[], limit: number): Promise<AssetRelation[]> {
  return sql('assetRelations').whereIn('assetId', ids).orWhereIn('toAssetId', ids).orderBy('id').limit(limit);
}

/** The ids to which relations of this kind lead from these assets. */
export async function targetsOf(sql: Sql, relation: Relation, ids: string[]): Promise<string[]> {
  const rows = await sql('assetRelations').select('toAssetId').where({ relation }).whereIn('assetId', ids);
  return rows.map((row: { toAssetId: string }) => row.toAssetId);
}

/** The same relation between the same assets, or null. */
export async function findRelation(
  sql: Sql,
  { assetId, relation, toAssetId }: Pick<AssetRelation, 'assetId' | 'relation' | 'toAssetId'>,
): Promise<AssetRelation | null> {
  return (await sql('assetRelations').where({ assetId, relation, toAssetId }).first()) ?? null;
}

export async function insertRelation(tx: Sql, relation: AssetRelation): Promise<void> {
  await tx('assetRelations').insert(relation);
}

/** Ends a relation that the asset has at either end; answers what it was, or null. */
export async function deleteRelation(tx: Sql, assetId: string, id: string): Promise<AssetRelation | null> {
  const relation: AssetRelation | undefined = await tx('assetRelations').where({ id }).first();
  if (!relation || (relation.assetId !== assetId && relation.toAssetId !== assetId)) return null;
  return (await tx('assetRelations').where({ id }).delete()) === 1 ? relation : null;
}
