import type { z } from 'zod';
import { transact } from '../../../db/transaction.ts';
import { kindOf } from '../../asset-kinds/kind-queries.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import { nameKey } from '../asset.ts';
import type { Alias, Model } from './make.ts';
import type { ModelChanges, newModel } from './make-schemas.ts';
import {
  countOfMake,
  deleteModel,
  deleteModelAlias,
  findModel,
  findModelByMake,
  insertModels,
  makerKey,
  modelAliasesOf,
  modelKey,
  modelNames,
  putModelAlias,
  updateModel,
} from './make-store.ts';
import { enqueueRewriting } from './rewrite-make.ts';
import { checkVersion } from './save-manufacturer.ts';
import { settleMakes } from './settle-makes.ts';

export type ModelView = Model & { aliases: Array<Alias & { manufacturerKey: string }>; assetCount: number };

/** Models with their other writings and how many assets there are of them. */
export async function viewModels(ctx: Context, models: Model[]): Promise<ModelView[]> {
  const aliases = await modelAliasesOf(
    ctx.db.sql,
    models.map(({ id }) => id),
  );
  return Promise.all(
    models.map(async (each) => ({
      ...each,
      aliases: aliases.get(each.id) ?? [],
      assetCount: await countOfMake(ctx.db.sql, { manufacturer: each.manufacturer, model: each.name }),
    })),
  );
}

/** One model; 404 when there is none. */
export async function showModel(ctx: Context, id: string): Promise<ModelView> {
  const [view] = await viewModels(ctx, [await knownModel(ctx, id)]);
  return view as ModelView;
}

/** Adds a model, and its maker where that is new; 422 when the maker has one of this name. */
export async function addModel(ctx: Context, actor: Actor, input: z.output<typeof newModel>): Promise<ModelView> {
  return transact(ctx, async (tx) => {
    await checkKind(tx, input.kind);
    const [make] = await settleMakes(tx, [{ manufacturer: input.manufacturer, model: null }]);
    const now = tx.clock();
    const model: Model = { ...input, manufacturer: make?.manufacturer ?? null, id: newId(), version: 1, createdAt: now, updatedAt: now };
    await checkName(tx, model);
    await insertModels(tx.db.sql, [model]);
    await tellOfModel(tx, actor, 'asset-model.added', model);
    return showModel(tx, model.id);
  });
}

/** Changes a model; its assets follow its names, and the old ones go on meaning it. 412 when somebody was faster. */
export async function changeModel(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: ModelChanges,
  ifMatch: number | null,
): Promise<ModelView> {
  return transact(ctx, async (tx) => {
    const before = await knownModel(tx, id);
    checkVersion(before, ifMatch);
    if (changes.kind !== undefined) await checkKind(tx, changes.kind);
    const after: Model = { ...before, ...changes, version: before.version + 1, updatedAt: tx.clock() };
    if (changes.manufacturer !== undefined) {
      after.manufacturer = (await settleMakes(tx, [{ manufacturer: changes.manufacturer, model: null }]))[0]?.manufacturer ?? null;
    }
    if (after.name !== before.name || after.manufacturer !== before.manufacturer) await rename(tx, actor, before, after);
    if (!(await updateModel(tx.db.sql, after))) throw new Problem('version_mismatch');
    await tellOfModel(tx, actor, 'asset-model.changed', after);
    return showModel(tx, id);
  });
}

async function rename(tx: Context, actor: Actor, before: Model, after: Model): Promise<void> {
  const isOther = modelKey(makeOf(before)) !== modelKey(makeOf(after));
  if (isOther) {
    await checkName(tx, after);
    await deleteModelAlias(tx.db.sql, before.id, nameKey(after.name));
    const alias = { manufacturerKey: makerKey(before.manufacturer), nameKey: nameKey(before.name), name: before.name };
    await putModelAlias(tx.db.sql, { ...alias, modelId: before.id, createdAt: tx.clock() });
  }
  await enqueueRewriting(tx, actor, { manufacturer: before.manufacturer, model: before.name });
}

/** Removes a model that no asset is of; 409 otherwise: it can be set aside instead. */
export async function removeModel(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const model = await knownModel(tx, id);
    if ((await countOfMake(tx.db.sql, makeOf(model))) > 0)
      throw new Problem('conflict', `There are assets of ${model.name}: set it aside instead`);
    await deleteModel(tx.db.sql, id);
    await tellOfModel(tx, actor, 'asset-model.removed', model);
  });
}

/** Lets another writing mean nothing again; assets that were called by it keep the name that they have. */
export async function removeModelAlias(ctx: Context, actor: Actor, id: string, key: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const model = await knownModel(tx, id);
    if (!(await deleteModelAlias(tx.db.sql, id, key))) throw notFound('other writing');
    await tellOfModel(tx, actor, 'asset-model.changed', model);
  });
}

/** The model with this id; 404 otherwise. */
export async function knownModel(ctx: Context, id: string): Promise<Model> {
  const model = await findModel(ctx.db.sql, id);
  if (!model) throw notFound('model');
  return model;
}

const makeOf = ({ manufacturer, name }: Model) => ({ manufacturer, model: name });

async function checkKind(tx: Context, kind: string | null): Promise<void> {
  if (kind && !(await kindOf(tx.db.sql, kind))) throw invalid('/kind', 'There is no such kind');
}

async function checkName(tx: Context, model: Model): Promise<void> {
  const make = makeOf(model);
  const twin = await findModelByMake(tx.db.sql, make);
  if (twin && twin.id !== model.id) throw invalid('/name', `There is a model ${twin.name} of this maker already`);
  const meant = (await modelNames(tx.db.sql, [make])).get(modelKey(make));
  if (meant && meant.model !== model.name && meant.model !== null) {
    const other = await findModelByMake(tx.db.sql, meant);
    if (other && other.id !== model.id) throw invalid('/name', `${model.name} means ${meant.model} already`);
  }
}

/** Notes in the audit log what was done to a model, and tells open pages. */
export async function tellOfModel(tx: Context, actor: Actor, action: string, { id, name }: { id: string; name: string }): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'asset-model', subjectId: id, detail: { name } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'asset-make.changed', id, audience: { role: 'technician' } }));
}
