import type { Sql } from '../../db/connection.ts';
import type { Asset } from './asset.ts';
import { findAssetRows } from './asset-store.ts';

/** These assets; ids that are none are left out. */
export const findAssetsById = (sql: Sql, ids: string[]): Promise<Asset[]> => findAssetRows(sql, 'id', ids);
