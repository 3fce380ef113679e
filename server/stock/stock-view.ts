import type { Sql } from '../../db/connection.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { supplierRefs } from '../finance/supplier-queries.ts';
import { locationRefs } from '../people/location-queries.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { fromCents } from '../platform/money.ts';
import { notFound } from '../platform/problem.ts';
import { type Level, type Loan, levelsOf, listMovementRows, loansBy } from './shelf-store.ts';
import { isLow, noShelf, type StockItem } from './stock-item.ts';
import { stockItemRefs } from './stock-queries.ts';
import type { MovementAnswer, MovementQuery, StockItemAnswer, StockItemQuery } from './stock-schemas.ts';
import { findStockItem, listStockItems } from './stock-store.ts';

async function shownAll(sql: Sql, items: StockItem[]): Promise<StockItemAnswer[]> {
  const levels = await levelsOf(
    sql,
    items.map(({ id }) => id),
  );
  const locations = await locationRefs(
    sql,
    levels.map(({ shelf }) => shelf),
  );
  const suppliers = await supplierRefs(
    sql,
    items.map(({ supplierId }) => supplierId),
  );
  const shelfIn = ({ shelf, quantity }: Level) => ({ location: locations.get(shelf) ?? null, quantity });
  return items.map(({ supplierId, unitCostCents, ...item }) => ({
    ...item,
    supplier: suppliers.get(supplierId ?? '') ?? null,
    unitCost: fromCents(unitCostCents),
    isLow: isLow(item),
    shelves: levels.filter(({ itemId }) => itemId === item.id).map(shelfIn),
  }));
}

/** An item and where it lies; 404 when there is none. */
export async function stockItemById(ctx: Context, id: string): Promise<StockItemAnswer> {
  const item = await findStockItem(ctx.db.sql, id);
  if (!item) throw notFound('stock item');
  return (await shownAll(ctx.db.sql, [item]))[0] as StockItemAnswer;
}

/** A page of items by name. */
export async function stockItems(ctx: Context, query: StockItemQuery) {
  const { items, nextCursor } = await listStockItems(ctx.db.sql, query);
  return { items: await shownAll(ctx.db.sql, items), nextCursor };
}

/** Names of holders by id: people, places and devices. */
async function holderNames(sql: Sql, ids: Array<string | null>): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { id, name } of (await personRefs(sql, ids)).values()) names.set(id, name);
  for (const { id, name } of (await locationRefs(sql, ids)).values()) names.set(id, name);
  for (const { id, tag, name } of (await assetRefs(sql, ids)).values()) names.set(id, `${tag} · ${name}`);
  return names;
}

/** A page of the ledger, latest first. */
export async function movements(ctx: Context, query: MovementQuery) {
  const { sql } = ctx.db;
  const { items, nextCursor } = await listMovementRows(sql, query);
  const refs = await stockItemRefs(
    sql,
    items.map(({ itemId }) => itemId),
  );
  const places = await locationRefs(
    sql,
    items.map(({ shelf }) => (shelf === noShelf ? null : shelf)),
  );
  const names = await holderNames(
    sql,
    items.map(({ holderId }) => holderId),
  );
  const shown = items.map(
    ({ itemId, shelf, holderType, holderId, unitCostCents, handOutId: _, actorId, actorName, ...line }): MovementAnswer => {
      const holder = holderType && holderId ? { type: holderType, id: holderId, name: names.get(holderId) ?? '' } : null;
      const item = refs.get(itemId) as MovementAnswer['item'];
      const actor = { id: actorId, name: actorName };
      return { ...line, item, location: places.get(shelf) ?? null, holder, unitCost: fromCents(unitCostCents), actor };
    },
  );
  return { items: shown, nextCursor };
}

/** Who has how many of an item, or what a holder has. */
export async function loans(ctx: Context, by: { itemId: string } | { holderId: string }) {
  const { sql } = ctx.db;
  const rows = await loansBy(sql, by);
  const refs = await stockItemRefs(
    sql,
    rows.map(({ itemId }) => itemId),
  );
  const names = await holderNames(
    sql,
    rows.map(({ holderId }) => holderId),
  );
  const shown = ({ itemId, holderType, holderId, quantity }: Loan) => ({
    item: refs.get(itemId) as MovementAnswer['item'],
    holder: { type: holderType, id: holderId, name: names.get(holderId) ?? '' },
    quantity,
  });
  return { items: rows.map(shown), nextCursor: null };
}
