import type { Sql } from '../../db/connection.ts';
import { locationRefs } from '../people/location-queries.ts';
import { personRefs } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Asset, CustodianType } from './asset.ts';
import { assetRefs } from './asset-queries.ts';
import type { AssetAnswer } from './asset-schemas.ts';

export interface FieldChange {
  field: string;
  from: unknown;
  to: unknown;
}

const chunk = 500;

/**
 * Assets as the API shows them: with the names of where they are and who has them. `coming` names assets that are not
 * written yet.
 */
export async function viewsOf(sql: Sql, assets: Asset[], coming: Map<string, { name: string }> = new Map()): Promise<AssetAnswer[]> {
  const views: AssetAnswer[] = [];
  for (let start = 0; start < assets.length; start += chunk) {
    const some = assets.slice(start, start + chunk);
    const names = await namesFor(sql, some, coming);
    views.push(...some.map((asset) => viewOf(asset, names)));
  }
  return views;
}

/** One asset as the API shows it to this actor. */
export async function viewFor(sql: Sql, actor: Actor, asset: Asset): Promise<AssetAnswer> {
  const [view] = await viewsOf(sql, [asset]);
  return forActor(actor, view as AssetAnswer);
}

/** Leaves out what only technicians see: the price, and notes written about the holder. */
export const forActor = (actor: Actor, view: AssetAnswer): AssetAnswer =>
  hasRole(actor, 'technician') ? view : { ...view, purchaseCost: null, purchaseCurrency: null, notes: null };

interface Names {
  locations: Map<string, { id: string; name: string }>;
  custodians: Map<string, { name: string }>;
}

async function namesFor(sql: Sql, assets: Asset[], coming: Map<string, { name: string }>): Promise<Names> {
  const custodiansOf = (type: CustodianType) => assets.filter((asset) => asset.custodianType === type).map((asset) => asset.custodianId);
  const locations = await locationRefs(sql, [...assets.map((asset) => asset.locationId), ...custodiansOf('location')]);
  const people = await personRefs(sql, custodiansOf('person'));
  const hosts = await assetRefs(sql, custodiansOf('asset'));
  const custodians = new Map<string, { name: string }>([...locations, ...people, ...hosts]);
  for (const hostId of custodiansOf('asset')) {
    const host = hostId && coming.get(hostId);
    if (host) custodians.set(hostId, host);
  }
  return { locations, custodians };
}

function viewOf(asset: Asset, names: Names): AssetAnswer {
  const { custodianType, custodianId, purchaseCostCents, ...rest } = asset;
  return {
    ...rest,
    location: asset.locationId ? (names.locations.get(asset.locationId) ?? null) : null,
    custodian:
      custodianType && custodianId ? { type: custodianType, id: custodianId, name: names.custodians.get(custodianId)?.name ?? '' } : null,
    purchaseCost: purchaseCostCents === null ? null : purchaseCostCents / 100,
  };
}

const comparedFields = [
  'tag',
  'kind',
  'name',
  'serial',
  'manufacturer',
  'model',
  'status',
  'location',
  'custodian',
  'dueAt',
  'warrantyUntil',
  'purchasedOn',
  'purchaseCost',
  'purchaseCurrency',
  'notes',
  'criticality',
] as const;

/** What differs between two states of an asset, field by field, in words that stay readable when names change later. */
export function changesBetween(before: AssetAnswer | null, after: AssetAnswer): FieldChange[] {
  const pairs: Array<[string, unknown, unknown]> = [
    ...comparedFields.map((field): [string, unknown, unknown] => [field, before?.[field] ?? null, after[field]]),
    ...(['uuid', 'macs', 'imei'] as const).map((field): [string, unknown, unknown] => [
      field,
      before?.identifiers[field] ?? (field === 'macs' ? [] : null),
      after.identifiers[field],
    ]),
  ];
  return pairs
    .filter(([field, from, to]) => JSON.stringify(idOf(field, from)) !== JSON.stringify(idOf(field, to)))
    .map(([field, from, to]) => ({ field, from, to }));
}

/** A person who changed their name has not changed who holds the asset. */
const idOf = (field: string, value: unknown): unknown =>
  field === 'location' || field === 'custodian' ? ((value as { id: string } | null)?.id ?? null) : value;
