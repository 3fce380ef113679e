import webPush from 'web-push';
import { findPerson } from '../../../people/person-queries.ts';
import { callOut } from '../../../platform/call-out.ts';
import type { Context } from '../../../platform/context.ts';
import { sha256 } from '../../../platform/ids.ts';
import { unseal } from '../../../platform/secret-box.ts';
import { findContactMethod } from '../../contact-store.ts';
import { pathOf } from '../../notice-address.ts';
import type { Delivery, DeliveryResult, Notification } from '../../notification.ts';
import { findNotification } from '../../notification-store.ts';
import { sentencesOf } from '../../sentences.ts';
import { resultOf } from '../webhook/webhook-channel.ts';
import { vapidKeys } from './vapid.ts';

export const pushSecretPurpose = 'push-keys';
const daySeconds = 86_400;
/** Push services take 4 KB; the sentence is cut well before. */
const longestText = 600;

/** Sends one notification to one browser by its push service, encrypted for that browser (RFC 8291) and signed (RFC 8292). */
export async function deliverByPush(ctx: Context, delivery: Delivery): Promise<DeliveryResult> {
  const method = delivery.contactMethodId ? await findContactMethod(ctx.db.sql, delivery.contactMethodId) : null;
  const notification = delivery.notificationId ? await findNotification(ctx.db.sql, delivery.notificationId) : null;
  if (!method?.sealedSecret || !notification) return { outcome: 'never', error: 'The browser is no longer registered' };
  const keys = JSON.parse(unseal(ctx.settings.secretKey, pushSecretPurpose, method.sealedSecret)) as { p256dh: string; auth: string };
  const request = webPush.generateRequestDetails({ endpoint: method.address, keys }, await messageOf(ctx, notification), {
    vapidDetails: { subject: contactOf(ctx), ...(await vapidKeys(ctx)) },
    contentEncoding: 'aes128gcm',
    TTL: daySeconds,
    urgency: notification.urgency === 'page' ? 'high' : 'normal',
    // A second sending replaces the first at the push service, and by its tag in the browser.
    topic: sha256(delivery.id).slice(0, 32),
  });
  const { endpoint: url, headers, body } = request;
  const result = await resultOf(() => callOut(ctx.settings, { url, headers: headers as Record<string, string>, body: body as Buffer }));
  // Push services answer 404 as well as 410 for a subscription that is no more (RFC 8030).
  return result.outcome !== 'sent' && result.error === 'It answered 404' ? { ...result, outcome: 'gone' } : result;
}

async function messageOf(ctx: Context, notification: Notification): Promise<string> {
  const person = await findPerson(ctx.db.sql, notification.recipientId);
  const { subject, lines } = sentencesOf(notification, person?.language ?? 'en', person?.timeZone ?? 'UTC');
  return JSON.stringify({
    title: subject,
    body: lines.join('\n').slice(0, longestText),
    path: pathOf(notification),
    tag: notification.id,
    isPage: notification.urgency === 'page',
  });
}

/** Whom a push service may write to about us. */
const contactOf = ({ settings: { mailFrom } }: Context): string => `mailto:${/<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom}`;
