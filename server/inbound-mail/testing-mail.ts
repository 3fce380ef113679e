import { Readable } from 'node:stream';
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
  return [...fields, '', text.replaceAll('\n', eol), ''].join(eol);
}

/** Takes a mail in and looks at it, as every source does. */
export async function take(ctx: Context, raw: string | Buffer, arrival: Partial<Arrival> = {}): Promise<InboundMail> {
  const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw;
  const { mailId, rowId } = await receiveMail(ctx, Readable.from([bytes]), { source: 'api', account: 'api', ...arrival });
  const mail = await processMail(ctx, { mailId }, rowId ?? '');
  return mail as InboundMail;
}
