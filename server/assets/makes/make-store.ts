import type { Sql } from '../../../db/connection.ts';
import { afterCursor, toPage } from '../../platform/keyset.ts';
import { nameKey } from '../asset.ts';
import type { Alias, Make, Manufacturer, Model } from './make.ts';

/** A maker's compared form; nobody is ''. */
export const makerKey = (manufacturer: string | null): string => (manufacturer === null ? '' : nameKey(manufacturer));

const chunk = 500;

async function inChunks<Row>(values: string[], read: (some: string[]) => Promise<Row[]>): Promise<Row[]> {
  const found: Row[] = [];
  for (let start = 0; start < values.length; start += chunk) found.push(...(await read(values.slice(start, start + chunk))));
  return found;
}

/** The names under which makers with these compared forms go, aliases resolved, by the form that was asked for. */
export async function makerNames(sql: Sql, keys: string[]): Promise<Map<string, string>> {
  const own = await inChunks<{ nameKey: string; name: string }>(keys, (some) =>
    sql('manufacturers').select('nameKey', 'name').whereIn('nameKey', some),
  );
  const names = new Map(own.map((row) => [row.nameKey, row.name]));
  const open = keys.filter((key) => !names.has(key));
  const aliased = await inChunks<{ nameKey: string; name: string }>(open, (some) =>
    sql('manufacturerAliases')
      .join('manufacturers', 'manufacturers.id', 'manufacturerAliases.manufacturerId')
      .select('manufacturerAliases.nameKey', 'manufacturers.name')
      .whereIn('manufacturerAliases.nameKey', some),
  );
  for (const row of aliased) names.set(row.nameKey, row.name);
  return names;
}

/** A model's place among all: its maker's compared form and its own. */
export const modelKey = ({ manufacturer, model }: Make): string => `${makerKey(manufacturer)}\n${nameKey(model ?? '')}`;

interface ModelName {
  manufacturerKey: string;
  nameKey: string;
  manufacturer: string | null;
  name: string;
}

/** What models with these names are, aliases resolved, by `modelKey` of what was asked for. */
export async function modelNames(sql: Sql, makes: Make[]): Promise<Map<string, Make>> {
  const keys = [...new Set(makes.map(({ model }) => nameKey(model ?? '')))];
  const own = await inChunks<ModelName>(keys, (some) =>
    sql('assetModels').select('manufacturerKey', 'nameKey', 'manufacturer', 'name').whereIn('nameKey', some),
  );
  const aliased = await inChunks<ModelName>(keys, (some) =>
    sql('assetModelAliases')
      .join('assetModels', 'assetModels.id', 'assetModelAliases.modelId')
      .select('assetModelAliases.manufacturerKey', 'assetModelAliases.nameKey', 'assetModels.manufacturer', 'assetModels.name')
      .whereIn('assetModelAliases.nameKey', some),
  );
  // Records go before aliases.
  return new Map(
    [...aliased, ...own].map((row) => [`${row.manufacturerKey}\n${row.nameKey}`, { manufacturer: row.manufacturer, model: row.name }]),
  );
}

export async function insertManufacturers(tx: Sql, manufacturers: Manufacturer[]): Promise<void> {
  const rows = manufacturers.map((manufacturer) => ({ ...manufacturer, nameKey: nameKey(manufacturer.name) }));
  for (let start = 0; start < rows.length; start += 200) {
    await tx('manufacturers')
      .insert(rows.slice(start, start + 200))
      .onConflict('nameKey')
      .ignore();
  }
}

export async function insertModels(tx: Sql, models: Model[]): Promise<void> {
  const rows = models.map(modelRow);
  for (let start = 0; start < rows.length; start += 200) {
    await tx('assetModels')
      .insert(rows.slice(start, start + 200))
      .onConflict(['manufacturerKey', 'nameKey'])
      .ignore();
  }
}

const modelRow = (model: Model) => ({ ...model, manufacturerKey: makerKey(model.manufacturer), nameKey: nameKey(model.name) });

const manufacturerColumns = [
  'id',
  'name',
  'url',
  'supportUrl',
  'supportPhone',
  'supportEmail',
  'notes',
  'version',
  'createdAt',
  'updatedAt',
];

/** The maker with this id, or null. */
export async function findManufacturer(sql: Sql, id: string): Promise<Manufacturer | null> {
  return (await sql('manufacturers').select(manufacturerColumns).where({ id }).first()) ?? null;
}

/** The maker with this name or this other writing, or null. */
export async function findManufacturerByName(sql: Sql, name: string): Promise<Manufacturer | null> {
  const key = nameKey(name);
  const own = await sql('manufacturers').select(manufacturerColumns).where({ nameKey: key }).first();
  if (own) return own;
  const alias = await sql('manufacturerAliases').where({ nameKey: key }).first();
  return alias ? findManufacturer(sql, alias.manufacturerId) : null;
}

/** Changes a maker that still has the version before; answers false when somebody was faster. */
export async function updateManufacturer(tx: Sql, { id, createdAt: _, ...manufacturer }: Manufacturer): Promise<boolean> {
  const count = await tx('manufacturers')
    .where({ id, version: manufacturer.version - 1 })
    .update({ ...manufacturer, nameKey: nameKey(manufacturer.name) });
  return count === 1;
}

export async function deleteManufacturer(tx: Sql, id: string): Promise<void> {
  await tx('manufacturers').where({ id }).delete();
}

const byName = [
  { column: 'nameKey', direction: 'asc' },
  { column: 'id', direction: 'asc' },
] as const;

const beginsWith = (name: string): string => `${nameKey(name).replace(/[\\%_]/g, '\\$&')}%`;

interface Listed {
  limit: number;
  cursor?: string | undefined;
  q?: string | undefined;
}

/** A page of makers by name. */
export async function listManufacturers(sql: Sql, query: Listed): Promise<{ items: Manufacturer[]; nextCursor: string | null }> {
  const rows = sql('manufacturers')
    .select([...manufacturerColumns, 'nameKey'])
    .limit(query.limit + 1);
  if (query.q) rows.whereRaw("name_key like ? escape '\\'", [beginsWith(query.q)]);
  const found: Array<Manufacturer & { nameKey: string }> = await afterCursor(rows, [...byName], query.cursor);
  const page = toPage(found, query.limit, (row) => [row.nameKey, row.id]);
  return { items: page.items.map(({ nameKey: _, ...each }) => each), nextCursor: page.nextCursor };
}

/** Every maker's id and name, for comparing them with each other. */
export async function allManufacturers(sql: Sql): Promise<Array<{ id: string; name: string; nameKey: string }>> {
  return sql('manufacturers').select('id', 'name', 'nameKey').orderBy(['nameKey', 'id']).limit(20_000);
}

/** Other writings of a maker. */
export async function aliasesOf(sql: Sql, manufacturerIds: string[]): Promise<Map<string, Alias[]>> {
  const rows: Array<Alias & { manufacturerId: string }> = await sql('manufacturerAliases')
    .select('manufacturerId', 'nameKey', 'name')
    .whereIn('manufacturerId', manufacturerIds)
    .orderBy('nameKey');
  return grouped(rows.map(({ manufacturerId, ...alias }) => [manufacturerId, alias]));
}

export const grouped = <T>(pairs: Array<[string, T]>): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
};

/** Lets a name mean this maker from now on, whatever it meant. */
export async function putAlias(tx: Sql, alias: Alias & { manufacturerId: string; createdAt: Date }): Promise<void> {
  await tx('manufacturerAliases').insert(alias).onConflict('nameKey').merge(['name', 'manufacturerId', 'createdAt']);
}

/** Lets other writings of one maker mean the other. */
export async function moveAliases(tx: Sql, fromId: string, intoId: string): Promise<void> {
  await tx('manufacturerAliases').where({ manufacturerId: fromId }).update({ manufacturerId: intoId });
}

/** Takes another writing away; answers whether the maker had it. */
export async function deleteAlias(tx: Sql, manufacturerId: string, key: string): Promise<boolean> {
  return (await tx('manufacturerAliases').where({ manufacturerId, nameKey: key }).delete()) === 1;
}

const modelColumns = [
  'id',
  'manufacturer',
  'name',
  'modelNumber',
  'kind',
  'warrantyMonths',
  'lifeMonths',
  'url',
  'notes',
  'isActive',
  'version',
  'createdAt',
  'updatedAt',
];

/** The model with this id, or null. */
export async function findModel(sql: Sql, id: string): Promise<Model | null> {
  return (await sql('assetModels').select(modelColumns).where({ id }).first()) ?? null;
}

/** The record of exactly this maker and model, or null; aliases are not asked. */
export async function findModelByMake(sql: Sql, make: Make): Promise<Model | null> {
  const where = { manufacturerKey: makerKey(make.manufacturer), nameKey: nameKey(make.model ?? '') };
  return (await sql('assetModels').select(modelColumns).where(where).first()) ?? null;
}

/** Every model of a maker. */
export async function modelsOfMaker(sql: Sql, manufacturer: string | null): Promise<Model[]> {
  return sql('assetModels')
    .select(modelColumns)
    .where({ manufacturerKey: makerKey(manufacturer) })
    .orderBy('nameKey');
}

/** Changes a model that still has the version before; answers false when somebody was faster. */
export async function updateModel(tx: Sql, model: Model): Promise<boolean> {
  const { id, createdAt: _, ...row } = modelRow(model);
  const count = await tx('assetModels')
    .where({ id, version: model.version - 1 })
    .update(row);
  return count === 1;
}

export async function deleteModel(tx: Sql, id: string): Promise<void> {
  await tx('assetModels').where({ id }).delete();
}

/** A page of models by name, of one maker or of all. */
export async function listModels(
  sql: Sql,
  query: Listed & { manufacturer?: string | undefined; kind?: string | undefined; active?: 'true' | 'false' | undefined },
): Promise<{ items: Model[]; nextCursor: string | null }> {
  const rows = sql('assetModels')
    .select([...modelColumns, 'nameKey'])
    .limit(query.limit + 1);
  if (query.q) rows.whereRaw("name_key like ? escape '\\'", [beginsWith(query.q)]);
  if (query.manufacturer !== undefined) rows.where({ manufacturerKey: makerKey(query.manufacturer) });
  if (query.kind) rows.where({ kind: query.kind });
  if (query.active) rows.where({ isActive: query.active === 'true' });
  const found: Array<Model & { nameKey: string }> = await afterCursor(rows, [...byName], query.cursor);
  const page = toPage(found, query.limit, (row) => [row.nameKey, row.id]);
  return { items: page.items.map(({ nameKey: _, ...each }) => each), nextCursor: page.nextCursor };
}

/** Lets a maker's name for a model mean this record from now on, whatever it meant. */
export async function putModelAlias(tx: Sql, alias: Alias & { manufacturerKey: string; modelId: string; createdAt: Date }): Promise<void> {
  await tx('assetModelAliases').insert(alias).onConflict(['manufacturerKey', 'nameKey']).merge(['name', 'modelId', 'createdAt']);
}

/** Lets other writings of one model mean the other. */
export async function moveModelAliases(tx: Sql, fromId: string, intoId: string): Promise<void> {
  await tx('assetModelAliases').where({ modelId: fromId }).update({ modelId: intoId });
}

/** Other writings of models, with the maker under which they were written. */
export async function modelAliasesOf(sql: Sql, modelIds: string[]): Promise<Map<string, Array<Alias & { manufacturerKey: string }>>> {
  const rows: Array<Alias & { manufacturerKey: string; modelId: string }> = await sql('assetModelAliases')
    .select('modelId', 'manufacturerKey', 'nameKey', 'name')
    .whereIn('modelId', modelIds)
    .orderBy(['manufacturerKey', 'nameKey']);
  return grouped(rows.map(({ modelId, ...alias }) => [modelId, alias]));
}

/** Takes another writing away; answers whether the model had it. */
export async function deleteModelAlias(tx: Sql, modelId: string, key: string): Promise<boolean> {
  return (await tx('assetModelAliases').where({ modelId, nameKey: key }).delete()) > 0;
}

/** How many assets carry this make, counted to a thousand. */
export async function countOfMake(sql: Sql, make: { manufacturer: string | null; model?: string | null }): Promise<number> {
  const some = sql('assets').select('id').where({ manufacturer: make.manufacturer }).limit(1000);
  if (make.model !== undefined) some.where({ model: make.model });
  const [row] = await sql.from(some.as('some')).count('* as count');
  return Number(row?.['count'] ?? 0);
}
