import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { foldCellChanges } from './asset-cell-store.ts';

/** So many at a time: others who write do not wait long. */
const portion = 5000;

/** Sweep: adds up what changed in the counts of assets. They are right without it, and slower the longer it does not run. */
export async function foldCounts(ctx: Context): Promise<void> {
  while ((await transact(ctx, (tx) => foldCellChanges(tx.db.sql, portion))) === portion);
}
