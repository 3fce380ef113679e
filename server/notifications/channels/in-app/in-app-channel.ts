import type { Context } from '../../../platform/context.ts';
import type { Notification } from '../../notification.ts';
import { insertNotification } from '../../notification-store.ts';

/** Tells a person in their pages, after the commit at once; false when they were told under the same key before. */
export async function showInPages(tx: Context, notification: Notification): Promise<boolean> {
  if (!(await insertNotification(tx.db.sql, notification))) return false;
  const { id, recipientId, isHidden } = notification;
  const audience = { personIds: [recipientId] };
  if (!isHidden) tx.db.afterCommit(() => tx.live.publish({ type: 'notification.created', id, audience }));
  return true;
}
