import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Delivery, Notification } from './notification.ts';

/** Keeps a notification unless this person was told under the same key; answers whether it is new. */
export async function insertNotification(tx: Sql, notification: Notification): Promise<boolean> {
  const { data, ...row } = notification;
  const inserted = await tx('notifications')
    .insert({ ...row, dataJson: JSON.stringify(data) })
    .onConflict(['recipientId', 'key'])
    .ignore()
    .returning('id');
  return inserted.length > 0;
}

/** What was told on these occasions, to whomever. */
export async function noticesByKeys(sql: Sql, keys: string[]): Promise<Array<Pick<Notification, 'id' | 'data'>>> {
  return sql('notifications').select('id', 'dataJson').whereIn('key', keys);
}

/** Changes what a notification says; only to take words back. */
export async function rewriteNotice(tx: Sql, id: string, data: Notification['data']): Promise<void> {
  await tx('notifications')
    .where({ id })
    .update({ dataJson: JSON.stringify(data) });
}

export async function findNotification(sql: Sql, id: string): Promise<Notification | null> {
  return (await sql('notifications').where({ id }).first()) ?? null;
}

/** A page of what a person was told, newest first. */
export async function listNotifications(
  sql: Sql,
  recipientId: string,
  filter: { unread?: boolean | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: Notification[]; nextCursor: string | null }> {
  const query = sql('notifications')
    .where({ recipientId })
    .limit(filter.limit + 1);
  if (filter.unread) query.whereNull('readAt');
  afterCursor(query, [{ column: 'id', direction: 'desc' }], filter.cursor);
  return toPage((await query) as Notification[], filter.limit, ({ id }) => [id]);
}

/** How many a person has not read, counted to 100 at the most. */
export async function countUnread(sql: Sql, recipientId: string): Promise<number> {
  const some = await sql('notifications').select('id').where({ recipientId, readAt: null }).limit(100);
  return some.length;
}

/** Marks one notification of this person as read; answers false when they have no such one. */
export async function markRead(tx: Sql, recipientId: string, id: string, readAt: Date): Promise<boolean> {
  await tx('notifications').where({ id, recipientId, readAt: null }).update({ readAt });
  return (await tx('notifications').select('id').where({ id, recipientId }).first()) !== undefined;
}

export async function markAllRead(tx: Sql, recipientId: string, readAt: Date): Promise<void> {
  await tx('notifications').where({ recipientId, readAt: null }).update({ readAt });
}

export async function insertDelivery(tx: Sql, delivery: Delivery): Promise<void> {
  const { payload, ...row } = delivery;
  await tx('deliveries').insert({ ...row, payloadJson: payload === null ? null : JSON.stringify(payload) });
}

export async function findDelivery(sql: Sql, id: string): Promise<Delivery | null> {
  return (await sql('deliveries').where({ id }).first()) ?? null;
}

export async function updateDelivery(tx: Sql, id: string, changes: Partial<Omit<Delivery, 'payload'>>): Promise<void> {
  await tx('deliveries').where({ id }).update(changes);
}
