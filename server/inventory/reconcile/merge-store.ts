import type { Sql } from '../../../db/connection.ts';

/** Two records that became one, or one that became two, and how it was before. */
export interface Merge<Before = unknown> {
  id: string;
  kind: 'merge' | 'split';
  fromAssetId: string;
  intoAssetId: string;
  before: Before;
  actorId: string | null;
  actorName: string;
  doneAt: Date;
  undoneAt: Date | null;
  undoneByName: string | null;
}

export async function insertMerge(tx: Sql, { before, ...merge }: Merge): Promise<void> {
  await tx('inventoryMerges').insert({ ...merge, beforeJson: JSON.stringify(before) });
}

export const findMerge = async <B>(sql: Sql, id: string): Promise<Merge<B> | null> =>
  (await sql('inventoryMerges').where({ id }).first()) ?? null;

/** Notes that it was taken back; false when somebody was faster. */
export async function markUndone(tx: Sql, id: string, at: Date, byName: string): Promise<boolean> {
  return (await tx('inventoryMerges').where({ id }).whereNull('undoneAt').update({ undoneAt: at, undoneByName: byName })) === 1;
}

/** Which of these records were joined into another one. */
export async function mergedAway(sql: Sql, assetIds: string[]): Promise<Map<string, string>> {
  if (assetIds.length === 0) return new Map();
  const rows: Array<{ fromAssetId: string; intoAssetId: string }> = await sql('inventoryMerges')
    .select('fromAssetId', 'intoAssetId')
    .where({ kind: 'merge' })
    .whereNull('undoneAt')
    .whereIn('fromAssetId', assetIds);
  return new Map(rows.map((row) => [row.fromAssetId, row.intoAssetId]));
}

/** Everything that was joined or split of this record, the latest first. */
export const mergesOf = (sql: Sql, assetId: string): Promise<Merge[]> =>
  sql('inventoryMerges')
    .where((any) => void any.where({ fromAssetId: assetId }).orWhere({ intoAssetId: assetId }))
    .orderBy([
      { column: 'doneAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(100);

/** Records that were joined into this one and are part of it still. */
export async function joinedInto(sql: Sql, assetId: string): Promise<string[]> {
  const rows: Array<{ fromAssetId: string }> = await sql('inventoryMerges')
    .select('fromAssetId')
    .where({ intoAssetId: assetId, kind: 'merge' })
    .whereNull('undoneAt')
    .limit(50);
  return rows.map(({ fromAssetId }) => fromAssetId);
}
