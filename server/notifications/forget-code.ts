import type { Context } from '../platform/context.ts';
import type { Delivery } from './notification.ts';
import { findNotification, rewriteNotice } from './notification-store.ts';

/** A code that was sent stays nowhere in readable form. */
export async function forgetCode(tx: Context, { notificationId }: Delivery): Promise<void> {
  const notification = notificationId && (await findNotification(tx.db.sql, notificationId));
  if (notification && notification.kind === 'contact.code') await rewriteNotice(tx.db.sql, notification.id, {});
}
