import { complete, findOutboxRow } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { channels } from './channels/registry.ts';
import { findDelivery, updateDelivery } from './delivery-store.ts';
import { tryNextWay } from './next-way.ts';
import type { Delivery, DeliveryResult } from './notification.ts';
import { findNotification } from './notification-store.ts';
import { recordResult } from './record-result.ts';
import { hasRoom } from './room.ts';

/**
 * Leaf job `notification.deliver` (and `notification.callOut`): says that the message is on its way, tries once on the
 * channel, then keeps the result and the end of the outbox row in one transaction. A crash between the two sends once
 * more; the message carries the same id, so that receivers can tell.
 */
export async function deliver(ctx: Context, { deliveryId }: { deliveryId: string }, rowId: string): Promise<void> {
  const delivery = await transact(ctx, (tx) => begin(tx, deliveryId, rowId));
  if (!delivery) return;
  const result = await tryOnce(ctx, delivery);
  await transact(ctx, (tx) => recordResult(tx, rowId, delivery, result));
}

/** What a channel throws is a fault of ours; whether the message left before it, nobody knows. */
function tryOnce(ctx: Context, delivery: Delivery): Promise<DeliveryResult> {
  return channels[delivery.channel].deliver(ctx, delivery).catch((error: Error) => {
    ctx.log.error({ err: error, deliveryId: delivery.id, channel: delivery.channel }, 'a channel failed');
    return { outcome: 'uncertain', error: error.message };
  });
}

const open = ['pending', 'sending', 'uncertain'];

/** The delivery if it is to be tried now, marked as on its way; null when it is done, read meanwhile, or must wait for others. */
async function begin(tx: Context, deliveryId: string, rowId: string): Promise<Delivery | null> {
  const { sql } = tx.db;
  if (!(await findOutboxRow(sql, rowId))) return null;
  const delivery = await findDelivery(sql, deliveryId);
  if (!delivery || !open.includes(delivery.status)) return end(tx, rowId);
  const over = (await wasRead(tx, delivery)) ? 'cancelled' : (await hasLeft(tx, delivery)) ? 'suppressed' : null;
  if (over) {
    await updateDelivery(sql, deliveryId, { status: over, finishedAt: tx.clock() });
    return end(tx, rowId);
  }
  const isFirst = delivery.status === 'pending' && delivery.attempts === 0;
  if (isFirst && !(await hasRoom(tx, delivery))) {
    await updateDelivery(sql, deliveryId, { status: 'held', dueAt: tx.clock() });
    return end(tx, rowId);
  }
  // It was on its way when a process ended: it may have arrived or not.
  if (delivery.status === 'sending') await tryNextWay(tx, delivery);
  await updateDelivery(sql, deliveryId, { status: 'sending', sendingAt: tx.clock(), isGranted: true });
  return delivery;
}

async function end(tx: Context, rowId: string): Promise<null> {
  await complete(tx.db.sql, rowId);
  return null;
}

/** Nobody who has left the company hears of what happens in it, by whatever way they had entered. */
async function hasLeft(tx: Context, { recipientId }: Delivery): Promise<boolean> {
  if (!recipientId) return false;
  return (await findPerson(tx.db.sql, recipientId))?.isActive !== true;
}

/** Whoever has read it in their pages needs no later reminder of it. */
async function wasRead(tx: Context, { notificationId, createdAt, dueAt, attempts }: Delivery): Promise<boolean> {
  if (!notificationId || attempts > 0 || dueAt <= createdAt) return false;
  const notification = await findNotification(tx.db.sql, notificationId);
  return notification?.readAt != null;
}
