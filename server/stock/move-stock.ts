import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { insertMovement, levelAt, shiftLevel } from './shelf-store.ts';
import { type Holder, type Movement, type MovementKind, noShelf, type StockItem } from './stock-item.ts';
import { findStockItem, shiftOnHand } from './stock-store.ts';

export interface Shift {
  kind: MovementKind;
  shelf: string;
  quantity: number;
  holder?: Holder | undefined;
  reason?: string | null;
  orderNumber?: string | null;
  unitCostCents?: number | null;
  currency?: string | null;
  handOutId?: string | null;
}

/**
 * Changes what lies on a shelf and writes the line of the ledger, in the caller's transaction. Never below zero: of those
 * who take the last one at once, one gets it and the others a 409 that says what is left.
 */
export async function shift(tx: Context, actor: Actor, item: StockItem, what: Shift): Promise<Movement> {
  const { sql } = tx.db;
  // The item's row first: whoever moves something of the same item waits here, and nobody waits crosswise.
  const isThere = (await shiftOnHand(sql, item.id, what.quantity)) !== null;
  const balance = isThere ? await shiftLevel(sql, item.id, what.shelf, what.quantity) : null;
  if (balance === null) throw await shortage(tx, item, what);
  const movement: Movement = {
    id: newId(),
    itemId: item.id,
    kind: what.kind,
    shelf: what.shelf,
    quantity: what.quantity,
    balance,
    holderType: what.holder?.type ?? null,
    holderId: what.holder?.id ?? null,
    reason: what.reason ?? null,
    orderNumber: what.orderNumber ?? null,
    unitCostCents: what.unitCostCents ?? null,
    currency: what.currency ?? null,
    handOutId: what.handOutId ?? null,
    actorId: actor.id,
    actorName: actor.name,
    happenedAt: tx.clock(),
  };
  await insertMovement(sql, movement);
  tx.db.afterCommit(() => tx.live.publish({ type: 'stock.changed', id: item.id, audience: { role: 'technician' } }));
  return movement;
}

async function shortage(tx: Context, item: StockItem, { shelf, quantity }: Shift): Promise<Problem> {
  const available = await levelAt(tx.db.sql, item.id, shelf);
  return tooFew(item, -quantity, available, shelf === noShelf ? '' : ' on that shelf');
}

/** The 409 for whoever wants more of an item than there are. */
export const tooFew = ({ id, name }: StockItem, wanted: number, available: number, where = ''): Problem =>
  new Problem('conflict', `Only ${available} of ${name} are left${where}`, { extra: { itemId: id, wanted, available } });

/** The item with this id; 404 otherwise. */
export async function knownStockItem(ctx: Context, id: string): Promise<StockItem> {
  const item = await findStockItem(ctx.db.sql, id);
  if (!item) throw notFound('stock item');
  return item;
}
