import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { type Asset, checkTransition, isGone } from './asset.ts';
import type { AssetAnswer, AssetChanges } from './asset-schemas.ts';
import { checkLocation, costOf } from './register-asset.ts';
import { checkUniqueness, checkVersion, loadAsset, refusingDoubles, writeAsset } from './write-asset.ts';

/** Changes fields of an asset; 412 when somebody changed it since, 409 when the status cannot become what is asked. */
export async function changeAsset(
  ctx: Context,
  actor: Actor,
  idOrTag: string,
  changes: AssetChanges,
  ifMatch: number | null,
): Promise<AssetAnswer> {
  return refusingDoubles(ctx, () =>
    transact(ctx, async (tx) => {
      const asset = await loadAsset(tx, actor, idOrTag);
      checkVersion(asset, ifMatch);
      const patch = patchOf(asset, changes);
      checkStatus(asset, patch);
      await checkLocation(tx, changes.locationId);
      await checkUniqueness(tx, { ...asset, ...patch });
      return writeAsset(tx, actor, asset, patch, { kind: 'changed' });
    }),
  );
}

function patchOf(asset: Asset, changes: AssetChanges): Partial<Asset> {
  const { purchaseCost, purchaseCurrency, ...fields } = changes;
  if (purchaseCost === undefined && purchaseCurrency === undefined) return fields;
  const presentCost = asset.purchaseCostCents === null ? null : asset.purchaseCostCents / 100;
  const cost = purchaseCost === undefined ? presentCost : purchaseCost;
  return { ...fields, ...costOf(cost, purchaseCurrency ?? asset.purchaseCurrency) };
}

function checkStatus(asset: Asset, patch: Partial<Asset>): void {
  if (patch.status === undefined || patch.status === asset.status) return;
  if (isGone(asset.status)) throw new Problem('conflict', `${asset.tag} is ${asset.status}: take its retirement back first`);
  checkTransition(asset, patch.status);
}
