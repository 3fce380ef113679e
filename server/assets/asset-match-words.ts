import type { Sql } from '../../db/connection.ts';
import type { Asset } from './asset.ts';
import { assetColumns, findAssetRows } from './asset-store.ts';

/** Words by which a machine may be found in the register, in the writing in which they are compared. */
export interface MatchWords {
  serials: string[];
  /** Lower case, the lesser of the two byte orders. */
  uuids: string[];
  macs: string[];
  imeis: string[];
  tags: string[];
}

const swapped = (uuid: string): string => uuid.replace(/^(..)(..)(..)(..)-(..)(..)-(..)(..)/, '$4$3$2$1-$6$5-$8$7');

/** Every asset that has one of these words. */
export async function findAssetsByWords(sql: Sql, words: MatchWords): Promise<Asset[]> {
  const found = new Map<string, Asset>();
  const keep = (assets: Asset[]) => assets.forEach((asset) => void found.set(asset.id, asset));
  if (words.serials.length > 0) keep(await findAssetRows(sql, 'serialKey', words.serials));
  if (words.tags.length > 0) keep(await findAssetRows(sql, 'tagKey', words.tags));
  const uuids = words.uuids.flatMap((uuid) => [uuid, swapped(uuid)]).map((uuid) => uuid.toUpperCase());
  for (const [type, values] of [
    ['uuid', uuids],
    ['mac', words.macs],
    ['imei', words.imeis],
  ] as const) {
    for (let start = 0; start < values.length; start += 500) keep(await bearers(sql, type, values.slice(start, start + 500)));
  }
  return [...found.values()];
}

const bearers = (sql: Sql, type: string, values: string[]): Promise<Asset[]> =>
  sql('assetIdentifiers')
    .join('assets', 'assets.id', 'assetIdentifiers.assetId')
    .select(assetColumns.map((column) => `assets.${column}`))
    .whereIn('assetIdentifiers.value', values)
    .where({ 'assetIdentifiers.type': type })
    .limit(1000);
