import type { z } from 'zod';
import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import { nameKey } from '../asset.ts';
import { type Alias, coreName, type Manufacturer } from './make.ts';
import type { ManufacturerChanges, newManufacturer } from './make-schemas.ts';
import {
  aliasesOf,
  allManufacturers,
  countOfMake,
  deleteAlias,
  deleteManufacturer,
  findManufacturer,
  findManufacturerByName,
  grouped,
  insertManufacturers,
  modelsOfMaker,
  putAlias,
  updateManufacturer,
  updateModel,
} from './make-store.ts';
import { enqueueRewriting } from './rewrite-make.ts';

export type ManufacturerView = Manufacturer & { aliases: Alias[]; assetCount: number };

/** Makers with their other writings and how many assets they made. */
export async function viewManufacturers(ctx: Context, manufacturers: Manufacturer[]): Promise<ManufacturerView[]> {
  const aliases = await aliasesOf(
    ctx.db.sql,
    manufacturers.map(({ id }) => id),
  );
  return Promise.all(
    manufacturers.map(async (each) => ({
      ...each,
      aliases: aliases.get(each.id) ?? [],
      assetCount: await countOfMake(ctx.db.sql, { manufacturer: each.name }),
    })),
  );
}

/** One maker; 404 when there is none. */
export async function showManufacturer(ctx: Context, id: string): Promise<ManufacturerView> {
  const [view] = await viewManufacturers(ctx, [await knownManufacturer(ctx, id)]);
  return view as ManufacturerView;
}

/** Adds a maker; 422 when the name means one already. */
export async function addManufacturer(ctx: Context, actor: Actor, input: z.output<typeof newManufacturer>): Promise<ManufacturerView> {
  return transact(ctx, async (tx) => {
    await checkName(tx, input.name, null);
    const now = tx.clock();
    const manufacturer: Manufacturer = { ...input, id: newId(), version: 1, createdAt: now, updatedAt: now };
    await insertManufacturers(tx.db.sql, [manufacturer]);
    await tell(tx, actor, 'manufacturer.added', manufacturer);
    return showManufacturer(tx, manufacturer.id);
  });
}

/** Changes a maker; with its name, that of its models and assets follows, and the old one goes on meaning it. 412 when somebody was faster. */
export async function changeManufacturer(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: ManufacturerChanges,
  ifMatch: number | null,
): Promise<ManufacturerView> {
  return transact(ctx, async (tx) => {
    const before = await knownManufacturer(tx, id);
    checkVersion(before, ifMatch);
    if (changes.name !== undefined) await checkName(tx, changes.name, id);
    const after: Manufacturer = { ...before, ...changes, version: before.version + 1, updatedAt: tx.clock() };
    if (after.name !== before.name) await rename(tx, actor, before, after);
    if (!(await updateManufacturer(tx.db.sql, after))) throw new Problem('version_mismatch');
    await tell(tx, actor, 'manufacturer.changed', after);
    return showManufacturer(tx, id);
  });
}

async function rename(tx: Context, actor: Actor, before: Manufacturer, after: Manufacturer): Promise<void> {
  const { sql } = tx.db;
  await deleteAlias(sql, before.id, nameKey(after.name));
  if (nameKey(before.name) !== nameKey(after.name)) {
    await putAlias(sql, { nameKey: nameKey(before.name), name: before.name, manufacturerId: before.id, createdAt: tx.clock() });
  }
  for (const model of await modelsOfMaker(sql, before.name)) {
    await updateModel(sql, { ...model, manufacturer: after.name, version: model.version + 1, updatedAt: tx.clock() });
  }
  await enqueueRewriting(tx, actor, { manufacturer: before.name });
}

/** Removes a maker that nothing was made by; 409 otherwise. */
export async function removeManufacturer(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const manufacturer = await knownManufacturer(tx, id);
    const models = await modelsOfMaker(tx.db.sql, manufacturer.name);
    if (models.length > 0 || (await countOfMake(tx.db.sql, { manufacturer: manufacturer.name })) > 0) {
      throw new Problem('conflict', `${manufacturer.name} has models or assets: merge it with another instead`);
    }
    await deleteManufacturer(tx.db.sql, id);
    await tell(tx, actor, 'manufacturer.removed', manufacturer);
  });
}

/** Lets another writing mean this maker; 422 when it means another one. */
export async function addAlias(ctx: Context, actor: Actor, id: string, name: string): Promise<ManufacturerView> {
  return transact(ctx, async (tx) => {
    const manufacturer = await knownManufacturer(tx, id);
    await checkName(tx, name, null);
    await putAlias(tx.db.sql, { nameKey: nameKey(name), name, manufacturerId: id, createdAt: tx.clock() });
    await tell(tx, actor, 'manufacturer.changed', manufacturer);
    return showManufacturer(tx, id);
  });
}

/** Lets another writing mean nothing again; assets that were called by it keep the name that they have. */
export async function removeAlias(ctx: Context, actor: Actor, id: string, key: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const manufacturer = await knownManufacturer(tx, id);
    if (!(await deleteAlias(tx.db.sql, id, key))) throw notFound('other writing');
    await tell(tx, actor, 'manufacturer.changed', manufacturer);
  });
}

/** Groups of makers of which the names differ in no more than legal forms and signs, those with the most assets first. */
export async function likelyTwins(ctx: Context): Promise<Array<Array<{ id: string; name: string; assetCount: number }>>> {
  const all = await allManufacturers(ctx.db.sql);
  const groups = [...grouped(all.map((each) => [coreName(each.nameKey), each])).values()].filter((group) => group.length > 1).slice(0, 50);
  const counted = await Promise.all(
    groups.map((group) =>
      Promise.all(group.map(async ({ id, name }) => ({ id, name, assetCount: await countOfMake(ctx.db.sql, { manufacturer: name }) }))),
    ),
  );
  return counted.map((group) => group.sort((a, b) => b.assetCount - a.assetCount));
}

/** The maker with this id; 404 otherwise. */
export async function knownManufacturer(ctx: Context, id: string): Promise<Manufacturer> {
  const manufacturer = await findManufacturer(ctx.db.sql, id);
  if (!manufacturer) throw notFound('manufacturer');
  return manufacturer;
}

/** 412 when the caller read another version than the present one. */
export function checkVersion({ version }: { version: number }, ifMatch: number | null): void {
  if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
}

async function checkName(tx: Context, name: string, ownId: string | null): Promise<void> {
  const namesake = await findManufacturerByName(tx.db.sql, name);
  if (namesake && namesake.id !== ownId) throw invalid('/name', `${name} means ${namesake.name} already`);
}

/** Notes in the audit log what was done to a maker, and tells open pages. */
export async function tell(tx: Context, actor: Actor, action: string, { id, name }: { id: string; name: string }): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'manufacturer', subjectId: id, detail: { name } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'asset-make.changed', id, audience: { role: 'technician' } }));
}
