import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { StockItem } from './stock-item.ts';
import type { StockItemQuery } from './stock-schemas.ts';

export const stockItemColumns = [
  'id',
  'name',
  'kind',
  'manufacturer',
  'partNumber',
  'supplierId',
  'unit',
  'minimum',
  'onHand',
  'onLoan',
  'unitCostCents',
  'currency',
  'notes',
  'isActive',
  'version',
  'createdAt',
  'updatedAt',
];

export async function findStockItem(sql: Sql, id: string): Promise<StockItem | null> {
  return (await sql('stockItems').select(stockItemColumns).where({ id }).first()) ?? null;
}

export async function findStockItemByName(sql: Sql, name: string): Promise<StockItem | null> {
  const row = await sql('stockItems')
    .select(stockItemColumns)
    .where({ nameKey: nameKey(name) })
    .first();
  return row ?? null;
}

export async function insertStockItem(tx: Sql, item: StockItem): Promise<void> {
  await tx('stockItems').insert({ ...item, nameKey: nameKey(item.name) });
}

/** Changes what people edit of an item that still has this version; answers false when somebody was faster. */
export async function updateStockItem(tx: Sql, item: StockItem): Promise<boolean> {
  // What lies on the shelves changes by movements alone.
  const { id, createdAt: _, onHand: _hand, onLoan: _loan, ...written } = item;
  const count = await tx('stockItems')
    .where({ id, version: item.version - 1 })
    .update({ ...written, nameKey: nameKey(item.name) });
  return count === 1;
}

/** Removes an item with its ledger. */
export async function deleteStockItem(tx: Sql, id: string): Promise<void> {
  for (const table of ['stockMovements', 'stockLoans', 'stockLevels']) await tx(table).where({ itemId: id }).delete();
  await tx('stockItems').where({ id }).delete();
}

/** Adds to what there is of an item, or takes from it; null when there is not enough. Others wait until the end of the transaction. */
export async function shiftOnHand(tx: Sql, id: string, delta: number): Promise<number | null> {
  const [row] = await tx('stockItems')
    .where({ id })
    .whereRaw('on_hand + ? >= 0', [delta])
    .update({ onHand: tx.raw('on_hand + ?', [delta]) })
    .returning('onHand');
  return row ? Number(row.onHand) : null;
}

export async function shiftOnLoan(tx: Sql, id: string, delta: number): Promise<void> {
  await tx('stockItems')
    .where({ id })
    .update({ onLoan: tx.raw('on_loan + ?', [delta]) });
}

/** A page of items by name. */
export async function listStockItems(sql: Sql, query: StockItemQuery): Promise<{ items: StockItem[]; nextCursor: string | null }> {
  const rows = sql('stockItems')
    .select([...stockItemColumns, 'nameKey'])
    .limit(query.limit + 1);
  if (query.kind) rows.where({ kind: query.kind });
  if (query.active !== undefined) rows.where({ isActive: query.active });
  if (query.low) rows.where({ isActive: true }).whereRaw('on_hand <= minimum');
  if (query.q) rows.whereRaw("name_key like ? escape '\\'", [`${nameKey(query.q).replace(/[\\%_]/g, '\\$&')}%`]);
  afterCursor(
    rows,
    [
      { column: 'nameKey', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    query.cursor,
  );
  const found = toPage((await rows) as Array<StockItem & { nameKey: string }>, query.limit, (row) => [row.nameKey, row.id]);
  return { items: found.items.map(({ nameKey: _, ...item }) => item), nextCursor: found.nextCursor };
}
