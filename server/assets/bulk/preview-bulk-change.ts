import type { z } from 'zod';
import { attempt, transact } from '../../../db/transaction.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import type { Asset } from '../asset.ts';
import { assetRefs } from '../asset-queries.ts';
import type { AssetAnswer } from '../asset-schemas.ts';
import { changesBetween, viewFor } from '../asset-view.ts';
import { readAssets } from '../lock-assets.ts';
import { applyToAsset } from './apply-to-asset.ts';
import { reasonOf } from './bulk-change.ts';
import type { bulkPreviewAnswer, NewBulkChange } from './bulk-schemas.ts';
import { checkAction, meantAssets } from './start-bulk-change.ts';

type Preview = z.output<typeof bulkPreviewAnswer>;
type Trial = Omit<Preview['items'][number], 'asset'> & { assetId: string };

/** Of so many it is tried out; the rest goes the same way or says why not. */
const mostTried = 200;
/** So many in one transaction, which is rolled back: others who write wait for no more than that. */
const portion = 20;

/** What a bulk change would do, by doing it to the first ones and taking it back before anybody sees it. */
export async function previewBulkChange(ctx: Context, actor: Actor, input: NewBulkChange): Promise<Preview> {
  await checkAction(ctx, actor, input.action);
  const ids = await meantAssets(ctx, actor, input);
  const tried = ids.slice(0, mostTried);
  const trials: Trial[] = [];
  for (let start = 0; start < tried.length; start += portion) {
    trials.push(...(await tryOut(ctx, actor, input, tried.slice(start, start + portion))));
  }
  const refs = await assetRefs(ctx.db.sql, tried);
  const count = (outcome: Trial['outcome']) => trials.filter((trial) => trial.outcome === outcome).length;
  return {
    total: ids.length,
    tried: trials.length,
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    items: trials.flatMap(({ assetId, ...trial }) => {
      const asset = refs.get(assetId);
      return asset ? [{ ...trial, asset }] : [];
    }),
  };
}

/** Carries the end of a trial through the transaction that it rolls back. */
class TriedOut extends Error {
  readonly trials: Trial[];
  constructor(trials: Trial[]) {
    super('tried out');
    this.trials = trials;
  }
}

async function tryOut(ctx: Context, actor: Actor, { action }: NewBulkChange, ids: string[]): Promise<Trial[]> {
  try {
    return await transact(ctx, async (tx) => {
      const trials: Trial[] = [];
      for (const [assetId, asset] of await readAssets(tx.db.sql, ids)) {
        trials.push(await tryOne(tx, actor, asset, (part) => applyToAsset(part, actor, assetId, action)));
      }
      throw new TriedOut(trials);
    });
  } catch (error) {
    if (error instanceof TriedOut) return error.trials;
    throw error;
  }
}

async function tryOne(tx: Context, actor: Actor, asset: Asset, work: (part: Context) => Promise<AssetAnswer>): Promise<Trial> {
  const before = await viewFor(tx.db.sql, actor, asset);
  try {
    const changes = changesBetween(before, await attempt(tx, work));
    return { assetId: asset.id, outcome: changes.length > 0 ? 'changed' : 'unchanged', changes, reason: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { assetId: asset.id, outcome: 'refused', changes: [], reason: reasonOf(error) };
  }
}
