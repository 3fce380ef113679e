import type { Sql } from '../../db/connection.ts';
import { drawTags, sequencesFor } from '../asset-kinds/sequences/draw-tags.ts';
import type { Taggable, TagSequence } from '../asset-kinds/sequences/tag-sequence.ts';
import { type Asset, nameKey, tagKey, tagOrder } from './asset.ts';
import { fieldValueRows } from './asset-field-values.ts';
import { identifierKeys, serialKey } from './asset-identifiers.ts';

export const assetColumns = [
  'id',
  'tag',
  'kind',
  'name',
  'serial',
  'manufacturer',
  'model',
  'status',
  'locationId',
  'custodianType',
  'custodianId',
  'checkedOutAt',
  'dueAt',
  'warrantyUntil',
  'purchasedOn',
  'purchaseCostCents',
  'purchaseCurrency',
  'notes',
  'criticality',
  'identifiersJson',
  'companyId',
  'fieldsJson',
  'version',
  'createdAt',
  'updatedAt',
];

/** Rows of one INSERT: some 30 columns each, and SQLite takes 32,766 values in a statement. */
const batch = 200;

function rowOf(asset: Asset): Record<string, unknown> {
  const { identifiers, fields, ...columns } = asset;
  return {
    ...columns,
    tagKey: tagKey(asset.tag),
    tagOrder: tagOrder(asset.tag),
    nameKey: nameKey(asset.name),
    serialKey: serialKey(asset.serial),
    identifiersJson: JSON.stringify(identifiers),
    fieldsJson: JSON.stringify(fields),
  };
}

/** The asset with this id or this tag in any case, or null. */
export async function findAssetRow(sql: Sql, idOrTag: string): Promise<Asset | null> {
  const row = await sql('assets').select(assetColumns).where({ id: idOrTag }).first();
  return (
    row ??
    (await sql('assets')
      .select(assetColumns)
      .where({ tagKey: tagKey(idOrTag) })
      .first()) ??
    null
  );
}

/** All assets whose column has one of these values, however many there are. */
export async function findAssetRows(sql: Sql, column: 'id' | 'tagKey' | 'serialKey' | 'custodianId', values: string[]): Promise<Asset[]> {
  const found: Asset[] = [];
  for (let start = 0; start < values.length; start += 500) {
    found.push(
      ...(await sql('assets')
        .select(assetColumns)
        .whereIn(column, values.slice(start, start + 500))
        .orderBy('tagOrder')),
    );
  }
  return found;
}

/** The tag of an asset that carries this serial number, other than `exceptId`, or null. */
export async function serialBearer(sql: Sql, serial: string | null, exceptId = ''): Promise<string | null> {
  const key = serialKey(serial);
  if (!key) return null;
  const row = await sql('assets').select('tag').where({ serialKey: key }).whereNot({ id: exceptId }).first();
  return row?.tag ?? null;
}

/** The tag of an asset with this identifier, other than `exceptId`, or null. */
export async function identifierBearer(sql: Sql, type: 'uuid' | 'mac' | 'imei', value: string, exceptId = ''): Promise<string | null> {
  const row = await sql('assetIdentifiers')
    .join('assets', 'assets.id', 'assetIdentifiers.assetId')
    .select('assets.tag')
    .where({ 'assetIdentifiers.value': value, 'assetIdentifiers.type': type })
    .whereNot({ 'assets.id': exceptId })
    .first();
  return row?.tag ?? null;
}

/** The next tag of the asset's sequence that nobody has; concurrent registrations wait for each other. */
export const nextTag = async (tx: Sql, asset: Taggable, year: number): Promise<string> => (await nextTags(tx, [asset], year))[0] as string;

export async function insertAssets(tx: Sql, assets: Asset[]): Promise<void> {
  for (let start = 0; start < assets.length; start += batch) await tx('assets').insert(assets.slice(start, start + batch).map(rowOf));
  await insertIdentifiers(tx, assets);
  await insertFieldValues(tx, assets);
}

async function insertFieldValues(tx: Sql, assets: Asset[]): Promise<void> {
  const rows = await fieldValueRows(tx, assets);
  for (let start = 0; start < rows.length; start += 500) await tx('assetFieldValues').insert(rows.slice(start, start + 500));
}

async function insertIdentifiers(tx: Sql, assets: Asset[]): Promise<void> {
  const rows = assets.flatMap((asset) => identifierKeys(asset.identifiers).map((key) => ({ assetId: asset.id, ...key })));
  // SQLite joins the rows of an INSERT as that many selects, of which it takes 500.
  for (let start = 0; start < rows.length; start += 500) await tx('assetIdentifiers').insert(rows.slice(start, start + 500));
}

/** Writes an asset that still has the version before; answers false when somebody was faster. */
export async function updateAsset(tx: Sql, asset: Asset): Promise<boolean> {
  const { id, createdAt: _, ...row } = rowOf(asset);
  const count = await tx('assets')
    .where({ id, version: asset.version - 1 })
    .update(row);
  if (count !== 1) return false;
  await tx('assetIdentifiers').where({ assetId: id }).delete();
  await insertIdentifiers(tx, [asset]);
  await tx('assetFieldValues').where({ assetId: id }).delete();
  await insertFieldValues(tx, [asset]);
  return true;
}

/** Makes assets never have been, with their history; for the undoing of an import alone. */
export async function deleteAssets(tx: Sql, ids: string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += 500) {
    const some = ids.slice(start, start + 500);
    await tx('assetIdentifiers').whereIn('assetId', some).delete();
    await tx('assetEvents').whereIn('assetId', some).delete();
    await tx('assets').whereIn('id', some).delete();
  }
}

/** The tags of assets that are inside this one, at most ten. */
export async function tagsInside(sql: Sql, assetId: string): Promise<string[]> {
  const rows = await sql('assets').select('tag').where({ custodianId: assetId, custodianType: 'asset' }).orderBy('tagOrder').limit(10);
  return rows.map((row: { tag: string }) => row.tag);
}

/** Ids of the assets that have these identifiers, by identifier. */
export async function findIdentifierBearers(sql: Sql, type: 'uuid' | 'mac' | 'imei', values: string[]): Promise<Map<string, string>> {
  const bearers = new Map<string, string>();
  for (let start = 0; start < values.length; start += 500) {
    const rows: Array<{ value: string; assetId: string }> = await sql('assetIdentifiers')
      .select('value', 'assetId')
      .whereIn('value', values.slice(start, start + 500))
      .where({ type });
    for (const { value, assetId } of rows) bearers.set(value, assetId);
  }
  return bearers;
}

/** The next tags that nobody has for these assets, in their order, each from its sequence. */
export async function nextTags(tx: Sql, assets: readonly Taggable[], year: number): Promise<string[]> {
  const sequences = await sequencesFor(tx, assets);
  const counts = new Map<string | undefined, { sequence: TagSequence | null; count: number }>();
  for (const sequence of sequences) {
    const known = counts.get(sequence?.id) ?? { sequence, count: 0 };
    counts.set(sequence?.id, { sequence, count: known.count + 1 });
  }
  const tags = new Map<string | undefined, string[]>();
  // Always in the same order: two who draw from the same sequences cannot wait for each other.
  for (const [id, { sequence, count }] of [...counts].sort(([a = ''], [b = '']) => (a < b ? -1 : 1))) {
    tags.set(id, await freeTags(tx, sequence, count, year));
  }
  return sequences.map((sequence) => (tags.get(sequence?.id) as string[]).shift() as string);
}

async function freeTags(tx: Sql, sequence: TagSequence | null, count: number, year: number): Promise<string[]> {
  const tags: string[] = [];
  while (tags.length < count) {
    const some = await drawTags(tx, sequence, count - tags.length, year);
    const taken = new Set(await takenTagKeys(tx, some.map(tagKey)));
    tags.push(...some.filter((tag) => !taken.has(tagKey(tag))));
  }
  return tags;
}

async function takenTagKeys(tx: Sql, keys: string[]): Promise<string[]> {
  const taken: string[] = [];
  for (let start = 0; start < keys.length; start += 500) {
    const rows: Array<{ tagKey: string }> = await tx('assets')
      .select('tagKey')
      .whereIn('tagKey', keys.slice(start, start + 500));
    taken.push(...rows.map((row) => row.tagKey));
  }
  return taken;
}
