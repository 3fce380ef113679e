import { transact } from '../../db/transaction.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { freeSeats } from '../licences/assign-seat.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { takeBack } from '../reservations/hand-out.ts';
import { returnStock } from '../stock/hand-out-stock.ts';
import { lentTo } from '../stock/stock-queries.ts';
import type { KitContent, KitHandOut } from './kit.ts';
import type { KitHandOutAnswer } from './kit-schemas.ts';
import { findHandOut, markReturned } from './kit-store.ts';
import { shownHandOut } from './kit-view.ts';

/** Takes back what a kit brought and its holder still has; the answer names what is elsewhere by now. */
export async function returnKit(ctx: Context, actor: Actor, handOutId: string): Promise<KitHandOutAnswer> {
  return transact(ctx, async (tx) => {
    const handOut = await findHandOut(tx.db.sql, handOutId);
    if (!handOut) throw notFound('kit hand-out');
    const returnedAt = tx.clock();
    if (!(await markReturned(tx.db.sql, handOutId, returnedAt))) throw new Problem('conflict', 'This kit is back already');
    const elsewhere: string[] = [];
    for (const content of handOut.contents) if (!(await take(tx, actor, handOut, content))) elsewhere.push(nameOf(content));
    tx.db.afterCommit(() => tx.live.publish({ type: 'kit.changed', id: handOut.kitId, audience: { role: 'technician' } }));
    return { ...(await shownHandOut(tx, { ...handOut, returnedAt })), elsewhere };
  });
}

const nameOf = (content: KitContent): string => (content.type === 'asset' ? `${content.tag} ${content.name}` : content.name);

async function take(tx: Context, actor: Actor, { holderId, holderType, kitName }: KitHandOut, content: KitContent): Promise<boolean> {
  if (content.type === 'asset') {
    const asset = await findAsset(tx.db.sql, content.id);
    if (asset?.custodianId !== holderId) return false;
    await takeBack(tx, actor, asset.id, { note: kitName });
    return true;
  }
  if (content.type === 'licence') return (await freeSeats(tx, actor, content.id, [content.seatId], kitName)) === 1;
  // What is used up does not come back.
  if (!content.isLent) return true;
  const has = (await lentTo(tx.db.sql, holderId)).find(({ id }) => id === content.id)?.quantity ?? 0;
  const quantity = Math.min(has, content.quantity);
  const holder = holderType === 'person' ? { personId: holderId } : { locationId: holderId };
  if (quantity > 0) await returnStock(tx, actor, content.id, { ...holder, quantity, shelfId: null, isWrittenOff: false, reason: kitName });
  return quantity === content.quantity;
}
