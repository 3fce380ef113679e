import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { Asset } from './asset.ts';
import { insertAssetEvents } from './asset-event-store.ts';
import type { AssetAnswer } from './asset-schemas.ts';
import { indexAssets } from './asset-search.ts';
import { findAssetRows, updateAsset } from './asset-store.ts';
import { changesBetween, viewsOf } from './asset-view.ts';
import { eventOf } from './write-asset.ts';

/** The present state of these assets by id; what is not there any more is left out. */
export async function assetsById(ctx: Context, ids: string[]): Promise<Map<string, Asset>> {
  return new Map((await findAssetRows(ctx.db.sql, 'id', ids)).map((asset) => [asset.id, asset]));
}

/** What an asset is and what the register shall say of it. */
export interface AssetCorrection {
  asset: Asset;
  patch: Partial<Pick<Asset, 'status' | 'locationId' | 'custodianType' | 'custodianId' | 'checkedOutAt' | 'dueAt'>>;
}

/**
 * Sets many assets right at once, each with a line of history that carries the note. What was found out is written as it is:
 * no transition is asked for. 409 when somebody changed one of them meanwhile; then none is changed.
 */
export async function correctAssets(ctx: Context, actor: Actor, corrections: AssetCorrection[], note: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const now = tx.clock();
    const befores = corrections.map(({ asset }) => asset);
    const afters = corrections.map(({ asset, patch }): Asset => ({ ...asset, ...patch, version: asset.version + 1, updatedAt: now }));
    const olds = new Map((await viewsOf(sql, befores)).map((view) => [view.id, view]));
    for (const asset of afters) {
      if (!(await updateAsset(sql, asset))) throw new Problem('conflict', `Somebody changed ${asset.tag} a moment ago`);
    }
    await indexAssets(sql, afters);
    const events = (await viewsOf(sql, afters)).map((view) =>
      eventOf(tx, actor, view.id, { kind: 'changed', note }, changesBetween(olds.get(view.id) as AssetAnswer, view)),
    );
    await insertAssetEvents(sql, events);
    tx.db.afterCommit(() => tx.live.publish({ type: 'assets.corrected', id: '', audience: { role: 'technician' } }));
  });
}
