import { stringify } from 'csv-stringify/sync';
import { companyRefs } from '../asset-kinds/companies/company-queries.ts';
import type { FieldType, FieldValue } from '../asset-kinds/field-value.ts';
import type { Field } from '../asset-kinds/kind.ts';
import { allFields } from '../asset-kinds/kind-queries.ts';
import { locationPaths } from '../people/location-queries.ts';
import type { PersonRef } from '../people/person.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { armed } from '../platform/csv-cell.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { type Asset, tagOrder } from './asset.ts';
import { assetRefs } from './asset-queries.ts';
import type { AssetFilter } from './asset-schemas.ts';
import { assetColumns } from './asset-store.ts';
import { narrowAssets } from './list-assets.ts';

const headers = [
  'Tag',
  'Name',
  'Kind',
  'Status',
  'Serial',
  'Manufacturer',
  'Model',
  'Location',
  'Custodian type',
  'Custodian',
  'Due back',
  'Purchased on',
  'Purchase cost',
  'Currency',
  'Warranty until',
  'Criticality',
  'UUID',
  'MACs',
  'IMEI',
  'Notes',
  'Company',
];

const pageSize = 500;

/**
 * The register as CSV, page by page, so that any number of assets fits into little memory. It is read back by the import
 * without a change; a cell that a spreadsheet would take for a formula begins with an apostrophe.
 */
export async function* exportAssets(ctx: Context, filter: AssetFilter, delimiter: ',' | ';'): AsyncGenerator<string> {
  const { sql } = ctx.db;
  const paths = await locationPaths(sql);
  const fields = [...(await allFields(sql)).values()];
  yield `\ufeff${lines([[...headers, ...fields.map(({ key }) => `field:${key}`)]], delimiter)}`;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = sql('assets')
      .select(assetColumns)
      .limit(pageSize + 1);
    narrowAssets(sql, query, filter, ctx.clock());
    afterCursor(
      query,
      [
        { column: 'tagOrder', direction: 'asc' },
        { column: 'id', direction: 'asc' },
      ],
      cursor ?? undefined,
    );
    const page = toPage((await query) as Asset[], pageSize, (asset) => [tagOrder(asset.tag), asset.id]);
    if (page.items.length > 0) yield lines(await cellsOf(ctx, page.items, paths, fields), delimiter);
    cursor = page.nextCursor;
  }
}

const lines = (rows: string[][], delimiter: string): string =>
  stringify(
    rows.map((row) => row.map(armed)),
    { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n,;\t]/ },
  );

async function cellsOf(ctx: Context, assets: Asset[], paths: Map<string, string>, fields: Field[]): Promise<string[][]> {
  const idsOf = (type: Asset['custodianType']) => assets.filter((asset) => asset.custodianType === type).map((asset) => asset.custodianId);
  const inFields = fields
    .filter(({ type }) => type === 'person')
    .flatMap(({ key }) => assets.map((asset) => asset.fields[key] as string | undefined));
  const people = await personRefs(ctx.db.sql, [...idsOf('person'), ...inFields]);
  const companies = await companyRefs(
    ctx.db.sql,
    assets.map(({ companyId }) => companyId),
  );
  const hosts = await assetRefs(ctx.db.sql, idsOf('asset'));
  const custodian = ({ custodianId }: Asset): string =>
    custodianId ? (people.get(custodianId)?.email ?? hosts.get(custodianId)?.tag ?? paths.get(custodianId) ?? '') : '';
  return assets.map((asset) => [
    asset.tag,
    asset.name,
    asset.kind,
    asset.status,
    asset.serial ?? '',
    asset.manufacturer ?? '',
    asset.model ?? '',
    (asset.locationId && paths.get(asset.locationId)) ?? '',
    asset.custodianType ?? '',
    custodian(asset),
    asset.dueAt?.toISOString() ?? '',
    asset.purchasedOn ?? '',
    asset.purchaseCostCents === null ? '' : (asset.purchaseCostCents / 100).toFixed(2),
    asset.purchaseCurrency ?? '',
    asset.warrantyUntil ?? '',
    asset.criticality,
    asset.identifiers.uuid ?? '',
    asset.identifiers.macs.join(' '),
    asset.identifiers.imei ?? '',
    asset.notes ?? '',
    companies.get(asset.companyId ?? '')?.name ?? '',
    ...fields.map(({ key, type }) => cellOf(type, asset.fields[key], people, paths)),
  ]);
}

/** A value as the import reads it: people by their address, places by their way. */
function cellOf(type: FieldType, value: FieldValue | undefined, people: Map<string, PersonRef>, paths: Map<string, string>): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.join('; ');
  if (type === 'person') return people.get(String(value))?.email ?? '';
  return type === 'location' ? (paths.get(String(value)) ?? '') : String(value);
}
