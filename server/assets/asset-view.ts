import type { Sql } from '../../db/connection.ts';
import { companyRefs } from '../asset-kinds/companies/company-queries.ts';
import type { FieldType } from '../asset-kinds/field-value.ts';
import type { Field } from '../asset-kinds/kind.ts';
import { allFields } from '../asset-kinds/kind-queries.ts';
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
  const [view] = await viewsFor(sql, actor, [asset]);
  return view as AssetAnswer;
}

/** Leaves out what only technicians see: the price, notes written about the holder, and own fields that are not for everybody. */
const forActor = (actor: Actor, view: AssetAnswer, publicFields: ReadonlySet<string>): AssetAnswer =>
  hasRole(actor, 'technician')
    ? view
    : {
        ...view,
        purchaseCost: null,
        purchaseCurrency: null,
        notes: null,
        fields: Object.fromEntries(Object.entries(view.fields).filter(([key]) => publicFields.has(key))),
      };

/** Assets as the API shows them to this actor. */
export async function viewsFor(sql: Sql, actor: Actor, assets: Asset[]): Promise<AssetAnswer[]> {
  const views = await viewsOf(sql, assets);
  if (hasRole(actor, 'technician')) return views;
  const hasFields = views.some(({ fields }) => Object.keys(fields).length > 0);
  const known = hasFields ? [...(await allFields(sql)).values()] : [];
  const shown = new Set(known.filter(({ isPublic }) => isPublic).map(({ key }) => key));
  return views.map((view) => forActor(actor, view, shown));
}

interface Names {
  companies: Map<string, { id: string; name: string }>;
  fields: Map<string, Field>;
  people: Map<string, { name: string }>;
  locations: Map<string, { id: string; name: string }>;
  custodians: Map<string, { name: string }>;
}

async function namesFor(sql: Sql, assets: Asset[], coming: Map<string, { name: string }>): Promise<Names> {
  const custodiansOf = (type: CustodianType) => assets.filter((asset) => asset.custodianType === type).map((asset) => asset.custodianId);
  const fields = assets.some((asset) => Object.keys(asset.fields).length > 0) ? await allFields(sql) : new Map<string, Field>();
  const named = (type: FieldType) => namedInFields(fields, assets, type);
  const locations = await locationRefs(sql, [
    ...assets.map((asset) => asset.locationId),
    ...custodiansOf('location'),
    ...named('location'),
  ]);
  const people = await personRefs(sql, [...custodiansOf('person'), ...named('person')]);
  const companies = await companyRefs(
    sql,
    assets.map(({ companyId }) => companyId),
  );
  const hosts = await assetRefs(sql, custodiansOf('asset'));
  const custodians = new Map<string, { name: string }>([...locations, ...people, ...hosts]);
  for (const hostId of custodiansOf('asset')) {
    const host = hostId && coming.get(hostId);
    if (host) custodians.set(hostId, host);
  }
  return { locations, people, custodians, companies, fields };
}

/** Ids of people or places that stand in own fields. */
const namedInFields = (fields: Map<string, Field>, assets: Asset[], type: FieldType): string[] =>
  assets.flatMap((asset) => Object.entries(asset.fields).flatMap(([key, value]) => (fields.get(key)?.type === type ? String(value) : [])));

function viewOf(asset: Asset, names: Names): AssetAnswer {
  const { custodianType, custodianId, purchaseCostCents, ...rest } = asset;
  return {
    ...rest,
    company: asset.companyId ? (names.companies.get(asset.companyId) ?? null) : null,
    fields: fieldsOf(asset, names),
    location: asset.locationId ? (names.locations.get(asset.locationId) ?? null) : null,
    custodian:
      custodianType && custodianId ? { type: custodianType, id: custodianId, name: names.custodians.get(custodianId)?.name ?? '' } : null,
    purchaseCost: purchaseCostCents === null ? null : purchaseCostCents / 100,
  };
}

/** Own fields with the names of people and places, in the order of the fields. */
function fieldsOf(asset: Asset, { fields, people, locations }: Names): AssetAnswer['fields'] {
  const shown = (key: string, value: unknown) => {
    const type = fields.get(key)?.type;
    if (type === 'person') return { id: value, name: people.get(String(value))?.name ?? '' };
    return type === 'location' ? { id: value, name: locations.get(String(value))?.name ?? '' } : value;
  };
  const position = (key: string) => fields.get(key)?.position ?? Number.MAX_SAFE_INTEGER;
  return Object.fromEntries(
    Object.entries(asset.fields)
      .sort(([a], [b]) => position(a) - position(b))
      .map(([key, value]) => [key, shown(key, value)]),
  );
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
  'company',
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
    ['imeis', before?.identifiers.imeis ?? null, after.identifiers.imeis ?? null],
    ...[...new Set([...Object.keys(before?.fields ?? {}), ...Object.keys(after.fields)])].map((key): [string, unknown, unknown] => [
      `fields.${key}`,
      before?.fields[key] ?? null,
      after.fields[key] ?? null,
    ]),
  ];
  return pairs
    .filter(([field, from, to]) => JSON.stringify(idOf(field, from)) !== JSON.stringify(idOf(field, to)))
    .map(([field, from, to]) => ({ field, from, to }));
}

/** A person who changed their name has not changed who holds the asset. */
const idOf = (field: string, value: unknown): unknown =>
  field === 'location' || field === 'custodian' || field === 'company' || field.startsWith('fields.') ? idIn(value) : value;

const idIn = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'id' in value ? value.id : value);
