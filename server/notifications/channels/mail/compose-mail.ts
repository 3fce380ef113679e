import type { SendMailOptions } from 'nodemailer';
import type { Person } from '../../../people/person.ts';
import type { Delivery, Notification } from '../../notification.ts';
import { sentencesOf } from '../../sentences.ts';

interface Occasion {
  delivery: Delivery;
  notification: Notification;
  recipient: Person;
  mailFrom: string;
  baseUrl: string;
}

const footer = {
  en: 'You receive this because you take part. It was sent by a program; the answer to it is on the page.',
  fr: 'Vous recevez ce message parce que vous y prenez part. Un programme l’a envoyé ; répondez sur la page.',
};
const open = { en: 'Open', fr: 'Ouvrir' };

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * The mail of a notification in the recipient's language. Its Message-ID is the delivery's, so that a second sending
 * after a crash is seen as the same message; its headers keep automatic answerers quiet (RFC 3834).
 */
export function composeMail({ delivery, notification, recipient, mailFrom, baseUrl }: Occasion): SendMailOptions {
  const { language } = recipient;
  const { subject, lines } = sentencesOf(notification, language, recipient.timeZone);
  const link = `${baseUrl}/${notification.subjectType === 'incident' ? 'incidents' : notification.subjectType}/${notification.subjectId}`;
  const thread = `<${notification.subjectType}.${notification.subjectId}@${new URL(baseUrl).hostname}>`;
  const paragraphs = lines.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line).replaceAll('\n', '<br>')}</p>`).join('');
  return {
    from: mailFrom,
    to: { name: recipient.name, address: delivery.address },
    subject: oneLine(subject),
    messageId: `<${delivery.id}@${new URL(baseUrl).hostname}>`,
    references: thread,
    inReplyTo: thread,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'X-Coulisse-Loop': notification.id },
    text: `${lines.join('\n\n')}\n\n${open[language]}: ${link}\n\n-- \n${footer[language]}\n`,
    html: `<!doctype html><html lang="${language}"><body style="font:16px/1.5 system-ui,sans-serif;color:#1c2330;max-width:36em">${paragraphs}<p><a href="${escapeHtml(link)}">${open[language]}</a></p><p style="color:#5b6472;font-size:13px">${footer[language]}</p></body></html>`,
  };
}
