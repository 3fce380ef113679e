import type { Sql } from '../../../db/connection.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { nameKey } from '../asset.ts';
import type { Make, Manufacturer, Model } from './make.ts';
import { insertManufacturers, insertModels, makerNames, modelKey, modelNames } from './make-store.ts';

/** Makers and models as the register calls them, in the order of what was given; what it does not know stays as it was written. */
export async function canonicalMakes(sql: Sql, makes: Make[]): Promise<Make[]> {
  const makerKeys = [...new Set(makes.flatMap(({ manufacturer }) => (manufacturer ? [nameKey(manufacturer)] : [])))];
  const makers = makerKeys.length > 0 ? await makerNames(sql, makerKeys) : new Map<string, string>();
  const named = makes.map(({ manufacturer, model }) => ({
    manufacturer: manufacturer && (makers.get(nameKey(manufacturer)) ?? manufacturer),
    model,
  }));
  const withModel = named.filter(({ model }) => model !== null);
  if (withModel.length === 0) return named;
  const models = await modelNames(sql, withModel);
  return named.map((make) => (make.model === null ? make : (models.get(modelKey(make)) ?? make)));
}

/** The same, and what the register does not know becomes a record of it, in the transaction. */
export async function settleMakes(tx: Context, makes: Make[]): Promise<Make[]> {
  const { sql } = tx.db;
  const settled = await canonicalMakes(sql, makes);
  const now = tx.clock();
  const kept = { version: 1, createdAt: now, updatedAt: now };
  const makers = new Map(settled.flatMap(({ manufacturer }) => (manufacturer ? [[nameKey(manufacturer), manufacturer]] : [])));
  const knownMakers = await makerNames(sql, [...makers.keys()]);
  const newMakers = [...makers]
    .filter(([key]) => !knownMakers.has(key))
    .map(([, name]): Manufacturer => ({ ...blankMaker, ...kept, id: newId(), name }));
  await insertManufacturers(sql, newMakers);
  const models = new Map(settled.filter(({ model }) => model !== null).map((make) => [modelKey(make), make]));
  if (models.size === 0) return settled;
  const knownModels = await modelNames(sql, [...models.values()]);
  const newModels = [...models]
    .filter(([key]) => !knownModels.has(key))
    .map(([, { manufacturer, model }]): Model => ({ ...blankModel, ...kept, id: newId(), manufacturer, name: model as string }));
  await insertModels(sql, newModels);
  return settled;
}

const blankMaker = { url: null, supportUrl: null, supportPhone: null, supportEmail: null, notes: null };
const blankModel = { modelNumber: null, kind: null, warrantyMonths: null, lifeMonths: null, url: null, notes: null, isActive: true };

const isSameMake = (a: Make, b: Make | null): boolean => a.manufacturer === (b?.manufacturer ?? null) && a.model === (b?.model ?? null);

/** Calls makers and models of assets that are about to be written as the register does. What an asset had already is left. */
export async function settleMakesOf(tx: Context, steps: Array<{ before: Make | null; after: Make }>): Promise<void> {
  const open = steps.filter(({ before, after }) => !isSameMake(after, before));
  if (open.length === 0) return;
  const settled = await settleMakes(
    tx,
    open.map(({ after }) => makeOf(after)),
  );
  for (const [i, { after }] of open.entries()) Object.assign(after, settled[i]);
}

const makeOf = ({ manufacturer, model }: Make): Make => ({ manufacturer, model });
