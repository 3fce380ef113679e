import { transact } from '../../db/transaction.ts';
import type { AssetAnswer } from '../assets/asset-schemas.ts';
import { lockAssets } from '../assets/lock-assets.ts';
import { checkVersion, loadAsset, writeAsset } from '../assets/write-asset.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { announceReservation, reservedReason } from './hand-out.ts';
import { liveReservations, updateReservation } from './reservation-store.ts';

/**
 * Says anew when an asset that is out is expected back; reminders count from the new day. 409 when it is not out, or when
 * somebody else has reserved it before then.
 */
export async function changeExpectedReturn(
  ctx: Context,
  actor: Actor,
  idOrTag: string,
  dueAt: Date | null,
  ifMatch: number | null,
): Promise<AssetAnswer> {
  return transact(ctx, async (tx) => {
    await lockAssets(tx.db.sql, [idOrTag]);
    const asset = await loadAsset(tx, actor, idOrTag);
    checkVersion(asset, ifMatch);
    if (!asset.custodianId) throw new Problem('conflict', `${asset.tag} is not out`);
    if (dueAt && dueAt <= tx.clock()) throw invalid('/dueAt', 'must be in the future');
    const personId = asset.custodianType === 'person' ? asset.custodianId : null;
    const reservations = await liveReservations(tx.db.sql, [asset.id], tx.clock());
    const reason = await reservedReason(tx, asset, reservations, { personId, dueAt });
    if (reason) throw new Problem('conflict', reason, { extra: { reason: 'reserved' } });
    const collected = reservations.find(({ state }) => state === 'collected');
    if (collected && dueAt) {
      await updateReservation(tx.db.sql, collected, { untilAt: dueAt });
      announceReservation(tx, collected);
    }
    return writeAsset(tx, actor, asset, { dueAt }, { kind: 'changed' });
  });
}
