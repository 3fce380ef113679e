import type { SendMailOptions } from 'nodemailer';
import addressparser from 'nodemailer/lib/addressparser';
import type { Language, Person } from '../../../people/person.ts';
import type { Settings } from '../../../platform/context.ts';
import { signLink } from '../../../platform/signed-link.ts';
import type { Delivery, Notification } from '../../notification.ts';
import { sentencesOf } from '../../sentences.ts';
import { loopSign, messageIdOf, replyAddressOf } from './reply-proof.ts';

export interface Occasion {
  delivery: Delivery;
  notification: Notification;
  recipient: Person;
  settings: Settings;
  /** The support group in whose name it is sent. */
  groupName: string | null;
  /** Message-IDs of what the recipient wrote in this conversation, the oldest first. */
  earlier: string[];
  now: Date;
}

const words = {
  en: {
    open: 'Open',
    confirm: 'Yes, it is solved',
    reopen: 'No, reopen it',
    answer: 'Read and answer',
    page: 'You receive this because you take part. It was sent by a program; the answer to it is on the page.',
    reply: 'You receive this because you take part. You can answer by replying to this mail.',
  },
  fr: {
    open: 'Ouvrir',
    confirm: 'Oui, c’est résolu',
    reopen: 'Non, rouvrir',
    answer: 'Lire et répondre',
    page: 'Vous recevez ce message parce que vous y prenez part. Un programme l’a envoyé ; répondez sur la page.',
    reply: 'Vous recevez ce message parce que vous y prenez part. Vous pouvez répondre à ce message.',
  },
};

/** How long the links under a solution work: the incident closes by itself before that. */
const linkLifeMs = 14 * 24 * 60 * 60 * 1000;

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

interface Link {
  label: string;
  href: string;
}

/**
 * The mail of a notification in the recipient's language. Its Message-ID is made of the delivery, so that a second sending
 * after a crash is seen as the same message, and signed, so that an answer to it proves where it belongs; its headers keep
 * automatic answerers quiet (RFC 3834).
 */
export function composeMail(occasion: Occasion): SendMailOptions {
  const { delivery, notification, recipient, settings, groupName, earlier } = occasion;
  const { language } = recipient;
  const { subject, lines } = sentencesOf(notification, language, recipient.timeZone);
  const host = new URL(settings.baseUrl).hostname;
  const proof = { subjectId: notification.subjectId, personId: recipient.id, deliveryId: delivery.id };
  const thread = `<${notification.subjectType}.${notification.subjectId}@${host}>`;
  const own = addressparser(settings.mailFrom, { flatten: true })[0];
  const address = own?.address ?? settings.mailFrom;
  const replyTo = replyAddress(occasion);
  const footer = words[language][settings.mailReplyTo || earlier.length > 0 ? 'reply' : 'page'];
  return {
    from: { name: groupName ?? own?.name ?? '', address },
    to: { name: recipient.name, address: delivery.address },
    // Where the delivery fails, its report comes to the address that proves which one it was.
    envelope: { from: replyTo ?? address, to: delivery.address },
    ...(replyTo && { replyTo }),
    subject: oneLine(subject),
    messageId: `<${messageIdOf(settings.secretKey, proof, host)}>`,
    references: [thread, ...earlier.map((id) => `<${id}>`)]
      .join(' ')
      .slice(0, 990)
      .replace(/ <[^>]*$/, ''),
    inReplyTo: earlier.length > 0 ? `<${earlier.at(-1)}>` : thread,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Coulisse-Loop': loopSign(settings.secretKey),
    },
    ...attachmentOf(notification),
    ...bodies(language, lines, linksOf(occasion), footer),
  };
}

/** A table that goes with the message: `data.attachment`, a name and a text. */
function attachmentOf({ data }: Notification): Pick<SendMailOptions, 'attachments'> {
  const { name, text } = (data['attachment'] ?? {}) as { name?: string; text?: string };
  return name && text ? { attachments: [{ filename: name, content: text, contentType: 'text/csv; charset=utf-8' }] } : {};
}

function replyAddress({ notification, recipient, settings }: Occasion): string | null {
  const pattern = settings.mailReplyTo;
  const number = /\d+$/.exec(String(notification.data['number'] ?? ''))?.[0];
  if (!pattern?.includes('{token}')) return pattern;
  if (notification.subjectType !== 'incident' || !number) return pattern.replace('+{token}', '');
  return replyAddressOf(settings.secretKey, pattern, { number, subjectId: notification.subjectId, personId: recipient.id });
}

/** The page, and under a solution the two answers that its requester may give without signing in. */
function linksOf({ notification, recipient, settings, now }: Occasion): Link[] {
  const { open, confirm, reopen } = words[recipient.language];
  const { kind, subjectType, subjectId, data } = notification;
  const page = { label: open, href: `${settings.baseUrl}/${pathOf(subjectType, subjectId)}` };
  if (kind === 'incident.rateIt') return [...ratingLinks(recipient, settings, subjectId, String(data['linkUntil'])), page];
  if (data['link']) return [answerLink(recipient, settings, subjectId, data['link'] as AnswerLink), page];
  if (kind !== 'incident.resolved' || data['requesterId'] !== recipient.id) return [page];
  const expiresAt = new Date(now.getTime() + linkLifeMs);
  const token = signLink(settings.secretKey, { action: 'incident.decide', subjectId, personId: recipient.id, expiresAt });
  const answer = `${settings.baseUrl}/answer/${token}`;
  return [{ label: confirm, href: `${answer}?choice=confirm` }, { label: reopen, href: `${answer}?choice=reopen` }, page];
}

interface AnswerLink {
  action: string;
  path: string;
  until: string;
}

/** Where the recipient answers without signing in: `data.link` says what the link is for. Opening it does nothing. */
function answerLink(
  { id: personId, language }: Person,
  { secretKey, baseUrl }: Settings,
  subjectId: string,
  { action, path, until }: AnswerLink,
) {
  const token = signLink(secretKey, { action, subjectId, personId, expiresAt: new Date(until) });
  return { label: words[language].answer, href: `${baseUrl}/${path}/${token}` };
}

/** One link for each answer; the page that opens asks once more, because mail scanners follow links. */
function ratingLinks({ id: personId }: Person, { secretKey, baseUrl }: Settings, subjectId: string, until: string): Link[] {
  const expiresAt = new Date(until);
  const token = signLink(secretKey, { action: 'satisfaction.rate', subjectId, personId, expiresAt });
  return [1, 2, 3, 4, 5].map((rating) => ({ label: '★'.repeat(rating), href: `${baseUrl}/rate/${token}?rating=${rating}` }));
}

const places: Record<string, string> = {
  incident: 'incidents',
  webhook: 'admin/webhooks',
  majorIncident: 'major-incidents',
  asset: 'assets',
  handOver: 'hand-overs',
  assetRequest: 'asset-requests',
};
const pathOf = (type: string, id: string): string =>
  type === 'mail' ? 'admin/mail' : type === 'holdings' ? 'devices' : `${places[type] ?? type}/${id}`;

function bodies(language: Language, lines: string[], links: Link[], footer: string): { text: string; html: string } {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line).replaceAll('\n', '<br>')}</p>`).join('');
  const anchors = links
    .map(({ label, href }) => `<a href="${escapeHtml(href)}" style="margin-right:16px">${escapeHtml(label)}</a>`)
    .join(' ');
  return {
    text: `${lines.join('\n\n')}\n\n${links.map(({ label, href }) => `${label}: ${href}`).join('\n')}\n\n-- \n${footer}\n`,
    html: `<!doctype html><html lang="${language}"><body style="font:16px/1.5 system-ui,sans-serif;color:#1c2330;max-width:36em">${paragraphs}<p>${anchors}</p><p style="color:#5b6472;font-size:13px">${footer}</p></body></html>`,
  };
}
