import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Asset, AssetRef } from './asset.ts';

export type CostedAsset = AssetRef & Pick<Asset, 'purchasedOn'> & { purchaseCostCents: number; purchaseCurrency: string };

const columns = ['id', 'tag', 'tagOrder', 'name', 'kind', 'status', 'purchasedOn', 'purchaseCostCents', 'purchaseCurrency'];

/** A page of the assets that have a price and have not been disposed of, by tag. */
export async function costedAssets(
  sql: Sql,
  filter: { kind?: string | undefined; locationIds?: string[] | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: CostedAsset[]; nextCursor: string | null }> {
  const query = sql('assets')
    .select(columns)
    .whereNotNull('purchaseCostCents')
    .whereNot({ status: 'disposed' })
    .limit(filter.limit + 1);
  if (filter.kind) query.where({ kind: filter.kind });
  if (filter.locationIds) query.whereIn('locationId', filter.locationIds);
  afterCursor(
    query,
    [
      { column: 'tagOrder', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    filter.cursor,
  );
  const rows = (await query) as Array<CostedAsset & { tagOrder: string }>;
  const page = toPage(rows, filter.limit, (row) => [row.tagOrder, row.id]);
  return { items: page.items.map(({ tagOrder: _, ...asset }) => asset), nextCursor: page.nextCursor };
}
