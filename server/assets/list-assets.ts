import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { wordsOf } from '../../db/search/words.ts';
import { listPeople } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, type SortColumn, toPage } from '../platform/keyset.ts';
import { whereMatches } from '../search/search.ts';
import { type Asset, nameKey, tagOrder } from './asset.ts';
import type { AssetAnswer, AssetFilter, AssetQuery } from './asset-schemas.ts';
import { assetColumns } from './asset-store.ts';
import { forActor, viewsOf } from './asset-view.ts';

const sortColumns = { tag: 'tagOrder', name: 'nameKey', createdAt: 'createdAt', updatedAt: 'updatedAt' } as const;
type SortKey = keyof typeof sortColumns;

/** A page of the assets that the actor may see and that match the filters. */
export async function listAssets(
  ctx: Context,
  actor: Actor,
  filter: AssetQuery,
): Promise<{ items: AssetAnswer[]; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const isDescending = filter.sort.startsWith('-');
  const key = filter.sort.replace('-', '') as SortKey;
  const direction = isDescending ? 'desc' : 'asc';
  const order: SortColumn[] = [
    { column: sortColumns[key], direction },
    { column: 'id', direction },
  ];
  const query = sql('assets')
    .select(assetColumns)
    .limit(filter.limit + 1);
  narrowAssets(sql, query, filter, ctx.clock());
  if (!hasRole(actor, 'technician')) query.where({ custodianType: 'person', custodianId: actor.id });
  if (filter.q) await narrowToWords(ctx, query, actor, filter.q);
  const rows: Asset[] = await afterCursor(query, order, filter.cursor);
  const page = toPage(rows, filter.limit, (asset) => [sortValue(asset, key), asset.id]);
  const views = await viewsOf(sql, page.items);
  return { items: views.map((view) => forActor(actor, view)), nextCursor: page.nextCursor };
}

function sortValue(asset: Asset, key: SortKey): string | Date {
  if (key === 'tag') return tagOrder(asset.tag);
  return key === 'name' ? nameKey(asset.name) : asset[key];
}

/** More than anybody reads; who gets as many refines the words. */
const searchDepth = 2000;

/**
 * Leaves what has the words, or is held by somebody whose name or address begins with them. The matches are fetched
 * first: joined with the list's order, a database walks the whole register to find few of them.
 */
async function narrowToWords(ctx: Context, query: Knex.QueryBuilder, actor: Actor, q: string): Promise<void> {
  const { sql } = ctx.db;
  if (wordsOf(q).length === 0) return;
  const isTechnician = hasRole(actor, 'technician');
  const matches = sql('assets').select('assets.id').limit(searchDepth);
  whereMatches(sql, matches, 'assets.id', q, { type: 'asset', withInternal: isTechnician });
  const holders = isTechnician ? (await listPeople(sql, { q, limit: 20 })).items.map(({ id }) => id) : [];
  const held = holders.length > 0 ? await sql('assets').select('id').whereIn('custodianId', holders).limit(searchDepth) : [];
  query.whereIn(
    'id',
    [...(await matches), ...held].map((row: { id: string }) => row.id),
  );
}

/** Leaves of a query on assets only what the filter names. */
export function narrowAssets(sql: Sql, query: Knex.QueryBuilder, filter: AssetFilter, now: Date): void {
  if (filter.kind) query.whereIn('kind', filter.kind);
  if (filter.status) query.whereIn('status', filter.status);
  if (filter.criticality) query.whereIn('criticality', filter.criticality);
  if (filter.custodianId) query.where({ custodianId: filter.custodianId });
  if (filter.locationId) query.where({ locationId: filter.locationId });
  if (filter.overdue === true) query.whereIn('id', sql('assets').select('id').where('dueAt', '<', now));
}
