import type { Sql } from './connection.ts';
import { nextNumber } from './counters.ts';

/**
 * Lets one transaction at a time past this point, the others wait until it ends. For rare edits that check what a
 * parallel one may be changing: whether a name is free, which row is the default.
 */
export async function takeTurn(tx: Sql, name: string): Promise<void> {
  await nextNumber(tx, `turn:${name}`);
}
