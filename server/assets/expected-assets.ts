import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { type Asset, tagOrder } from './asset.ts';
import { assetColumns } from './asset-store.ts';

/** Which assets should be where; null leaves nothing out, and so does an empty list of kinds. */
export interface Expectation {
  locationIds: string[] | null;
  custodianId: string | null;
  kinds: string[];
  statuses: string[];
  /** Whether what people carry is meant as well. */
  withHeld: boolean;
}

const portion = 1000;

/** The assets that the register expects, portion by portion by tag. */
export async function* eachExpectedAsset(sql: Sql, expectation: Expectation): AsyncGenerator<Asset[]> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = sql('assets')
      .select(assetColumns)
      .limit(portion + 1);
    narrow(query, expectation);
    afterCursor(
      query,
      [
        { column: 'tagOrder', direction: 'asc' },
        { column: 'id', direction: 'asc' },
      ],
      cursor ?? undefined,
    );
    const page = toPage((await query) as Asset[], portion, (asset) => [tagOrder(asset.tag), asset.id]);
    if (page.items.length > 0) yield page.items;
    cursor = page.nextCursor;
  }
}

/** How many assets the register expects, counted no further than `limit`. */
export async function countExpectedAssets(sql: Sql, expectation: Expectation, limit: number): Promise<number> {
  const some = sql('assets').select('id').limit(limit);
  narrow(some, expectation);
  const [row] = await sql.count({ count: '*' }).from(some.as('some'));
  return Number((row as { count: number | string }).count);
}

function narrow(query: Knex.QueryBuilder, { locationIds, custodianId, kinds, statuses, withHeld }: Expectation): void {
  query.whereIn('status', statuses);
  if (locationIds) query.whereIn('locationId', locationIds);
  if (kinds.length > 0) query.whereIn('kind', kinds);
  if (custodianId) query.where({ custodianId });
  if (!withHeld) query.where((any) => void any.whereNull('custodianType').orWhereNot({ custodianType: 'person' }));
}
