import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { wordsOf } from '../../db/search/words.ts';
import { allKinds } from '../asset-kinds/kind-queries.ts';
import { listPeople } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, type SortColumn, toPage } from '../platform/keyset.ts';
import { invalid } from '../platform/problem.ts';
import { whereMatches } from '../search/search.ts';
import { type Asset, assetKinds, nameKey, tagOrder } from './asset.ts';
import type { AssetAnswer, AssetFilter, AssetQuery } from './asset-schemas.ts';
import { findAssetRows } from './asset-store.ts';
import { viewsFor } from './asset-view.ts';

const sortColumns = { tag: 'tagOrder', name: 'nameKey', createdAt: 'createdAt', updatedAt: 'updatedAt' } as const;
type SortKey = keyof typeof sortColumns;

/** A page of the assets that the actor may see and that match the filters. */
export async function listAssets(
  ctx: Context,
  actor: Actor,
  filter: AssetQuery,
): Promise<{ items: AssetAnswer[]; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const direction = filter.sort.startsWith('-') ? 'desc' : 'asc';
  const key = filter.sort.replace('-', '') as SortKey;
  const order: SortColumn[] = [
    { column: sortColumns[key], direction },
    { column: 'id', direction },
  ];
  const { matching } = await matchingAssets(ctx, actor, filter);
  // Ids alone: an index has everything that is asked here, and 60 rows are read instead of all that do not match.
  const found: Array<{ id: string }> = await afterCursor(matching.select('id').limit(filter.limit + 1), order, filter.cursor);
  const rows = await assetsInOrder(
    sql,
    found.map(({ id }) => id),
  );
  const page = toPage(rows, filter.limit, (asset) => [sortValue(asset, key), asset.id]);
  return { items: await viewsFor(sql, actor, page.items), nextCursor: page.nextCursor };
}

/** A query on assets that leaves what the actor may see and the filters and words name; in a box, since awaiting a query runs it. */
export async function matchingAssets(
  ctx: Context,
  actor: Actor,
  filter: AssetFilter & { q?: string | undefined },
): Promise<{ matching: Knex.QueryBuilder }> {
  const { sql, dialect } = ctx.db;
  const query = sql('assets');
  await refuseUnknownKinds(sql, filter.kind);
  narrowAssets(sql, query, filter, ctx.clock(), (column) => sql.raw(dialect.tested(column)));
  if (!hasRole(actor, 'technician')) query.where({ custodianType: 'person', custodianId: actor.id });
  if (filter.q) await narrowToWords(ctx, query, actor, filter.q);
  return { matching: query };
}

/** 422 when a filter names a kind that there is not: a typing error looks like an empty list. */
export async function refuseUnknownKinds(sql: Sql, kinds: string[] | undefined): Promise<void> {
  const asked = kinds?.filter((kind) => !(assetKinds as readonly string[]).includes(kind)) ?? [];
  if (asked.length === 0) return;
  const known = await allKinds(sql);
  for (const kind of asked) if (!known.has(kind)) throw invalid('/kind', `There is no kind ${kind}`);
}

async function assetsInOrder(sql: Sql, ids: string[]): Promise<Asset[]> {
  const byId = new Map((await findAssetRows(sql, 'id', ids)).map((asset) => [asset.id, asset]));
  return ids.flatMap((id) => byId.get(id) ?? []);
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

/** Leaves of a query on assets only what the filter names. `tested` says how conditions on facets name their column. */
export function narrowAssets(
  sql: Sql,
  query: Knex.QueryBuilder,
  filter: AssetFilter,
  now: Date,
  tested: (column: string) => string | Knex.Raw = (column) => column,
): void {
  const oneOf = (column: string, values: string[] | undefined) => values && query.whereIn(tested(column) as string, values);
  oneOf('kind', filter.kind);
  oneOf('status', filter.status);
  oneOf('criticality', filter.criticality);
  oneOf('manufacturer', filter.manufacturer);
  oneOf('location_id', filter.locationId ? [filter.locationId] : undefined);
  if (filter.withinLocationId) query.whereRaw(`? in (${within})`, [asRaw(sql, tested('location_id')), filter.withinLocationId]);
  if (filter.custodianId === 'none') query.whereNull('custodianId');
  else if (filter.custodianId) query.where({ custodianId: filter.custodianId });
  if (filter.overdue === true) query.whereIn('id', sql('assets').select('id').where('dueAt', '<', now));
}

const asRaw = (sql: Sql, column: string | Knex.Raw) => (typeof column === 'string' ? sql.raw(column) : column);

/** Ids of a location and of all that lies in it, however deep. */
const within = `with recursive within_it(id) as (
    select id from locations where id = ? union select l.id from locations l join within_it w on l.parent_id = w.id
  ) select id from within_it`;
