import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { invalid } from '../../platform/problem.ts';
import { nameKey } from '../asset.ts';
import type { Model } from './make.ts';
import {
  deleteManufacturer,
  deleteModel,
  findManufacturer,
  findModel,
  findModelByMake,
  makerKey,
  modelsOfMaker,
  moveAliases,
  moveModelAliases,
  putAlias,
  putModelAlias,
  updateModel,
} from './make-store.ts';
import { enqueueRewriting } from './rewrite-make.ts';
import { knownManufacturer, type ManufacturerView, showManufacturer, tell } from './save-manufacturer.ts';
import { knownModel, type ModelView, showModel, tellOfModel } from './save-model.ts';

/**
 * Makes one maker of two: the first one's name means the other from now on, its models join the other's, and its assets
 * follow. 422 when the other does not exist or is the same.
 */
export async function mergeManufacturers(ctx: Context, actor: Actor, id: string, intoId: string): Promise<ManufacturerView> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const from = await knownManufacturer(tx, id);
    const into = await findManufacturer(sql, intoId);
    if (!into) throw invalid('/intoId', 'There is no such manufacturer');
    if (into.id === from.id) throw invalid('/intoId', 'It is the same');
    for (const model of await modelsOfMaker(sql, from.name)) {
      const twin = await findModelByMake(sql, { manufacturer: into.name, model: model.name });
      if (twin) await joinModels(tx, model, twin);
      else await updateModel(sql, { ...model, manufacturer: into.name, version: model.version + 1, updatedAt: tx.clock() });
    }
    await moveAliases(sql, from.id, into.id);
    await deleteManufacturer(sql, from.id);
    await putAlias(sql, { nameKey: nameKey(from.name), name: from.name, manufacturerId: into.id, createdAt: tx.clock() });
    await enqueueRewriting(tx, actor, { manufacturer: from.name });
    await tell(tx, actor, 'manufacturer.merged', { id: into.id, name: `${from.name} → ${into.name}` });
    return showManufacturer(tx, into.id);
  });
}

/** Makes one model of two, of whichever makers. 422 when the other does not exist or is the same. */
export async function mergeModels(ctx: Context, actor: Actor, id: string, intoId: string): Promise<ModelView> {
  return transact(ctx, async (tx) => {
    const from = await knownModel(tx, id);
    const into = await findModel(tx.db.sql, intoId);
    if (!into) throw invalid('/intoId', 'There is no such model');
    if (into.id === from.id) throw invalid('/intoId', 'It is the same');
    await joinModels(tx, from, into);
    await enqueueRewriting(tx, actor, { manufacturer: from.manufacturer, model: from.name });
    await tellOfModel(tx, actor, 'asset-model.merged', { id: into.id, name: `${from.name} → ${into.name}` });
    await recordAudit(tx, actor, {
      action: 'asset-model.removed',
      subjectType: 'asset-model',
      subjectId: from.id,
      detail: { name: from.name },
    });
    return showModel(tx, into.id);
  });
}

async function joinModels(tx: Context, from: Model, into: Model): Promise<void> {
  const { sql } = tx.db;
  await moveModelAliases(sql, from.id, into.id);
  await deleteModel(sql, from.id);
  const alias = { manufacturerKey: makerKey(from.manufacturer), nameKey: nameKey(from.name), name: from.name };
  await putModelAlias(sql, { ...alias, modelId: into.id, createdAt: tx.clock() });
}
