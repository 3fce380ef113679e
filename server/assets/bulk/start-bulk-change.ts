import { enqueue } from '../../../db/outbox.ts';
import { transact } from '../../../db/transaction.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, Problem } from '../../platform/problem.ts';
import { matchingAssets } from '../list-assets.ts';
import { readAssets } from '../lock-assets.ts';
import { checkLocation } from '../register-asset.ts';
import { checkMayDo } from './apply-to-asset.ts';
import { type BulkAction, type BulkChange, mostAtOnce } from './bulk-change.ts';
import type { NewBulkChange } from './bulk-schemas.ts';
import { insertBulkChange } from './bulk-store.ts';

/**
 * Begins to change many assets in the background: those named, or those that match now. Which they are is kept with the
 * change, so that it goes on after a crash and touches nothing that comes later.
 */
export async function startBulkChange(ctx: Context, actor: Actor, input: NewBulkChange): Promise<BulkChange> {
  return transact(ctx, async (tx) => {
    await checkAction(tx, actor, input.action);
    const ids = await meantAssets(tx, actor, input);
    const change: BulkChange = {
      id: newId(),
      actorId: actor.id as string,
      action: input.action,
      state: 'running',
      total: ids.length,
      done: 0,
      failed: 0,
      undone: 0,
      kept: 0,
      createdAt: tx.clock(),
      finishedAt: null,
      undoneAt: null,
    };
    await insertBulkChange(tx.db.sql, change, ids);
    await enqueueBulk(tx, change.id);
    return change;
  });
}

/** Puts the next portion into the outbox. */
export async function enqueueBulk(tx: Context, bulkChangeId: string): Promise<void> {
  const now = tx.clock();
  await enqueue(tx.db.sql, { job: 'asset.bulk', payload: { bulkChangeId }, runAt: now, now, key: `asset.bulk:${bulkChangeId}` });
}

/** What is wrong for every asset is said at once, not for each of them later. */
export async function checkAction(ctx: Context, actor: Actor, action: BulkAction): Promise<void> {
  checkMayDo(actor, action);
  if (action.type === 'edit') await checkLocation(ctx, action.fields.locationId);
  if (action.type === 'checkIn') await checkLocation(ctx, action.locationId);
  if (action.type === 'checkOut' && action.dueAt && action.dueAt <= ctx.clock()) throw invalid('/action/dueAt', 'must be in the future');
}

/** Ids of the assets that are meant, in their order; 422 when one of them is not there. */
export async function meantAssets(ctx: Context, actor: Actor, { assetIds, filters }: NewBulkChange): Promise<string[]> {
  return assetIds ? namedAssets(ctx, assetIds) : allThatMatch(ctx, actor, filters ?? {});
}

async function namedAssets(ctx: Context, named: string[]): Promise<string[]> {
  const ids = new Set<string>();
  for (let start = 0; start < named.length; start += 500) {
    const some = named.slice(start, start + 500);
    const found = await readAssets(ctx.db.sql, some);
    const missing = some.find((wanted) => !found.has(wanted));
    if (missing !== undefined) throw invalid('/assetIds', `There is no asset ${missing}`);
    for (const { id } of found.values()) ids.add(id);
  }
  return [...ids].sort();
}

async function allThatMatch(ctx: Context, actor: Actor, filters: NonNullable<NewBulkChange['filters']>): Promise<string[]> {
  const { matching } = await matchingAssets(ctx, actor, filters);
  const rows: Array<{ id: string }> = await matching.select('id').limit(mostAtOnce + 1);
  if (rows.length > mostAtOnce) throw new Problem('conflict', `More than ${mostAtOnce} devices match; narrow the filters`);
  if (rows.length === 0) throw new Problem('conflict', 'No device matches');
  return rows.map(({ id }) => id).sort();
}
