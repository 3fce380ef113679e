import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { correspondents } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import type { Channel, Notification } from './notification.ts';
import { insertDelivery, insertNotification } from './notification-store.ts';

export interface Notice {
  recipientIds: string[];
  kind: string;
  subject: { type: string; id: string };
  data: Record<string, unknown>;
  /** Names the occasion: nobody is told of the same occasion twice, however often this runs. */
  key: string;
}

/**
 * Tells active people something: in their pages at once after the commit, and by mail through the outbox. Answers whom
 * it told now; who had been told under the same key is left out.
 */
export async function notify(ctx: Context, notice: Notice): Promise<Array<{ id: string; name: string }>> {
  return transact(ctx, async (tx) => {
    const told: Array<{ id: string; name: string }> = [];
    for (const person of await correspondents(tx.db.sql, [...new Set(notice.recipientIds)])) {
      const notification = notificationFor(tx, notice, person.id);
      if (!(await insertNotification(tx.db.sql, notification))) continue;
      await send(tx, { notificationId: notification.id, channel: 'mail', address: person.email, payload: null });
      tx.db.afterCommit(() => tx.live.publish({ type: 'notification.created', id: notification.id, audience: { personIds: [person.id] } }));
      told.push({ id: person.id, name: person.name });
    }
    return told;
  });
}

function notificationFor(tx: Context, notice: Notice, recipientId: string): Notification {
  const { kind, subject, data, key } = notice;
  return {
    id: newId(),
    recipientId,
    kind,
    subjectType: subject.type,
    subjectId: subject.id,
    data,
    key,
    urgency: 'notify',
    isHidden: false,
    createdAt: tx.clock(),
    readAt: null,
  };
}

/** Asks for one delivery by a channel; it is tried until it succeeds or is given up, also after a crash. */
export async function send(
  tx: Context,
  what: { notificationId: string | null; channel: Channel; address: string; payload: Record<string, unknown> | null },
): Promise<string> {
  const id = newId();
  const now = tx.clock();
  await insertDelivery(tx.db.sql, {
    recipientId: null,
    contactMethodId: null,
    urgency: 'notify',
    step: 0,
    bundleId: null,
    isGranted: false,
    ...what,
    id,
    status: 'pending',
    attempts: 0,
    lastError: null,
    createdAt: now,
    dueAt: now,
    sendingAt: null,
    finishedAt: null,
  });
  await enqueue(tx.db.sql, { job: 'notification.deliver', payload: { deliveryId: id }, runAt: now, now });
  return id;
}
