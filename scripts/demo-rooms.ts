import { findAsset } from '../server/assets/asset-queries.ts';
import { relateAssets } from '../server/assets/asset-relations.ts';
import { assetQuery } from '../server/assets/asset-schemas.ts';
import { changeAsset } from '../server/assets/change-asset.ts';
import { listAssets } from '../server/assets/list-assets.ts';
import { addLocation } from '../server/people/save-location.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import { newAssetView } from '../server/views/asset-view-schemas.ts';
import { createView } from '../server/views/save-view.ts';
import type { Company } from './demo-company.ts';
import type { Act } from './demo-time.ts';

/** Rooms of a site: which devices moved into them, by the filters of the list. */
const rooms: Array<{ site: string; zone: string; name: string; takes: Record<string, string> }> = [
  { site: 'lyon', zone: 'Europe/Paris', name: 'Salle serveurs', takes: { kind: 'server' } },
  { site: 'lyon', zone: 'Europe/Paris', name: 'Local réseau', takes: { kind: 'network' } },
  { site: 'lyon', zone: 'Europe/Paris', name: 'Réserve', takes: { status: 'in_stock' } },
  { site: 'lyon', zone: 'Europe/Paris', name: 'Accueil', takes: { kind: 'phone,printer' } },
  { site: 'dublin', zone: 'Europe/Dublin', name: 'Comms room', takes: { kind: 'server,network' } },
  { site: 'dublin', zone: 'Europe/Dublin', name: 'Front desk', takes: { kind: 'phone,printer' } },
];

/** In the last weeks the sites got rooms, servers their switch, and the desk its views of the register. */
export function roomActs(company: Company, now: Date): Act[] {
  const actor = company.byName.get('Aoife Kelly') as Actor;
  const lead = company.byName.get('Claire Fontaine') as Actor;
  const at = new Date(now.getTime() - 20 * 60 * 60 * 1000);
  return [
    { at, run: (ctx) => furnish(ctx, company, actor) },
    { at, run: (ctx) => keepViews(ctx, company, lead) },
  ];
}

async function furnish(ctx: Context, company: Company, actor: Actor): Promise<void> {
  for (const { site, zone, name, takes } of rooms) {
    const siteId = company.locations.get(site) as string;
    const room = await addLocation(ctx, { name, parentId: siteId, timeZone: zone, address: null });
    const { items } = await listAssets(ctx, actor, assetQuery.parse({ ...takes, locationId: siteId, limit: 30 }));
    for (const { id } of items) await changeAsset(ctx, actor, id, { locationId: room.id }, null);
    if (takes['kind'] === 'server,network') await connect(ctx, actor, room.id);
  }
  await connect(ctx, actor, company.locations.get('lyon') as string);
}

/** Each server of a place hangs on its first switch. */
async function connect(ctx: Context, actor: Actor, placeId: string): Promise<void> {
  const inPlace = async (kind: string) =>
    (await listAssets(ctx, actor, assetQuery.parse({ kind, withinLocationId: placeId, limit: 20 }))).items;
  const [wire] = await inPlace('network');
  if (!wire || !(await findAsset(ctx.db.sql, wire.id))) return;
  for (const server of await inPlace('server')) await relateAssets(ctx, actor, server.id, { relation: 'connected_to', toAssetId: wire.id });
}

async function keepViews(ctx: Context, company: Company, lead: Actor): Promise<void> {
  const views = [
    {
      name: 'Portables en stock',
      filters: { kind: 'computer', status: 'in_stock' },
      columns: ['tag', 'model', 'location', 'warrantyUntil'],
    },
    { name: 'Serveurs de Lyon', filters: { kind: 'server', withinLocationId: company.locations.get('lyon') as string }, columns: [] },
    { name: 'Retours en retard', filters: { overdue: 'true' }, columns: ['tag', 'custodian', 'dueAt', 'location'] },
  ];
  for (const view of views) await createView(ctx, lead, newAssetView.parse({ ...view, visibility: 'all' }), 'assets');
}
