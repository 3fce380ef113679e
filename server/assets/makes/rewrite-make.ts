import { complete, enqueue } from '../../../db/outbox.ts';
import { transact } from '../../../db/transaction.ts';
import { type Actor, systemActor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import type { Asset } from '../asset.ts';
import { assetColumns } from '../asset-store.ts';
import { correctAssets } from '../correct-assets.ts';
import type { Make } from './make.ts';
import { canonicalMakes } from './settle-makes.ts';

/** So many at a time: others who write do not wait long. */
const portion = 100;

/** Assets that are called so; where the model is left out, every one of the maker. What they are called instead, the records say. */
export interface Rewriting {
  manufacturer: string | null;
  model?: string | null;
  actorName: string;
}

/** Asks for assets of this make to be called as its record says, some at a time after the commit. */
export async function enqueueRewriting(tx: Context, actor: Actor, make: Omit<Rewriting, 'actorName'>): Promise<void> {
  const payload: Rewriting = { ...make, actorName: actor.name };
  await enqueue(tx.db.sql, { job: 'asset.rewriteMake', payload, runAt: tx.clock(), now: tx.clock() });
}

/**
 * State job `asset.rewriteMake`: gives the next portion of assets the names that the records have for their make, each with a
 * line of history. It ends where nothing is called so, or where that is the right name after all.
 */
export async function rewriteMake(ctx: Context, rewriting: Rewriting, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const { manufacturer, model, actorName } = rewriting;
    const where: Partial<Make> = { manufacturer, ...(model !== undefined && { model }) };
    const assets: Asset[] = await tx.db.sql('assets').select(assetColumns).where(where).orderBy('id').limit(portion).forUpdate();
    const names = await canonicalMakes(tx.db.sql, assets);
    const corrections = assets.flatMap((asset, i) => {
      const name = names[i] as Make;
      return name.manufacturer === asset.manufacturer && name.model === asset.model
        ? []
        : [{ asset, patch: { manufacturer: name.manufacturer, model: name.model } }];
    });
    if (corrections.length === 0) return;
    await correctAssets(tx, { ...systemActor, name: actorName }, corrections, null);
    await enqueue(tx.db.sql, { job: 'asset.rewriteMake', payload: rewriting, runAt: tx.clock(), now: tx.clock() });
  });
}
