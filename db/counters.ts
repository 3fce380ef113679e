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

/** The next `count` numbers of a sequence at once; answers the first of them. */
export async function nextNumbers(tx: Sql, name: string, count: number): Promise<number> {
  const [row] = await tx('counters')
    .insert({ name, value: count })
    .onConflict('name')
    .merge({ value: tx.raw('counters.value + ?', [count]) })
    .returning('value');
  return Number(row.value) - count + 1;
}
