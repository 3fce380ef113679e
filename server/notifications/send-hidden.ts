import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import type { ContactMethod } from './contact-method.ts';
import { insertNotification } from './notification-store.ts';
import { sendAs } from './notify.ts';

type To = Pick<ContactMethod, 'personId' | 'channel' | 'address'> & { id: string | null };

/** Sends a code or a test to one way, without a line by the bell; answers the delivery. */
export async function sendHidden(
  tx: Context,
  { kind, data, method }: { kind: string; data: Record<string, unknown>; method: To },
): Promise<string> {
  const id = newId();
  const now = tx.clock();
  const about = { kind, subjectType: 'account', subjectId: 'notifications', data, key: `${kind}:${id}`, urgency: 'notify' as const };
  await insertNotification(tx.db.sql, { ...about, id, recipientId: method.personId, isHidden: true, createdAt: now, readAt: now });
  const { channel, address, personId: recipientId, id: contactMethodId } = method;
  return sendAs(tx, { notificationId: id, recipientId, contactMethodId, channel, address, payload: null, isGranted: true });
}
