import { transact } from '../../db/transaction.ts';
import { loadAsset } from '../assets/write-asset.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { deleteLendable, insertLendable, isLendable } from './reservation-store.ts';

/** Lets people reserve an asset, or no longer; what is booked stays booked. */
export async function lendAsset(ctx: Context, actor: Actor, idOrTag: string, isLent: boolean): Promise<{ isLendable: boolean }> {
  return transact(ctx, async (tx) => {
    const asset = await loadAsset(tx, actor, idOrTag);
    if ((await isLendable(tx.db.sql, asset.id)) === isLent) return { isLendable: isLent };
    await (isLent ? insertLendable(tx.db.sql, asset.id, tx.clock()) : deleteLendable(tx.db.sql, asset.id));
    const action = isLent ? 'custody.lent' : 'custody.lentNoMore';
    await recordAudit(tx, actor, { action, subjectType: 'asset', subjectId: asset.id, detail: { tag: asset.tag } });
    tx.db.afterCommit(() => tx.live.publish({ type: 'reservation.changed', id: asset.id, audience: { role: 'employee' } }));
    return { isLendable: isLent };
  });
}
