import { findPerson } from '../../../people/person-queries.ts';
import { CallFailure, callOut, judgeStatus } from '../../../platform/call-out.ts';
import type { Context } from '../../../platform/context.ts';
import { sign } from '../../../platform/secret-box.ts';
import { pathOf } from '../../notice-address.ts';
import type { Delivery, DeliveryResult } from '../../notification.ts';
import { findNotification } from '../../notification-store.ts';
import { sentencesOf } from '../../sentences.ts';

/**
 * Posts the payload as JSON, signed: `Coulisse-Signature` is HMAC-SHA-256 over `<id>.<timestamp>.<body>`. The id is the
 * delivery's and stays the same however often it is sent.
 */
export async function deliverByWebhook(ctx: Context, delivery: Delivery): Promise<DeliveryResult> {
  const body = JSON.stringify(delivery.payload ?? (await payloadOf(ctx, delivery)));
  const timestamp = ctx.clock().toISOString();
  const headers = {
    'Content-Type': 'application/json',
    'Idempotency-Key': delivery.id,
    'Coulisse-Id': delivery.id,
    'Coulisse-Timestamp': timestamp,
    'Coulisse-Signature': sign(ctx.settings.secretKey, 'webhook', `${delivery.id}.${timestamp}.${body}`),
  };
  return resultOf(() => callOut(ctx.settings, { url: delivery.address, headers, body }));
}

/** A notification for a program of the person's own: in words and in facts. */
async function payloadOf(ctx: Context, { id, notificationId }: Delivery): Promise<Record<string, unknown>> {
  const notification = notificationId ? await findNotification(ctx.db.sql, notificationId) : null;
  const person = notification && (await findPerson(ctx.db.sql, notification.recipientId));
  if (!notification || !person) return {};
  const { subject: title, lines } = sentencesOf(notification, person.language, person.timeZone);
  const { kind, urgency, subjectType, subjectId, data, createdAt } = notification;
  const url = ctx.settings.baseUrl + pathOf(notification);
  const facts = kind === 'contact.code' ? {} : data;
  return {
    version: 1,
    id,
    kind,
    urgency,
    title,
    text: lines.join('\n\n'),
    url,
    subject: { type: subjectType, id: subjectId },
    data: facts,
    createdAt,
  };
}

/** What a call came to: an answer is judged by its status; without one, whether it can have arrived. */
export async function resultOf(call: () => Promise<{ status: number }>): Promise<DeliveryResult> {
  try {
    const { status } = await call();
    const outcome = judgeStatus(status);
    return outcome === 'sent' ? { outcome } : { outcome, error: `It answered ${status}` };
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof CallFailure)) return { outcome: 'later', error: message };
    return { outcome: ({ forbidden: 'never', notSent: 'later', unknown: 'uncertain' } as const)[error.kind], error: message };
  }
}
