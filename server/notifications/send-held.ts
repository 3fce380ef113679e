import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { type BundledItem, mostLines } from './bundle-words.ts';
import { channels } from './channels/registry.ts';
import { bundleHeld, type HeldGroup, heldGroups, notificationsHeld, releaseHeld } from './held-store.ts';
import type { Channel, Notification } from './notification.ts';
import { insertNotification } from './notification-store.ts';
import { armDelivery, sendAs } from './notify.ts';
import { takeShare } from './room.ts';
import { forgetFullBuckets, lastTaken, personalBucket } from './share.ts';

const groupsAtOnce = 200;
const dayMs = 86_400_000;

/**
 * Sweep: sends what was held, together for each person and way, as far as their shares allow: pages first, then whoever
 * was told least recently. Nothing is ever dropped for being too much.
 */
export async function sendHeld(ctx: Context): Promise<void> {
  for (const channel of Object.keys(channels) as Channel[]) {
    while ((await transact(ctx, (tx) => sendSome(tx, channel))) === groupsAtOnce);
  }
  await transact(ctx, (tx) => forgetFullBuckets(tx.db.sql, new Date(tx.clock().getTime() - dayMs)));
}

/** Answers how many bundles it sent. */
async function sendSome(tx: Context, channel: Channel): Promise<number> {
  if ((await heldGroups(tx.db.sql, channel, tx.clock(), 1)).length === 0) return 0;
  await takeTurn(tx.db.sql, `held:${channel}`);
  let sent = 0;
  for (const group of await inFairOrder(tx, channel)) {
    if (sent === groupsAtOnce) break;
    if (!(await takeShare(tx, { ...group, channel }))) continue;
    await sendGroup(tx, channel, group);
    sent += 1;
  }
  return sent;
}

async function inFairOrder(tx: Context, channel: Channel): Promise<HeldGroup[]> {
  const groups = await heldGroups(tx.db.sql, channel, tx.clock(), 5000);
  const bucketOf = ({ recipientId, urgency }: HeldGroup) => personalBucket(recipientId, channel, urgency);
  const told = await lastTaken(tx.db.sql, groups.map(bucketOf));
  const rank = (group: HeldGroup) => (group.urgency === 'page' ? 0 : 1);
  const lastTold = (group: HeldGroup) => told.get(bucketOf(group))?.getTime() ?? 0;
  return groups.sort((a, b) => rank(a) - rank(b) || lastTold(a) - lastTold(b) || a.recipientId.localeCompare(b.recipientId));
}

/** One that waits alone goes out as it is. */
async function sendGroup(tx: Context, channel: Channel, group: HeldGroup): Promise<void> {
  const { sql } = tx.db;
  const { recipientId, contactMethodId, address, urgency } = group;
  const now = tx.clock();
  if (group.count === 1) {
    const id = await releaseHeld(sql, channel, group, now);
    if (id) await armDelivery(tx, { id, channel }, now);
    return;
  }
  const notification = await bundleNotification(tx, channel, group);
  await insertNotification(sql, notification);
  const way = { recipientId, contactMethodId, channel, address, urgency, payload: null };
  const bundleId = await sendAs(tx, { notificationId: notification.id, ...way, isGranted: true });
  await bundleHeld(sql, channel, group, now, bundleId);
}

async function bundleNotification(tx: Context, channel: Channel, group: HeldGroup): Promise<Notification> {
  const id = newId();
  const inside = await notificationsHeld(tx.db.sql, channel, group, tx.clock(), mostLines);
  return {
    id,
    recipientId: group.recipientId,
    kind: 'notification.bundle',
    subjectType: 'account',
    subjectId: 'notifications',
    data: { count: group.count, pages: group.pages, items: inside.map(itemOf) },
    key: `bundle:${id}`,
    urgency: group.urgency,
    isHidden: true,
    createdAt: tx.clock(),
    // It has no line by the bell, so nobody can read it there.
    readAt: tx.clock(),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const itemOf = ({ kind, data, urgency }: Notification): BundledItem => ({
  kind,
  number: text(data['number']),
  title: text(data['title']),
  priority: text(data['priority']),
  isPage: urgency === 'page',
});
