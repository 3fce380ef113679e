import type { Random } from '../db/seeds/random.ts';
import { transact } from '../db/transaction.ts';
import { type Asset, type AssetKind, tagOf } from '../server/assets/asset.ts';
import { insertAssetEvents } from '../server/assets/asset-event-store.ts';
import { indexAssets } from '../server/assets/asset-search.ts';
import { insertAssets } from '../server/assets/asset-store.ts';
import { foldCounts } from '../server/assets/fold-counts.ts';
import { eventOf } from '../server/assets/write-asset.ts';
import { addLocation } from '../server/people/save-location.ts';
import { systemActor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import { newId } from '../server/platform/ids.ts';

/** What a large company owns, per hundred; in long runs of the same kind, as lists that were imported one after the other are. */
const shares: Array<[AssetKind, number, string[]]> = [
  ['computer', 45, ['Dell Latitude 7450', 'Lenovo ThinkPad T14', 'HP EliteBook 840', 'Apple MacBook Air M3', 'Dell OptiPlex 7010']],
  ['peripheral', 25, ['Dell WD19S', 'Lenovo ThinkVision T24', 'Logitech Brio 500', 'Jabra Evolve2 65', 'HP E24 G5']],
  ['mobile', 12, ['Apple iPhone 15', 'Samsung Galaxy S24', 'Google Pixel 8', 'Apple iPad 10']],
  ['phone', 6, ['Yealink T46U', 'Cisco 8841']],
  ['network', 5, ['Cisco Catalyst 9300', 'Aruba 6300M', 'Ubiquiti U6-Pro', 'Fortinet FortiGate 100F']],
  ['printer', 4, ['HP LaserJet M507', 'Canon iR-ADV C3926', 'Zebra ZD421']],
  ['server', 2, ['Dell PowerEdge R660', 'HPE ProLiant DL380', 'Supermicro SYS-120C']],
  ['other', 1, ['APC Smart-UPS 1500', 'Epson EB-L200F']],
];
const statuses = [
  'deployed',
  'deployed',
  'deployed',
  'deployed',
  'deployed',
  'deployed',
  'in_stock',
  'in_stock',
  'in_repair',
  'retired',
] as const;
const cities = ['Paris', 'Lyon', 'Lille', 'Nantes', 'Toulouse', 'Bordeaux', 'Brussels', 'Geneva', 'Montréal', 'London', 'Berlin', 'Madrid'];
const portion = 5000;
const dayMs = 86_400_000;

/** A model that the search of a benchmark looks for, with some hundreds of devices in 200,000. */
export const rareModel = 'Zebra ZD421';

/** Adds so many assets with places, holders, history and words for the search, past the verbs; answers the holders' ids. */
export async function seedAssets(ctx: Context, count: number, people: string[], dice: Random): Promise<{ siteIds: string[] }> {
  if (count === 0) return { siteIds: [] };
  const { siteIds, roomIds } = await seedPlaces(ctx);
  const now = ctx.clock().getTime();
  const first = await takeTags(ctx, count);
  for (let done = 0; done < count; done += portion) {
    const size = Math.min(portion, count - done);
    const assets = Array.from({ length: size }, (_, i) => assetOf(done + i, first, count, now, { roomIds, people }, dice));
    await transact(ctx, async (tx) => {
      await insertAssets(tx.db.sql, assets);
      await indexAssets(tx.db.sql, assets);
      const events = assets.map((asset) => ({
        ...eventOf(tx, systemActor, asset.id, { kind: 'registered' }, []),
        happenedAt: asset.createdAt,
      }));
      await insertAssetEvents(tx.db.sql, events);
    });
  }
  await foldCounts(ctx);
  return { siteIds };
}

async function seedPlaces(ctx: Context): Promise<{ siteIds: string[]; roomIds: string[] }> {
  const siteIds: string[] = [];
  const roomIds: string[] = [];
  const add = async (name: string, parentId: string | null) =>
    (await addLocation(ctx, { name, parentId, timeZone: 'Europe/Paris', address: null })).id;
  for (const city of cities) {
    const site = await add(`${city} site`, null);
    siteIds.push(site);
    for (let floor = 1; floor <= 8; floor += 1) roomIds.push(await add(`${city} floor ${floor}`, site));
  }
  return { siteIds, roomIds };
}

/** Takes `count` numbers of the sequence of tags at once; answers the first. */
async function takeTags(ctx: Context, count: number): Promise<number> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const [row] = await sql('counters')
      .insert({ name: 'assets', value: count })
      .onConflict('name')
      .merge({ value: sql.raw('counters.value + ?', [count]) })
      .returning('value');
    return Number(row.value) - count + 1;
  });
}

/** The share of the list in which the asset stands says its kind. */
function kindAt(place: number): [AssetKind, string[]] {
  let left = place * 100;
  for (const [kind, share, models] of shares) {
    left -= share;
    if (left < 0) return [kind, models];
  }
  return ['other', ['Epson EB-L200F']];
}

const hex = (dice: Random, length: number) => Array.from({ length }, () => dice.between(0, 15).toString(16)).join('');

function assetOf(
  index: number,
  first: number,
  count: number,
  now: number,
  { roomIds, people }: { roomIds: string[]; people: string[] },
  dice: Random,
): Asset {
  const [kind, models] = kindAt(index / count);
  const [manufacturer, ...model] = dice.pick(models).split(' ');
  const status = dice.pick(statuses);
  const createdAt = new Date(now - dice.between(1, 1800) * dayMs);
  const isHeld = status === 'deployed' && (kind === 'computer' || kind === 'mobile');
  const hasNetwork = kind !== 'peripheral' && kind !== 'other';
  const city = dice.pick(cities);
  return {
    id: newId(),
    tag: tagOf(first + index),
    kind,
    name: `${city.slice(0, 3).toUpperCase()}-${kind.slice(0, 3).toUpperCase()}-${String(index).padStart(6, '0')}`,
    serial: `${hex(dice, 4)}${index.toString(36)}${hex(dice, 3)}`.toUpperCase(),
    manufacturer: manufacturer as string,
    model: model.join(' '),
    status,
    locationId: dice.pick(roomIds),
    custodianType: isHeld ? 'person' : null,
    custodianId: isHeld ? dice.pick(people) : null,
    checkedOutAt: isHeld ? createdAt : null,
    dueAt: isHeld && dice.between(1, 100) === 1 ? new Date(now - dice.between(-30, 30) * dayMs) : null,
    warrantyUntil: new Date(createdAt.getTime() + 1095 * dayMs).toISOString().slice(0, 10),
    purchasedOn: createdAt.toISOString().slice(0, 10),
    purchaseCostCents: dice.between(3000, 300_000),
    purchaseCurrency: 'EUR',
    notes: null,
    criticality: kind === 'server' ? 'high' : dice.between(1, 20) === 1 ? 'low' : 'medium',
    companyId: null,
    fields: {},
    identifiers: {
      uuid: null,
      macs: hasNetwork
        ? [
            hex(dice, 12)
              .replace(/(..)(?!$)/g, '$1:')
              .toUpperCase(),
          ]
        : [],
      imei: null,
    },
    version: 1,
    createdAt,
    updatedAt: new Date(Math.min(now, createdAt.getTime() + dice.between(0, 200) * dayMs)),
  };
}
