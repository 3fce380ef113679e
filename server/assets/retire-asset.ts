import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { checkTransition, isGone } from './asset.ts';
import type { AssetAnswer, Retirement } from './asset-schemas.ts';
import { tagsInside } from './asset-store.ts';
import { checkLifecycle, transitionsOf } from './asset-transitions.ts';
import { noCustody } from './check-in-asset.ts';
import { checkVersion, loadAsset, writeAsset } from './write-asset.ts';

/**
 * Takes an asset out of service. Whoever has it gives it up with that; 409 while other assets are inside it, since they
 * would be lost from sight.
 */
export async function retireAsset(
  ctx: Context,
  actor: Actor,
  idOrTag: string,
  input: Retirement,
  ifMatch: number | null,
): Promise<AssetAnswer> {
  return transact(ctx, async (tx) => {
    const asset = await loadAsset(tx, actor, idOrTag);
    checkVersion(asset, ifMatch);
    checkTransition(asset, input.status, await transitionsOf(tx, asset));
    const inside = await tagsInside(tx.db.sql, asset.id);
    if (inside.length > 0) throw new Problem('conflict', `Other assets are inside ${asset.tag}: check in ${inside.join(', ')} first`);
    return writeAsset(tx, actor, asset, { ...noCustody, status: input.status }, { kind: 'retired', note: input.note });
  });
}

/** Takes a retirement back: a retired asset is in stock again, a disposed one is retired. */
export async function reinstateAsset(ctx: Context, actor: Actor, idOrTag: string, ifMatch: number | null): Promise<AssetAnswer> {
  return transact(ctx, async (tx) => {
    const asset = await loadAsset(tx, actor, idOrTag);
    checkVersion(asset, ifMatch);
    if (!isGone(asset.status)) throw new Problem('conflict', `${asset.tag} is not retired`);
    const status = asset.status === 'disposed' ? 'retired' : 'in_stock';
    await checkLifecycle(tx, asset, status);
    return writeAsset(tx, actor, asset, { status }, { kind: 'reinstated' });
  });
}
