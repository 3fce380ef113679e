import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { outdatedDocuments } from '../search/search.ts';
import { indexAssets } from './asset-search.ts';
import { findAssetRows } from './asset-store.ts';

const batch = 500;

/** Indexes assets again that were indexed in an earlier way; answers how many. */
export async function sweepAssetSearch(ctx: Context): Promise<number> {
  const outdated = await outdatedDocuments(ctx.db.sql, 'asset', batch);
  if (outdated.length > 0) await transact(ctx, async (tx) => indexAssets(tx.db.sql, await findAssetRows(tx.db.sql, 'id', outdated)));
  return outdated.length;
}
