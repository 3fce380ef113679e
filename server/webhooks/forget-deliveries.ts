import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { forgetBefore } from './delivery-store.ts';
import { keepDeliveriesMs } from './webhook.ts';

const batch = 500;

/** Sweep: forgets messages that were finished long ago. */
export async function forgetOldDeliveries(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock().getTime() - keepDeliveriesMs);
  let count: number;
  do count = await transact(ctx, (tx) => forgetBefore(tx.db.sql, before, batch));
  while (count === batch);
}
