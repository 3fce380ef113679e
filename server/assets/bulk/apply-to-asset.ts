import { type Actor, hasRole } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import type { AssetAnswer } from '../asset-schemas.ts';
import { changeAsset } from '../change-asset.ts';
import { checkInAsset } from '../check-in-asset.ts';
import { checkOutAsset } from '../check-out-asset.ts';
import { reinstateAsset, retireAsset } from '../retire-asset.ts';
import type { BulkAction } from './bulk-change.ts';

/** 403 when the actor may not do this to a single asset either. */
export function checkMayDo(actor: Actor, { type }: Pick<BulkAction, 'type'>): void {
  const isLeads = type === 'retire' || type === 'reinstate';
  if (!hasRole(actor, isLeads ? 'lead' : 'technician')) throw new Problem('forbidden', isLeads ? 'Only leads retire devices' : undefined);
}

/** Does to one asset what was asked for many, by the verb that a person would use: the same rights, the same history. */
export function applyToAsset(tx: Context, actor: Actor, assetId: string, action: BulkAction): Promise<AssetAnswer> {
  switch (action.type) {
    case 'edit':
      return changeAsset(tx, actor, assetId, action.fields, null);
    case 'checkOut':
      return checkOutAsset(tx, actor, assetId, action);
    case 'checkIn':
      return checkInAsset(tx, actor, assetId, action);
    case 'retire':
      return retireAsset(tx, actor, assetId, action, null);
    case 'reinstate':
      return reinstateAsset(tx, actor, assetId, null);
  }
}
