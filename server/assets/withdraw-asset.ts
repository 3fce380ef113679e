import { attempt } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { removeDocuments } from '../search/search.ts';
import { deleteAssets } from './asset-store.ts';

/**
 * Makes an asset never have been, when what made it is taken back and nothing refers to it; false when something does.
 * In the caller's transaction.
 */
export async function withdrawAsset(tx: Context, id: string): Promise<boolean> {
  try {
    await attempt(tx, async (part) => {
      await deleteAssets(part.db.sql, [id]);
      await removeDocuments(part.db.sql, 'asset', [id]);
    });
    return true;
  } catch (error) {
    tx.log.debug({ err: error }, 'an asset is referred to and stays');
    return false;
  }
}
