import { createTransport, type Transporter } from 'nodemailer';
import { findPerson } from '../../../people/person-queries.ts';
import type { Context } from '../../../platform/context.ts';
import type { Delivery, DeliveryResult } from '../../notification.ts';
import { findNotification } from '../../notification-store.ts';
import { composeMail } from './compose-mail.ts';

const transports = new Map<string, Transporter>();

function transportTo(smtpUrl: string): Transporter {
  let transport = transports.get(smtpUrl);
  if (!transport) {
    const limits = 'connectionTimeout=15000&greetingTimeout=15000&socketTimeout=30000';
    transport = createTransport(`${smtpUrl}${smtpUrl.includes('?') ? '&' : '?'}${limits}`);
    transports.set(smtpUrl, transport);
  }
  return transport;
}

/** Sends one notification by SMTP; without SMTP_URL nothing is sent and the delivery says so. */
export async function deliverByMail(ctx: Context, delivery: Delivery): Promise<DeliveryResult> {
  const { smtpUrl, mailFrom, baseUrl } = ctx.settings;
  if (!smtpUrl) return { outcome: 'suppressed', error: 'SMTP_URL is not set' };
  const notification = delivery.notificationId ? await findNotification(ctx.db.sql, delivery.notificationId) : null;
  const recipient = notification && (await findPerson(ctx.db.sql, notification.recipientId));
  if (!notification || !recipient?.isActive) return { outcome: 'suppressed', error: 'The recipient is no longer active' };
  try {
    await transportTo(smtpUrl).sendMail(composeMail({ delivery, notification, recipient, mailFrom, baseUrl }));
    return { outcome: 'sent' };
  } catch (error) {
    const { responseCode, message } = error as { responseCode?: number; message: string };
    // RFC 5321: 5yz is permanent. Everything else, a refused connection too, is worth another try.
    return { outcome: responseCode && responseCode >= 500 ? 'never' : 'later', error: message };
  }
}
