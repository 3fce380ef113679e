import type { Context } from '../../platform/context.ts';
import { indexAssets } from '../asset-search.ts';
import { findAssetRow } from '../asset-store.ts';

/** Lets an asset be found by the lines and numbers of the cards that are in it now. */
export async function reindexHost(tx: Context, assetId: string | null): Promise<void> {
  const asset = assetId ? await findAssetRow(tx.db.sql, assetId) : null;
  if (asset) await indexAssets(tx.db.sql, [asset]);
}
