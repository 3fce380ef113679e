import type { Sql } from '../../db/connection.ts';
import { type Asset, tagKey } from './asset.ts';
import { assetColumns } from './asset-store.ts';

const wantedAssets = (sql: Sql, idsOrTags: string[]) =>
  sql('assets')
    .select(assetColumns)
    .where((any) => any.whereIn('id', idsOrTags).orWhereIn('tagKey', idsOrTags.map(tagKey)))
    .orderBy('id');

/**
 * Assets by id or tag, by what was asked for, held until the transaction ends: who else wants one of them waits. They are
 * locked in the order of their ids, so that two who want the same ones cannot hold each other up.
 */
export const lockAssets = async (tx: Sql, idsOrTags: string[]): Promise<Map<string, Asset>> =>
  byWish(idsOrTags, await wantedAssets(tx, idsOrTags).forUpdate());

/** The same, only read. */
export const readAssets = async (sql: Sql, idsOrTags: string[]): Promise<Map<string, Asset>> =>
  byWish(idsOrTags, await wantedAssets(sql, idsOrTags));

function byWish(idsOrTags: string[], rows: Asset[]): Map<string, Asset> {
  const found = new Map<string, Asset>();
  for (const wanted of idsOrTags) {
    const asset = rows.find((row) => row.id === wanted) ?? rows.find((row) => tagKey(row.tag) === tagKey(wanted));
    if (asset) found.set(wanted, asset);
  }
  return found;
}
