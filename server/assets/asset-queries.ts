import type { Sql } from '../../db/connection.ts';
import type { Asset, AssetRef } from './asset.ts';
import { assetColumns, findAssetRow } from './asset-store.ts';

/** The asset with this id or tag, or null. Whether the caller may see it is not asked. */
export const findAsset = (sql: Sql, idOrTag: string): Promise<Asset | null> => findAssetRow(sql, idOrTag);

/** Tag, name, kind and status of each of these assets by id; unknown ids and nulls are left out. */
export async function assetRefs(sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, AssetRef>> {
  const wanted = [...new Set([...ids].filter((id) => id != null))];
  if (wanted.length === 0) return new Map();
  const rows: AssetRef[] = await sql('assets').select('id', 'tag', 'name', 'kind', 'status').whereIn('id', wanted);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a person holds, by tag; at most 200, far more than anybody carries. */
export async function assetsHeldBy(sql: Sql, personId: string): Promise<Asset[]> {
  return sql('assets')
    .select(assetColumns)
    .where({ custodianId: personId, custodianType: 'person' })
    .orderBy(['tagOrder', 'id'])
    .limit(200);
}

/** Servers in service by tag, with how much they matter: what backups should protect. */
export async function protectableAssets(sql: Sql): Promise<Array<AssetRef & Pick<Asset, 'criticality'>>> {
  return sql('assets')
    .select('id', 'tag', 'name', 'kind', 'status', 'criticality')
    .where({ kind: 'server' })
    .whereNotIn('status', ['retired', 'disposed', 'lost'])
    .orderBy(['tagOrder', 'id'])
    .limit(20_000);
}
