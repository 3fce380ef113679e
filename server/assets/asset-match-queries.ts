import type { Sql } from '../../db/connection.ts';
import { type Asset, tagKey } from './asset.ts';
import { serialKey } from './asset-identifiers.ts';
import { findAssetRow, findAssetRows, findIdentifierBearers } from './asset-store.ts';
import { relatedAssets } from './relation-store.ts';

/** The assets with these tags in any case, by the compared form of the tag. */
export async function assetsByTag(sql: Sql, tags: string[]): Promise<Map<string, Asset>> {
  const found = await findAssetRows(sql, 'tagKey', distinct(tags.map(tagKey)));
  return new Map(found.map((asset) => [tagKey(asset.tag), asset]));
}

/** The assets with these serial numbers in whatever writing, by the compared form; junk belongs to nobody. */
export async function assetsBySerial(sql: Sql, serials: Array<string | null>): Promise<Map<string, Asset>> {
  const keys = serials.map(serialKey).filter((key) => key !== null);
  const found = await findAssetRows(sql, 'serialKey', distinct(keys));
  return new Map(found.map((asset) => [serialKey(asset.serial) as string, asset]));
}

/** Ids of the assets that have these IMEIs, by IMEI. */
export const assetsByImei = (sql: Sql, imeis: string[]): Promise<Map<string, string>> =>
  findIdentifierBearers(sql, 'imei', distinct(imeis));

/** The assets with these ids. */
export const assetsOf = (sql: Sql, ids: string[]): Promise<Asset[]> => findAssetRows(sql, 'id', ids);

/** The assets that are inside one of these. */
export const assetsInside = (sql: Sql, ids: string[]): Promise<Asset[]> => findAssetRows(sql, 'custodianId', ids);

/** Which of these assets stand in a relation at either end. */
export const assetsRelated = (sql: Sql, ids: string[]): Promise<string[]> => relatedAssets(sql, ids);

/** The asset with this id or tag, or null; the walk along those that hold each other needs one at a time. */
export const hostOf = (sql: Sql, idOrTag: string): Promise<Asset | null> => findAssetRow(sql, idOrTag);

/** Each text once; those with NUL name nothing, and PostgreSQL does not take them. */
const distinct = (texts: string[]): string[] => [...new Set(texts)].filter((text) => !text.includes('\0'));

/** Which asset has each of these values of a field, by the compared form of the value. */
export async function bearersOfValues(sql: Sql, fieldId: string, valueKeys: string[]): Promise<Map<string, string>> {
  const bearers = new Map<string, string>();
  const wanted = distinct(valueKeys);
  for (let start = 0; start < wanted.length; start += 500) {
    const rows: Array<{ valueKey: string; assetId: string }> = await sql('assetFieldValues')
      .select('valueKey', 'assetId')
      .where({ fieldId })
      .whereIn('valueKey', wanted.slice(start, start + 500));
    for (const { valueKey, assetId } of rows) bearers.set(valueKey, assetId);
  }
  return bearers;
}
