import type { Sql } from '../../db/connection.ts';
import type { Asset } from '../assets/asset.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';

/** Devices that people may reserve, by tag; what is lost or gone is left out. */
export async function lendableRows(
  sql: Sql,
  { kind, limit, cursor }: { kind?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: Asset[]; nextCursor: string | null }> {
  const query = sql('lendableAssets')
    .join('assets', 'assets.id', 'lendableAssets.assetId')
    .select('assets.*')
    .whereIn('assets.status', ['in_stock', 'deployed', 'in_repair'])
    .limit(limit + 1);
  if (kind) query.where({ 'assets.kind': kind });
  const order = [
    { column: 'assets.tagOrder', direction: 'asc' as const },
    { column: 'assets.id', direction: 'asc' as const },
  ];
  const found = (await afterCursor(query, order, cursor)) as Array<Asset & { tagOrder: string }>;
  return toPage(found, limit, ({ tagOrder, id }) => [tagOrder, id]);
}
