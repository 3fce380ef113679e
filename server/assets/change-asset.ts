import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { type Asset, checkTransition, isGone } from './asset.ts';
import { settleFields } from './asset-field-values.ts';
import type { AssetAnswer, AssetChanges } from './asset-schemas.ts';
import { transitionsOf } from './asset-transitions.ts';
import { checkCompany, checkKind, checkLocation, costOf } from './register-asset.ts';
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
      await checkStatus(tx, asset, patch);
      if (patch.kind !== undefined && patch.kind !== asset.kind) await checkKind(tx, patch.kind);
      await checkLocation(tx, changes.locationId);
      await checkCompany(tx, changes.companyId);
      await settle(tx, asset, changes, patch);
      await checkUniqueness(tx, { ...asset, ...patch });
      return writeAsset(tx, actor, asset, patch, { kind: 'changed' });
    }),
  );
}

function patchOf(asset: Asset, changes: AssetChanges): Partial<Asset> {
  const { purchaseCost, purchaseCurrency, fields: _, ...fields } = changes;
  if (purchaseCost === undefined && purchaseCurrency === undefined) return fields;
  const presentCost = asset.purchaseCostCents === null ? null : asset.purchaseCostCents / 100;
  const cost = purchaseCost === undefined ? presentCost : purchaseCost;
  return { ...fields, ...costOf(cost, purchaseCurrency ?? asset.purchaseCurrency) };
}

/** What the own fields are afterwards. An asset that becomes of another kind has all that this one requires. */
async function settle(tx: Context, asset: Asset, changes: AssetChanges, patch: Partial<Asset>): Promise<void> {
  const isOther = patch.kind !== undefined && patch.kind !== asset.kind;
  if (!changes.fields && !isOther) return;
  const { id, kind, fields: present } = asset;
  patch.fields = await settleFields(tx, { id, kind: patch.kind ?? kind, present, given: changes.fields ?? {}, isWhole: isOther });
}

async function checkStatus(tx: Context, asset: Asset, patch: Partial<Asset>): Promise<void> {
  if (patch.status === undefined || patch.status === asset.status) return;
  if (isGone(asset.status)) throw new Problem('conflict', `${asset.tag} is ${asset.status}: take its retirement back first`);
  checkTransition(asset, patch.status, await transitionsOf(tx, asset));
}
