import type { Sql } from '../../db/connection.ts';
import type { Channel, Delivery, Notification, Urgency } from './notification.ts';

/** Messages that wait to go out together: one group for each person and way. */
export interface HeldGroup {
  recipientId: string;
  contactMethodId: string | null;
  address: string;
  urgency: Urgency;
  count: number;
  pages: number;
}

const heldBy = (sql: Sql, channel: Channel, by: Date) =>
  sql('deliveries').where({ channel, status: 'held', bundleId: null }).where('dueAt', '<=', by);

/** Groups with something that is due to go out, in no order. */
export async function heldGroups(sql: Sql, channel: Channel, by: Date, limit: number): Promise<HeldGroup[]> {
  const rows: Array<Omit<HeldGroup, 'urgency'>> = await heldBy(sql, channel, by)
    .select('recipientId', 'contactMethodId', 'address')
    .select({ count: sql.raw('count(*)'), pages: sql.raw("sum(case when urgency = 'page' then 1 else 0 end)") })
    .groupBy('recipientId', 'contactMethodId', 'address')
    .limit(limit);
  return rows.map(({ count, pages, ...group }) => ({
    ...group,
    count: Number(count),
    pages: Number(pages),
    urgency: Number(pages) > 0 ? 'page' : 'notify',
  }));
}

type Place = Pick<HeldGroup, 'recipientId' | 'contactMethodId' | 'address'>;

const heldAt = (sql: Sql, channel: Channel, { recipientId, contactMethodId, address }: Place, by: Date) =>
  heldBy(sql, channel, by).where({ recipientId, contactMethodId, address });

/** Whether something waits already for this person on this way. */
export async function hasHeld(sql: Sql, { recipientId, contactMethodId, address, channel }: Delivery, by: Date): Promise<boolean> {
  if (!recipientId) return false;
  return (await heldAt(sql, channel, { recipientId, contactMethodId, address }, by).select('id').first()) !== undefined;
}

/** What the messages of a group are about: pages first, then in their order. */
export async function notificationsHeld(sql: Sql, channel: Channel, group: Place, by: Date, limit: number): Promise<Notification[]> {
  const ids = heldAt(sql, channel, group, by).select('notificationId');
  return sql('notifications')
    .whereIn('id', ids)
    .orderBy([{ column: 'urgency', order: 'desc' }, { column: 'id' }])
    .limit(limit);
}

/** Puts a group into a bundle. */
export async function bundleHeld(tx: Sql, channel: Channel, group: Place, by: Date, bundleId: string): Promise<void> {
  await heldAt(tx, channel, group, by).update({ bundleId });
}

/** Lets the one message of a group go out by itself; answers its id. */
export async function releaseHeld(tx: Sql, channel: Channel, group: Place, now: Date): Promise<string | null> {
  const [row] = await heldAt(tx, channel, group, now).update({ status: 'pending', isGranted: true, dueAt: now }).returning('id');
  return row?.id ?? null;
}
