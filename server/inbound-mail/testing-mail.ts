import { Readable } from 'node:stream';
import { messageIdOf } from '../notifications/channels/mail/reply-proof.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { InboundMail } from './inbound-mail.ts';
import { processMail } from './process-mail.ts';
import { type Arrival, receiveMail } from './receive-mail.ts';

let count = 0;

/** A plain mail as a mail program writes it; `headers` come first and may replace the usual ones by `null`. */
export function mailOf(
  words: { from?: string; to?: string; subject?: string; text?: string; headers?: Record<string, string | null>; eol?: string } = {},
): string {
  count += 1;
  const {
    from = 'Ana <ana@example.org>',
    to = 'support@example.org',
    subject = 'The printer jams',
    text = 'It jams again.',
    eol = '\r\n',
  } = words;
  const usual: Record<string, string | null> = {
    From: from,
    To: to,
    Subject: subject,
    Date: 'Fri, 20 Nov 2026 16:45:00 +0100',
    'Message-ID': `<m${count}.${process.pid}@mail.example.org>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...words.headers,
  };
  const fields = Object.entries(usual).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return [...fields, '', text.replace(/\r?\n/g, eol), ''].join(eol);
}

/** Takes a mail in and looks at it, as every source does. */
export async function take(ctx: Context, raw: string | Buffer, arrival: Partial<Arrival> = {}): Promise<InboundMail> {
  const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw;
  const { mailId, rowId } = await receiveMail(ctx, Readable.from([bytes]), { source: 'api', account: 'api', ...arrival });
  const mail = await processMail(ctx, { mailId }, rowId ?? '');
  return mail as InboundMail;
}

/** The Message-ID, in brackets, of the last mail that went to a person about an incident. */
export async function lastMailTo(ctx: Context, person: Actor, incidentId: string): Promise<string> {
  const row: { id: string } | undefined = await ctx.db
    .sql('deliveries as d')
    .join('notifications as n', 'n.id', 'd.notificationId')
    .select('d.id')
    .where({ 'n.recipientId': person.id, 'n.subjectId': incidentId, 'd.channel': 'mail' })
    .orderBy('d.id', 'desc')
    .first();
  if (!row) throw new Error(`${person.name} got no mail about ${incidentId}`);
  return `<${messageIdOf(ctx.settings.secretKey, { subjectId: incidentId, personId: person.id as string, deliveryId: row.id }, 'localhost')}>`;
}

/** An answer to the last mail that a person got about an incident. */
export async function replyOf(ctx: Context, person: Actor, incidentId: string, words: Parameters<typeof mailOf>[0] = {}): Promise<string> {
  const id = await lastMailTo(ctx, person, incidentId);
  const from = `${person.name} <${person.name.toLowerCase()}@example.org>`;
  return mailOf({ from, subject: 'Re: The printer jams', ...words, headers: { 'In-Reply-To': id, References: id, ...words.headers } });
}

/** How many mails wait to go out, by kind. */
export async function outgoing(ctx: Context): Promise<string[]> {
  const rows: Array<{ kind: string; address: string }> = await ctx.db
    .sql('deliveries as d')
    .join('notifications as n', 'n.id', 'd.notificationId')
    .select('n.kind', 'd.address')
    .where('d.channel', 'mail')
    .orderBy('d.id');
  return rows.map(({ kind, address }) => `${kind} ${address}`);
}
