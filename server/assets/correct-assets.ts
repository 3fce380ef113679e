import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { Asset } from './asset.ts';
import { insertAssetEvents } from './asset-event-store.ts';
import { indexAssets } from './asset-search.ts';
import { findAssetRows, updateAsset } from './asset-store.ts';
import { eventOf } from './write-asset.ts';
import { changesOfSteps } from './write-many-assets.ts';

/** The present state of these assets by id; what is not there any more is left out. */
export async function assetsById(ctx: Context, ids: string[]): Promise<Map<string, Asset>> {
  return new Map((await findAssetRows(ctx.db.sql, 'id', ids)).map((asset) => [asset.id, asset]));
}

/** What an asset is and what the register shall say of it. */
export interface AssetCorrection {
  asset: Asset;
  patch: Partial<
    Pick<Asset, 'status' | 'locationId' | 'custodianType' | 'custodianId' | 'checkedOutAt' | 'dueAt' | 'manufacturer' | 'model'>
  >;
}

/**
 * Sets many assets right at once, each with a line of history that carries the note. What was found out is written as it is:
 * no transition is asked for. 409 when somebody changed one of them meanwhile; then none is changed.
 */
export async function correctAssets(ctx: Context, actor: Actor, corrections: AssetCorrection[], note: string | null): Promise<void> {
  await transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const now = tx.clock();
    const steps = corrections.map(({ asset, patch }): { before: Asset; after: Asset } => ({
      before: asset,
      after: { ...asset, ...patch, version: asset.version + 1, updatedAt: now },
    }));
    const changes = await changesOfSteps(sql, steps);
    for (const { after } of steps) {
      if (!(await updateAsset(sql, after))) throw new Problem('conflict', `Somebody changed ${after.tag} a moment ago`);
    }
    await indexAssets(
      sql,
      steps.map(({ after }) => after),
    );
    const events = steps.map(({ after }, i) => eventOf(tx, actor, after.id, { kind: 'changed', note }, changes[i] ?? []));
    await insertAssetEvents(sql, events);
    tx.db.afterCommit(() => tx.live.publish({ type: 'assets.corrected', id: '', audience: { role: 'technician' } }));
  });
}
