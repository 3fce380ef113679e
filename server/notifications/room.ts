import type { Context } from '../platform/context.ts';
import { channels } from './channels/registry.ts';
import { hasHeld } from './held-store.ts';
import type { Delivery } from './notification.ts';
import { commonBucket, personalBucket, takeFrom } from './share.ts';

/**
 * Whether a message may go out by itself now; if not it waits for others and goes out with them. A page has a share of
 * its own, so that no storm of lesser news delays it, and does not wait for what others are sent.
 */
export async function hasRoom(tx: Context, delivery: Delivery): Promise<boolean> {
  const { recipientId, channel, urgency, isGranted } = delivery;
  if (isGranted || recipientId === null) return true;
  // What came before still waits: it goes out first, and this with it.
  if (urgency === 'notify' && (await hasHeld(tx.db.sql, delivery, tx.clock()))) return false;
  return takeShare(tx, { recipientId, channel, urgency });
}

/** Takes one from the person's share and, unless it is a page, from everybody's. */
export async function takeShare(
  tx: Context,
  { recipientId, channel, urgency }: { recipientId: string } & Pick<Delivery, 'channel' | 'urgency'>,
): Promise<boolean> {
  const { limits, common } = channels[channel];
  const now = tx.clock();
  if (!(await takeFrom(tx.db.sql, personalBucket(recipientId, channel, urgency), limits[urgency], now))) return false;
  return urgency === 'page' || takeFrom(tx.db.sql, commonBucket(channel), common, now);
}
