import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Holder, HolderType, Movement } from './stock-item.ts';
import type { MovementQuery } from './stock-schemas.ts';

export interface Level {
  itemId: string;
  shelf: string;
  quantity: number;
}

/** What lies where of these items, the fullest shelf first. */
export async function levelsOf(sql: Sql, itemIds: string[]): Promise<Level[]> {
  if (itemIds.length === 0) return [];
  return sql('stockLevels')
    .whereIn('itemId', itemIds)
    .where('quantity', '>', 0)
    .orderBy(['itemId', { column: 'quantity', order: 'desc' }, 'shelf'])
    .limit(10_000);
}

export async function levelAt(sql: Sql, itemId: string, shelf: string): Promise<number> {
  const row = await sql('stockLevels').select('quantity').where({ itemId, shelf }).first();
  return row?.quantity ?? 0;
}

/** Adds to a shelf, or takes from it; answers what lies there then, null when there is not enough. */
export async function shiftLevel(tx: Sql, itemId: string, shelf: string, delta: number): Promise<number | null> {
  if (delta < 0) {
    const [row] = await tx('stockLevels')
      .where({ itemId, shelf })
      .where('quantity', '>=', -delta)
      .update({ quantity: tx.raw('quantity + ?', [delta]) })
      .returning('quantity');
    return row ? Number(row.quantity) : null;
  }
  const [row] = await tx('stockLevels')
    .insert({ itemId, shelf, quantity: delta })
    .onConflict(['itemId', 'shelf'])
    .merge({ quantity: tx.raw('stock_levels.quantity + ?', [delta]) })
    .returning('quantity');
  return Number(row.quantity);
}

export interface Loan {
  itemId: string;
  holderType: HolderType;
  holderId: string;
  quantity: number;
}

export async function addLoan(tx: Sql, itemId: string, { type, id }: Holder, quantity: number): Promise<void> {
  await tx('stockLoans')
    .insert({ itemId, holderType: type, holderId: id, quantity })
    .onConflict(['itemId', 'holderType', 'holderId'])
    .merge({ quantity: tx.raw('stock_loans.quantity + ?', [quantity]) });
}

/** Takes from what a holder has; answers false when they have fewer. */
export async function takeLoan(tx: Sql, itemId: string, { type, id }: Holder, quantity: number): Promise<boolean> {
  const key = { itemId, holderType: type, holderId: id };
  if (
    (await tx('stockLoans')
      .where({ ...key, quantity })
      .delete()) === 1
  )
    return true;
  const count = await tx('stockLoans')
    .where(key)
    .where('quantity', '>', quantity)
    .update({ quantity: tx.raw('quantity - ?', [quantity]) });
  return count === 1;
}

export async function loanOf(sql: Sql, itemId: string, { type, id }: Holder): Promise<number> {
  const row = await sql('stockLoans').select('quantity').where({ itemId, holderType: type, holderId: id }).first();
  return row?.quantity ?? 0;
}

/** Who has how many of an item; or what a holder has. */
export async function loansBy(sql: Sql, by: { itemId: string } | { holderId: string }): Promise<Loan[]> {
  return sql('stockLoans').where(by).orderBy(['itemId', 'holderType', 'holderId']).limit(1000);
}

export async function insertMovement(tx: Sql, movement: Movement): Promise<void> {
  await tx('stockMovements').insert(movement);
}

/** A page of the ledger, latest first; of one item or one holder if told. */
export async function listMovementRows(sql: Sql, query: MovementQuery): Promise<{ items: Movement[]; nextCursor: string | null }> {
  const rows = sql('stockMovements').limit(query.limit + 1);
  if (query.itemId) rows.where({ itemId: query.itemId });
  if (query.holderId) rows.where({ holderId: query.holderId });
  afterCursor(rows, [{ column: 'id', direction: 'desc' }], query.cursor);
  return toPage((await rows) as Movement[], query.limit, ({ id }) => [id]);
}
