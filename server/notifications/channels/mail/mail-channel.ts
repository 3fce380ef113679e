import { createTransport, type Transporter } from 'nodemailer';
import { transact } from '../../../../db/transaction.ts';
import type { Person } from '../../../people/person.ts';
import { findPerson } from '../../../people/person-queries.ts';
import { findSupportGroup } from '../../../people/service-queries.ts';
import { systemActor } from '../../../platform/actor.ts';
import type { Context } from '../../../platform/context.ts';
import type { Delivery, DeliveryResult, Notification } from '../../notification.ts';
import { findNotification } from '../../notification-store.ts';
import { composeMail } from './compose-mail.ts';
import { messagesOfPerson } from './known-messages.ts';
import { takeAllowance } from './mail-limits.ts';
import { findUndeliverable, noteUndeliverable } from './undeliverable.ts';

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
  const { smtpUrl } = ctx.settings;
  if (!smtpUrl) return { outcome: 'suppressed', error: 'SMTP_URL is not set' };
  const notification = delivery.notificationId ? await findNotification(ctx.db.sql, delivery.notificationId) : null;
  const recipient = notification && (await findPerson(ctx.db.sql, notification.recipientId));
  if (!notification || !recipient?.isActive) return { outcome: 'suppressed', error: 'The recipient is no longer active' };
  const reason = await whyNot(ctx, delivery, notification);
  if (reason) return { outcome: 'suppressed', error: reason };
  return sendMail(ctx, smtpUrl, delivery, notification, recipient);
}

/** Occasions that a mail of somebody else's program may bring about, again and again. */
const isAnswer = ({ kind, data }: Notification): boolean =>
  kind === 'incident.filed' || (kind === 'incident.merged' && data['actor'] === systemActor.name);
const relaying = new Set(['incident.requesterWrote', 'incident.reopened', 'incident.resumed']);

/** Why this is not sent, or null. A retry was granted already. */
async function whyNot(ctx: Context, delivery: Delivery, notification: Notification): Promise<string | null> {
  const { kind, subjectId } = notification;
  const address = delivery.address.toLowerCase();
  const dead = await findUndeliverable(ctx.db.sql, address);
  if (dead) return `The address does not take mail since ${dead.notedAt.toISOString()}: ${dead.status} ${dead.reason}`.slice(0, 500);
  if (delivery.attempts > 0) return null;
  const domain = address.split('@').at(-1) ?? '';
  const isOurs = ctx.settings.mailFrom.toLowerCase().replace(/>$/, '').endsWith(`@${domain}`);
  const isGranted = isAnswer(notification)
    ? (await takeAllowance(ctx, 'answer', address)) && (isOurs || (await takeAllowance(ctx, 'domain', domain)))
    : !relaying.has(kind) || (await takeAllowance(ctx, 'relay', `${subjectId}:${address}`));
  return isGranted ? null : 'Held back: too much automatic mail, as when two programs answer each other';
}

async function sendMail(
  ctx: Context,
  smtpUrl: string,
  delivery: Delivery,
  notification: Notification,
  recipient: Person,
): Promise<DeliveryResult> {
  const { settings } = ctx;
  const earlier = await messagesOfPerson(ctx.db.sql, notification.subjectId, recipient.id);
  const groupName = await groupNameOf(ctx, notification);
  try {
    await transportTo(smtpUrl).sendMail(composeMail({ delivery, notification, recipient, settings, groupName, earlier, now: ctx.clock() }));
    return { outcome: 'sent' };
  } catch (error) {
    return failure(ctx, delivery, error as SmtpError);
  }
}

async function groupNameOf(ctx: Context, { data }: Notification): Promise<string | null> {
  const id = data['supportGroupId'];
  return typeof id === 'string' ? ((await findSupportGroup(ctx.db.sql, id))?.name ?? null) : null;
}

interface SmtpError extends Error {
  responseCode?: number;
  response?: string;
}

/** RFC 5321: 5yz is permanent; 5.1.x says that the address is no more. Everything else, a refused connection too, is worth another try. */
async function failure(ctx: Context, delivery: Delivery, { responseCode, response, message }: SmtpError): Promise<DeliveryResult> {
  if (!responseCode || responseCode < 500) return { outcome: 'later', error: message };
  const status = /\b5\.1\.[0-36]\b/.exec(response ?? '')?.[0];
  if (!status) return { outcome: 'never', error: message };
  const found = { address: delivery.address, status, reason: response ?? message, notedAt: ctx.clock() };
  await transact(ctx, (tx) => noteUndeliverable(tx.db.sql, found));
  return { outcome: 'gone', error: message };
}
