import { assetRefs } from '../assets/asset-queries.ts';
import { loadAsset } from '../assets/write-asset.ts';
import { allWithin, locationParents } from '../people/location-parents.ts';
import { locationPaths, locationRefs } from '../people/location-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { type Audit, auditName } from './audit.ts';
import { countByPlace, listItems, sightingsOf } from './audit-item-store.ts';
import type { AuditPlaceAnswer, SightingAnswer } from './audit-schemas.ts';
import { auditTitles } from './audit-store.ts';
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

const shownSightings = 10;

/** When stock-takes last saw an asset, the newest first. */
export async function sightingsOfAsset(ctx: Context, actor: Actor, idOrTag: string): Promise<SightingAnswer[]> {
  const { sql } = ctx.db;
  const asset = await loadAsset(ctx, actor, idOrTag);
  const items = await sightingsOf(sql, asset.id, shownSightings);
  const audits = await auditTitles(
    sql,
    items.map(({ auditId }) => auditId),
  );
  const places = await locationRefs(
    sql,
    items.map(({ seenLocationId }) => seenLocationId),
  );
  return items.flatMap(({ auditId, result, seenAt, seenLocationId, seenByName }) => {
    const audit = audits.get(auditId);
    if (!audit || !seenAt) return [];
    const place = (seenLocationId && places.get(seenLocationId)) || null;
    return [{ audit: { id: audit.id, name: auditName(audit.number), title: audit.title }, result, seenAt, place, by: seenByName ?? '' }];
  });
}
