import type { Sql } from './connection.ts';

/**
 * The next number of a sequence that people see (1, 2, 3, …), without gap or double: it belongs to the transaction, and
 * concurrent ones wait for each other.
 */
export async function nextNumber(tx: Sql, name: string): Promise<number> {
  const [row] = await tx('counters')
    .insert({ name, value: 1 })
    .onConflict('name')
    .merge({ value: tx.raw('counters.value + 1') })
    .returning('value');
  return Number(row.value);
}
