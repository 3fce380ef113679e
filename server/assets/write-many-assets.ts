import type { Sql } from '../../db/connection.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { removeDocuments } from '../search/search.ts';
import type { Asset } from './asset.ts';
import { insertAssetEvents } from './asset-event-store.ts';
import type { AssetAnswer } from './asset-schemas.ts';
import { indexAssets } from './asset-search.ts';
import { deleteAssets, findAssetRows, insertAssets, nextTags, updateAsset } from './asset-store.ts';
import { changesBetween, type FieldChange, viewsOf } from './asset-view.ts';
import { settleMakesOf } from './makes/settle-makes.ts';
import { eventOf } from './write-asset.ts';

/** A state of an asset and the one that shall follow; a new asset has none before, and an empty tag when the sequence gives it. */
export interface AssetStep {
  before: Asset | null;
  after: Asset;
}

/** What differs in each step, in its order. `coming` names hosts that are not written yet. */
export async function changesOfSteps(
  sql: Sql,
  steps: AssetStep[],
  coming: Map<string, { name: string }> = new Map(),
): Promise<FieldChange[][]> {
  const names = new Map([...coming, ...steps.map(({ after }): [string, { name: string }] => [after.id, { name: after.name }])]);
  const afters = await viewsOf(
    sql,
    steps.map(({ after }) => after),
    names,
  );
  const befores = new Map(
    (
      await viewsOf(
        sql,
        steps.flatMap(({ before }) => before ?? []),
      )
    ).map((view) => [view.id, view]),
  );
  return steps.map(({ before }, i) => changesBetween(before && (befores.get(before.id) as AssetAnswer), afters[i] as AssetAnswer));
}

/**
 * Writes many assets at once, each with a line of history that names the import; gives tags to new ones without, and the
 * next version to all. Whoever calls has checked the rules. 409 when somebody changed one of them meanwhile; answers what
 * each step changed.
 */
export async function writeManyAssets(tx: Context, actor: Actor, steps: AssetStep[], importId: string): Promise<FieldChange[][]> {
  const { sql } = tx.db;
  await settleMakesOf(tx, steps);
  const fresh = steps.filter(({ before }) => before === null).map(({ after }) => after);
  const untagged = fresh.filter(({ tag }) => tag === '');
  const tags = await nextTags(sql, untagged, tx.clock().getUTCFullYear());
  for (const [i, asset] of untagged.entries()) asset.tag = tags[i] as string;
  await insertAssets(sql, fresh);
  for (const { before, after } of steps) {
    if (!before) continue;
    Object.assign(after, { version: before.version + 1, updatedAt: tx.clock() });
    if (!(await updateAsset(sql, after))) throw new Problem('conflict', `Somebody changed ${before.tag} a moment ago: import again`);
  }
  await indexAssets(
    sql,
    steps.map(({ after }) => after),
  );
  const changes = await changesOfSteps(sql, steps);
  const events = steps.map(({ before, after }, i) =>
    eventOf(tx, actor, after.id, { kind: before ? 'changed' : 'registered', source: 'import', importId }, changes[i] as FieldChange[]),
  );
  await insertAssetEvents(sql, events);
  return changes;
}

/** Makes assets never have been; for the undoing of an import alone. */
export async function removeImportedAssets(tx: Context, ids: string[]): Promise<void> {
  await removeDocuments(tx.db.sql, 'asset', ids);
  await deleteAssets(tx.db.sql, ids);
}

/** Puts assets back to what they were before an import, as a line of their history. 409 when somebody was faster. */
export async function restoreImportedAssets(tx: Context, actor: Actor, befores: Asset[], importId: string): Promise<void> {
  const { sql } = tx.db;
  const present = await findAssetRows(
    sql,
    'id',
    befores.map(({ id }) => id),
  );
  const versions = new Map(present.map(({ id, version }) => [id, version]));
  const views = new Map((await viewsOf(sql, present)).map((view) => [view.id, view]));
  const restored = befores.map((before) => ({ ...before, version: (versions.get(before.id) ?? 0) + 1, updatedAt: tx.clock() }));
  for (const asset of restored) {
    if (!(await updateAsset(sql, asset))) throw new Problem('conflict', `Somebody changed ${asset.tag} a moment ago`);
  }
  await indexAssets(sql, restored);
  const events = (await viewsOf(sql, restored)).map((view) =>
    eventOf(tx, actor, view.id, { kind: 'undone', source: 'import', importId }, changesBetween(views.get(view.id) as AssetAnswer, view)),
  );
  await insertAssetEvents(sql, events);
}
