import { transact } from '../../db/transaction.ts';
import { findLocation } from '../people/location-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { defaultCurrency, toCents } from '../platform/money.ts';
import { invalid } from '../platform/problem.ts';
import { knownStockItem, shift } from './move-stock.ts';
import { levelAt } from './shelf-store.ts';
import { noShelf } from './stock-item.ts';
import type { Correction, Count, Move, Receipt, StockItemAnswer } from './stock-schemas.ts';
import { shiftOnHand } from './stock-store.ts';
import { stockItemById } from './stock-view.ts';

/** The shelf that a body names; 422 when there is no such location. */
export async function shelfOf(tx: Context, locationId: string | null | undefined, pointer = '/shelfId'): Promise<string> {
  if (!locationId) return noShelf;
  if (!(await findLocation(tx.db.sql, locationId))) throw invalid(pointer, 'There is no such location');
  return locationId;
}

/** Takes a delivery in. */
export async function receiveStock(ctx: Context, actor: Actor, itemId: string, input: Receipt): Promise<StockItemAnswer> {
  return transact(ctx, async (tx) => {
    const item = await knownStockItem(tx, itemId);
    const { shelfId, unitCost, currency, ...rest } = input;
    await shift(tx, actor, item, {
      ...rest,
      kind: 'received',
      shelf: await shelfOf(tx, shelfId),
      unitCostCents: toCents(unitCost),
      currency: unitCost === null ? null : (currency ?? item.currency ?? defaultCurrency),
    });
    return stockItemById(tx, itemId);
  });
}

/** Puts a number right, with the reason; 409 when it would come below zero. */
export async function correctStock(ctx: Context, actor: Actor, itemId: string, input: Correction): Promise<StockItemAnswer> {
  return transact(ctx, async (tx) => {
    const item = await knownStockItem(tx, itemId);
    const { shelfId, ...rest } = input;
    await shift(tx, actor, item, { ...rest, kind: 'corrected', shelf: await shelfOf(tx, shelfId) });
    return stockItemById(tx, itemId);
  });
}

/** Enters what was counted on a shelf; the difference to the books is the line of the ledger, also when it is none. */
export async function countStock(ctx: Context, actor: Actor, itemId: string, input: Count): Promise<StockItemAnswer> {
  return transact(ctx, async (tx) => {
    const item = await knownStockItem(tx, itemId);
    const shelf = await shelfOf(tx, input.shelfId);
    // Nobody takes from the shelf between reading the books and correcting them.
    await shiftOnHand(tx.db.sql, item.id, 0);
    const quantity = input.counted - (await levelAt(tx.db.sql, item.id, shelf));
    await shift(tx, actor, item, { kind: 'counted', shelf, quantity, reason: input.reason });
    return stockItemById(tx, itemId);
  });
}

/** Carries some from one shelf to another. */
export async function moveStock(ctx: Context, actor: Actor, itemId: string, input: Move): Promise<StockItemAnswer> {
  return transact(ctx, async (tx) => {
    const item = await knownStockItem(tx, itemId);
    const from = await shelfOf(tx, input.fromShelfId, '/fromShelfId');
    const to = await shelfOf(tx, input.toShelfId, '/toShelfId');
    if (from === to) throw invalid('/toShelfId', 'is the shelf where they lie already');
    const { quantity, reason } = input;
    await shift(tx, actor, item, { kind: 'moved', shelf: from, quantity: -quantity, reason });
    await shift(tx, actor, item, { kind: 'moved', shelf: to, quantity, reason });
    return stockItemById(tx, itemId);
  });
}
