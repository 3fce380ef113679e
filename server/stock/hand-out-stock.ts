import { transact } from '../../db/transaction.ts';
import { isGone } from '../assets/asset.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { findLocation } from '../people/location-queries.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { shelfOf } from './keep-stock.ts';
import { knownStockItem, shift, tooFew } from './move-stock.ts';
import { addLoan, levelsOf, loanOf, takeLoan } from './shelf-store.ts';
import { type Holder, isLent, type StockItem } from './stock-item.ts';
import type { HandOut, Return, StockItemAnswer } from './stock-schemas.ts';
import { shiftOnHand, shiftOnLoan } from './stock-store.ts';
import { stockItemById } from './stock-view.ts';

/**
 * Hands some of an item to a person, a place or into a device. What is an accessory is lent and expected back. 409 when
 * there are not enough: nothing is handed out then.
 */
export async function handOutStock(
  ctx: Context,
  actor: Actor,
  itemId: string,
  input: HandOut,
  handOutId: string | null = null,
): Promise<StockItemAnswer> {
  return transact(ctx, async (tx) => {
    const item = await knownStockItem(tx, itemId);
    if (!item.isActive) throw new Problem('conflict', `${item.name} is not handed out any more`);
    const holder = await receiverOf(tx, input);
    const { quantity, reason } = input;
    for (const { shelf, taken } of await sharesOf(tx, item, input)) {
      await shift(tx, actor, item, { kind: 'handed_out', shelf, quantity: -taken, holder, reason, handOutId });
    }
    if (isLent(item.kind)) {
      await addLoan(tx.db.sql, item.id, holder, quantity);
      await shiftOnLoan(tx.db.sql, item.id, quantity);
    }
    tellHolder(tx, item, holder);
    return stockItemById(tx, itemId);
  });
}

/** Takes back what was lent, onto a shelf or, when it is lost or broken, out of the books. 409 when the holder has fewer. */
export async function returnStock(ctx: Context, actor: Actor, itemId: string, input: Return): Promise<StockItemAnswer> {
  return transact(ctx, async (tx) => {
    const item = await knownStockItem(tx, itemId);
    if (!isLent(item.kind)) throw new Problem('conflict', `${item.name} is not lent: correct the number instead`);
    if (input.isWrittenOff && !input.reason) throw invalid('/reason', 'Say what became of it');
    const holder = holderIn(input);
    const { quantity, reason } = input;
    const shelf = await shelfOf(tx, input.shelfId);
    await shift(tx, actor, item, { kind: 'returned', shelf, quantity: input.isWrittenOff ? 0 : quantity, holder, reason });
    if (!(await takeLoan(tx.db.sql, item.id, holder, quantity))) {
      const has = await loanOf(tx.db.sql, item.id, holder);
      throw new Problem('conflict', `Only ${has} of ${item.name} are with that holder`, { extra: { wanted: quantity, available: has } });
    }
    await shiftOnLoan(tx.db.sql, item.id, -quantity);
    tellHolder(tx, item, holder);
    return stockItemById(tx, itemId);
  });
}

const holderIn = (input: { personId?: string | undefined; locationId?: string | undefined; assetId?: string | undefined }): Holder => {
  if (input.personId) return { type: 'person', id: input.personId };
  return input.locationId ? { type: 'location', id: input.locationId } : { type: 'asset', id: input.assetId as string };
};

async function receiverOf(tx: Context, input: HandOut): Promise<Holder> {
  const holder = holderIn(input);
  const { sql } = tx.db;
  if (holder.type === 'person') {
    const person = await findPerson(sql, holder.id);
    if (!person) throw invalid('/personId', 'There is no such person');
    if (!person.isActive) throw invalid('/personId', `${person.name} has left`);
  } else if (holder.type === 'location') {
    if (!(await findLocation(sql, holder.id))) throw invalid('/locationId', 'There is no such location');
  } else {
    const asset = await findAsset(sql, holder.id);
    if (!asset) throw invalid('/assetId', 'There is no such asset');
    if (isGone(asset.status)) throw invalid('/assetId', `${asset.tag} is ${asset.status}`);
    return { type: 'asset', id: asset.id };
  }
  return holder;
}

/** From the shelf that was named, or from the fullest ones until there are enough. */
async function sharesOf(tx: Context, item: StockItem, { shelfId, quantity }: HandOut): Promise<Array<{ shelf: string; taken: number }>> {
  if (shelfId !== undefined) return [{ shelf: await shelfOf(tx, shelfId), taken: quantity }];
  // Nobody else moves anything of the item from here on.
  await shiftOnHand(tx.db.sql, item.id, 0);
  const shares: Array<{ shelf: string; taken: number }> = [];
  let missing = quantity;
  for (const level of await levelsOf(tx.db.sql, [item.id])) {
    if (missing === 0) break;
    const taken = Math.min(missing, level.quantity);
    shares.push({ shelf: level.shelf, taken });
    missing -= taken;
  }
  if (missing > 0) throw tooFew(item, quantity, quantity - missing);
  return shares;
}

function tellHolder(tx: Context, item: StockItem, holder: Holder): void {
  if (holder.type !== 'person') return;
  tx.db.afterCommit(() => tx.live.publish({ type: 'stock.changed', id: item.id, audience: { personIds: [holder.id] } }));
}
