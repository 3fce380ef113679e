import { complete, findOutboxRow, pushForward } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { deliverByMail } from './channels/mail/mail-channel.ts';
import { deliverByWebhook } from './channels/webhook/webhook-channel.ts';
import { type Channel, type Delivery, type DeliveryResult, maxAttempts } from './notification.ts';
import { findDelivery, updateDelivery } from './notification-store.ts';

/** One folder under channels/ for each of these. */
const channels: Record<Channel, (ctx: Context, delivery: Delivery) => Promise<DeliveryResult>> = {
  mail: deliverByMail,
  webhook: deliverByWebhook,
};

/**
 * Leaf job `notification.deliver`: one try on the channel, then the result and the end of the outbox row in one
 * transaction. A crash between the two sends once more; the message carries the same id, so that receivers can tell.
 */
export async function deliver(ctx: Context, { deliveryId }: { deliveryId: string }, rowId: string): Promise<void> {
  if (!(await findOutboxRow(ctx.db.sql, rowId))) return;
  const delivery = await findDelivery(ctx.db.sql, deliveryId);
  const result = delivery?.status === 'pending' ? await channels[delivery.channel](ctx, delivery) : null;
  await transact(ctx, (tx) => record(tx, rowId, delivery, result));
}

async function record(tx: Context, rowId: string, delivery: Delivery | null, result: DeliveryResult | null): Promise<void> {
  if (!delivery || !result) return void (await complete(tx.db.sql, rowId));
  const attempts = delivery.attempts + 1;
  const lastError = result.outcome === 'sent' ? null : result.error;
  if ((result.outcome === 'later' || result.outcome === 'uncertain') && attempts < maxAttempts) {
    await updateDelivery(tx.db.sql, delivery.id, { attempts, lastError });
    const runAt = new Date(tx.clock().getTime() + backOffMs(attempts));
    return pushForward(tx.db.sql, rowId, runAt, result.error);
  }
  if (!(await complete(tx.db.sql, rowId))) return;
  const status = result.outcome === 'sent' || result.outcome === 'suppressed' ? result.outcome : 'failed';
  await updateDelivery(tx.db.sql, delivery.id, { status, attempts, lastError, finishedAt: tx.clock() });
}

/** 15 s, 30 s, 1 min, … up to an hour. */
const backOffMs = (attempts: number): number => Math.min(15_000 * 2 ** (attempts - 1), 3_600_000);
