import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Notification } from './notification.ts';

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
    .where({ recipientId, isHidden: false })
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

/** Marks these as read; whoever read one before keeps the earlier time. */
export async function markTheseRead(tx: Sql, ids: string[], readAt: Date): Promise<void> {
  await tx('notifications').whereIn('id', ids).whereNull('readAt').update({ readAt });
}

/** What a person has not read, of one subject if told. */
export async function unreadIdsOf(sql: Sql, recipientId: string, subjectId?: string): Promise<string[]> {
  const query = sql('notifications').select('id').where({ recipientId, readAt: null });
  if (subjectId) query.where({ subjectId });
  return ((await query) as Array<{ id: string }>).map(({ id }) => id);
}

/** The pages that people were sent about something. */
export async function pagesAbout(sql: Sql, subject: { type: string; id: string }): Promise<string[]> {
  const where = { subjectType: subject.type, subjectId: subject.id, urgency: 'page' };
  const rows: Array<{ id: string }> = await sql('notifications').select('id').where(where).orderBy('id', 'desc').limit(1000);
  return rows.map(({ id }) => id);
}

/** What people were told about something and how urgently, newest first. */
export async function notificationsAbout(sql: Sql, subject: { type: string; id: string }, kinds: string[]): Promise<Notification[]> {
  return sql('notifications')
    .where({ subjectType: subject.type, subjectId: subject.id })
    .whereIn('kind', kinds)
    .orderBy('id', 'desc')
    .limit(200);
}
