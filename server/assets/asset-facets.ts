import type { z } from 'zod';
import { allWithin, locationParents } from '../people/location-parents.ts';
import { locationRefs } from '../people/location-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { countFacets, type FacetCount, facetsAmong, type Wanted } from './asset-cell-store.ts';
import type { AssetFilter } from './asset-schemas.ts';
import { type FacetAnswer, type FacetName, facetNames, type facetQuery } from './facet-schemas.ts';
import { matchingAssets, refuseUnknownKinds } from './list-assets.ts';

/** A facet with more values is chosen from by typing. */
const mostValues = 100;
/** Where words or a holder narrow, so many matches are counted one by one. */
const countedOneByOne = 2000;

/** How many of the assets that match there are of each value of each facet. */
export async function assetFacets(ctx: Context, actor: Actor, filter: z.output<typeof facetQuery>): Promise<FacetAnswer> {
  await refuseUnknownKinds(ctx.db.sql, filter.kind);
  const isNarrow = Boolean(filter.q) || filter.custodianId !== undefined || filter.overdue === true || !hasRole(actor, 'technician');
  const { counts, isMore } = isNarrow ? await countOneByOne(ctx, actor, filter) : await countKept(ctx, filter);
  const names = await locationRefs(
    ctx.db.sql,
    counts.flatMap(({ facet, value }) => (facet === 'locationId' && value ? value : [])),
  );
  const valuesOf = (facet: FacetName) =>
    counts
      .filter((each) => each.facet === facet)
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, mostValues)
      .map(({ value, count }) => ({ value, label: facet === 'locationId' ? (names.get(value)?.name ?? null) : null, count }));
  return {
    total: counts.find(({ facet }) => facet === 'total')?.count ?? 0,
    isMore,
    facets: Object.fromEntries(facetNames.map((facet) => [facet, valuesOf(facet)])) as FacetAnswer['facets'],
    places: await placesBelow(ctx, counts, filter.withinLocationId ?? null),
  };
}

/** The way down to a place, and each place directly below it with what it and everything in it counts. */
async function placesBelow(ctx: Context, counts: FacetCount[], base: string | null): Promise<FacetAnswer['places']> {
  const parents = await locationParents(ctx.db.sql);
  const below = new Map<string, number>();
  for (const { facet, value, count } of counts) {
    if (facet !== 'locationId' || !value) continue;
    const way = wayDown(parents, value);
    const next = base === null ? way[0] : way[way.indexOf(base) + 1];
    if (next && (base === null || way.includes(base))) below.set(next, (below.get(next) ?? 0) + count);
  }
  const path = base === null ? [] : wayDown(parents, base);
  const names = await locationRefs(ctx.db.sql, [...path, ...below.keys()]);
  return {
    path: path.flatMap((id) => names.get(id) ?? []),
    items: [...below]
      .map(([id, count]) => ({ id, name: names.get(id)?.name ?? '', count }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
      .slice(0, mostValues),
  };
}

/** A place after those that it lies in, the outermost first. */
function wayDown(parents: Map<string, string | null>, id: string): string[] {
  const way: string[] = [];
  for (let next: string | null = id; next && parents.has(next) && !way.includes(next); next = parents.get(next) ?? null) way.unshift(next);
  return way;
}

async function countKept(ctx: Context, filter: AssetFilter): Promise<{ counts: FacetCount[]; isMore: boolean }> {
  return { counts: await countFacets(ctx.db.sql, await wantedBy(ctx, filter)), isMore: false };
}

async function wantedBy(ctx: Context, filter: AssetFilter): Promise<Wanted> {
  const { kind, status, criticality, manufacturer, locationId, withinLocationId } = filter;
  const inside = withinLocationId ? allWithin(await locationParents(ctx.db.sql), withinLocationId) : undefined;
  const places = locationId ? ((inside?.includes(locationId) ?? true) ? [locationId] : []) : inside;
  return { kind, status, criticality, manufacturer, locationId: places };
}

/** Few match, or so many are looked at: the facets' own choices are taken into account after reading. */
async function countOneByOne(
  ctx: Context,
  actor: Actor,
  filter: z.output<typeof facetQuery>,
): Promise<{ counts: FacetCount[]; isMore: boolean }> {
  const { q, custodianId, overdue } = filter;
  const wanted = await wantedBy(ctx, filter);
  const { matching } = await matchingAssets(ctx, actor, { q, custodianId, overdue });
  const found = await facetsAmong(matching, countedOneByOne + 1);
  const rows = found.slice(0, countedOneByOne);
  const fits = (row: (typeof rows)[number], except?: FacetName) =>
    facetNames.every((facet) => facet === except || (wanted[facet]?.includes(row[facet] ?? '') ?? true));
  const sums = new Map<string, FacetCount>();
  const add = (facet: FacetCount['facet'], value: string) => {
    const key = `${facet} ${value}`;
    sums.set(key, { facet, value, count: (sums.get(key)?.count ?? 0) + 1 });
  };
  for (const row of rows) {
    if (fits(row)) add('total', '');
    for (const facet of facetNames) if (fits(row, facet)) add(facet, row[facet] ?? '');
  }
  return { counts: [...sums.values()], isMore: found.length > countedOneByOne };
}
