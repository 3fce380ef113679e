import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import type { StockItem } from './stock-item.ts';
import { stockItemColumns } from './stock-store.ts';

export type StockItemRef = Pick<StockItem, 'id' | 'name' | 'kind'>;

/** How other things mention these items, by id; unknown ids and nulls are left out. */
export async function stockItemRefs(sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, StockItemRef>> {
  const wanted = [...new Set([...ids].filter((id) => id != null))];
  if (wanted.length === 0) return new Map();
  const rows: StockItemRef[] = await sql('stockItems').select('id', 'name', 'kind').whereIn('id', wanted);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What is lent to a person, a place or a device: items by name with how many. */
export async function lentTo(sql: Sql, holderId: string): Promise<Array<StockItemRef & { quantity: number }>> {
  return sql('stockLoans')
    .join('stockItems', 'stockItems.id', 'stockLoans.itemId')
    .select('stockItems.id', 'stockItems.name', 'stockItems.kind', 'stockLoans.quantity')
    .where({ 'stockLoans.holderId': holderId })
    .orderBy(['stockItems.nameKey', 'stockItems.id'])
    .limit(1000);
}

/** Items of which no more than their minimum is left. */
export async function lowStock(sql: Sql): Promise<StockItem[]> {
  return sql('stockItems').select(stockItemColumns).where({ isActive: true }).whereRaw('on_hand <= minimum').orderBy('id').limit(5000);
}

/** How many of each of these items there are in all. */
export async function onHandOf(sql: Sql, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows: Array<{ id: string; onHand: number }> = await sql('stockItems').select('id', 'onHand').whereIn('id', ids);
  return new Map(rows.map(({ id, onHand }) => [id, onHand]));
}

/** The items of these names in whatever writing, by the compared form of the name. */
export async function stockItemsByName(sql: Sql, names: string[]): Promise<Map<string, StockItem>> {
  const found = new Map<string, StockItem>();
  const keys = [...new Set(names.map(nameKey))];
  for (let start = 0; start < keys.length; start += 500)
    for (const row of await sql('stockItems').whereIn('nameKey', keys.slice(start, start + 500))) found.set(row.nameKey, row);
  return found;
}

/** The present version of each of these items. */
export async function stockItemVersions(sql: Sql, ids: string[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (let start = 0; start < ids.length; start += 500) {
    const some = ids.slice(start, start + 500);
    for (const row of await sql('stockItems').select('id', 'version').whereIn('id', some)) versions.set(row.id, row.version);
  }
  return versions;
}

/** Which of these items have more in their ledger than what was counted when they were entered. */
export async function movedStockItems(sql: Sql, ids: string[]): Promise<Set<string>> {
  const moved = new Set<string>();
  for (let start = 0; start < ids.length; start += 500) {
    const rows = await sql('stockMovements')
      .select('itemId')
      .whereIn('itemId', ids.slice(start, start + 500))
      .groupBy('itemId')
      .havingRaw("count(*) > 1 or min(kind) <> 'counted' or max(kind) <> 'counted'");
    for (const { itemId } of rows) moved.add(itemId);
  }
  return moved;
}
