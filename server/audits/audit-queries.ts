import { assetRefs } from '../assets/asset-queries.ts';
import { allWithin, locationParents } from '../people/location-parents.ts';
import { locationPaths, locationRefs } from '../people/location-queries.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import type { Audit } from './audit.ts';
import { countByPlace, listItems } from './audit-item-store.ts';
import type { AuditPlaceAnswer } from './audit-schemas.ts';
import { itemViews } from './audit-view.ts';
import { listScans } from './scan-store.ts';

/** A page of the items of a stock-take by tag. */
export async function itemsOf(
  ctx: Context,
  audit: Audit,
  query: Omit<Parameters<typeof listItems>[2], 'locationIds'> & { locationId?: string | undefined },
) {
  const { sql } = ctx.db;
  const { locationId, ...range } = query;
  const parents = locationId ? await locationParents(sql) : null;
  if (locationId && parents && !parents.has(locationId)) throw invalid('/locationId', 'There is no such location');
  const page = await listItems(sql, audit.id, {
    ...range,
    locationIds: locationId && parents ? allWithin(parents, locationId) : undefined,
  });
  return { items: await itemViews(sql, page.items), nextCursor: page.nextCursor };
}

/** How far the count is at each place, by the way down to it. */
export async function placesOf(ctx: Context, audit: Audit): Promise<AuditPlaceAnswer[]> {
  const { sql } = ctx.db;
  const paths = await locationPaths(sql);
  const places = new Map<string | null, AuditPlaceAnswer>();
  for (const { locationId, result, count } of await countByPlace(sql, audit.id)) {
    const name = (locationId && paths.get(locationId)) || '';
    const place = places.get(locationId) ?? {
      place: locationId ? { id: locationId, name } : null,
      expected: 0,
      found: 0,
      misplaced: 0,
      missing: 0,
    };
    if (result !== 'unexpected') place[result] += count;
    place.expected += count;
    places.set(locationId, place);
  }
  return [...places.values()].sort((a, b) => (a.place?.name ?? '').localeCompare(b.place?.name ?? ''));
}

/** A page of the scans of a stock-take, the latest first. */
export async function scansOf(ctx: Context, audit: Audit, range: Parameters<typeof listScans>[2]) {
  const { sql } = ctx.db;
  const page = await listScans(sql, audit.id, range);
  const assets = await assetRefs(
    sql,
    page.items.map(({ assetId }) => assetId),
  );
  const places = await locationRefs(
    sql,
    page.items.map(({ locationId }) => locationId),
  );
  const items = page.items.map(({ actorId, actorName, assetId, locationId, answer: _, action: __, auditId: ___, ...scan }) => ({
    ...scan,
    assetId,
    asset: (assetId && assets.get(assetId)) || null,
    place: (locationId && places.get(locationId)) || null,
    by: { id: actorId, name: actorName },
  }));
  return { items, nextCursor: page.nextCursor };
}
