import type { Database } from '../../db/connection.ts';
import type { AssetRef } from './asset.ts';

export interface Wanted {
  kind: string;
  /** In any case; null takes every model. */
  model: string | null;
}

const shelved = (db: Database, { kind, model }: Wanted, limit: number) => {
  const query = db
    .sql('assets')
    .select('id', 'tag', 'name', 'kind', 'status')
    .where({ kind, status: 'in_stock' })
    .orderBy(['tagOrder', 'id'])
    .limit(limit);
  return model === null ? query : query.whereRaw('lower(model) = ?', [model.toLowerCase()]);
};

/** Assets on the shelf that are what is wanted, by tag. */
export const shelvedAssets = async (db: Database, wanted: Wanted, limit: number): Promise<AssetRef[]> => shelved(db, wanted, limit);

/** The same for one who takes them, except those tried before: what another takes at this moment is passed over. */
export const shelvedAssetsToTake = async (db: Database, wanted: Wanted, limit: number, tried: string[]): Promise<AssetRef[]> =>
  db.dialect.skipLocked(shelved(db, wanted, limit).whereNotIn('id', tried));
