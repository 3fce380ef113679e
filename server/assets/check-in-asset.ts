import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type Asset, checkMayComeIn, statusAfterCheckIn } from './asset.ts';
import type { AssetAnswer, CheckIn } from './asset-schemas.ts';
import { checkLifecycle } from './asset-transitions.ts';
import { checkLocation } from './register-asset.ts';
import { checkVersion, loadAsset, writeAsset } from './write-asset.ts';

/** Nobody has it: what custody looks like after a check-in. */
export const noCustody = { custodianType: null, custodianId: null, checkedOutAt: null, dueAt: null } satisfies Partial<Asset>;

/** Takes an asset back, at a location if one is told; 409 when it is not out. */
export async function checkInAsset(
  ctx: Context,
  actor: Actor,
  idOrTag: string,
  input: CheckIn,
  ifMatch: number | null = null,
): Promise<AssetAnswer> {
  return transact(ctx, async (tx) => {
    const asset = await loadAsset(tx, actor, idOrTag);
    checkVersion(asset, ifMatch);
    checkMayComeIn(asset);
    await checkLocation(tx, input.locationId);
    const status = statusAfterCheckIn(asset.status);
    await checkLifecycle(tx, asset, status);
    const patch: Partial<Asset> = { ...noCustody, status };
    if (input.locationId) patch.locationId = input.locationId;
    return writeAsset(tx, actor, asset, patch, { kind: 'checked_in', note: input.note });
  });
}
