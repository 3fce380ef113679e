import type { Sql } from '../../db/connection.ts';
import type { Asset, AssetRef } from './asset.ts';
import { serialKey, uuidKey } from './asset-identifiers.ts';
import { assetColumns, findAssetRow, findAssetRows, findIdentifierBearers } from './asset-store.ts';

/** The asset with this id or tag, or null. Whether the caller may see it is not asked. */
export const findAsset = (sql: Sql, idOrTag: string): Promise<Asset | null> => findAssetRow(sql, idOrTag);

/** The asset with this serial number in whatever writing, or null; junk belongs to nobody. */
export async function findAssetBySerial(sql: Sql, serial: string | null): Promise<Asset | null> {
  const key = serialKey(serial);
  return key ? ((await findAssetRows(sql, 'serialKey', [key]))[0] ?? null) : null;
}

/** The asset with this IMEI, or null. */
export async function findAssetByImei(sql: Sql, imei: string): Promise<Asset | null> {
  const bearer = (await findIdentifierBearers(sql, 'imei', [imei])).get(imei);
  return bearer ? findAssetRow(sql, bearer) : null;
}

/** An asset with this UUID, or null; junk belongs to nobody. */
export async function findAssetByUuid(sql: Sql, uuid: string | null): Promise<Asset | null> {
  const key = uuid && uuidKey(uuid);
  const bearer = key && (await findIdentifierBearers(sql, 'uuid', [key])).get(key);
  return bearer ? findAssetRow(sql, bearer) : null;
}

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
