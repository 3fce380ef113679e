import type { MailOutcome } from './inbound-mail.ts';
import type { Arrival } from './receive-mail.ts';
import { mailOf } from './testing-mail.ts';

export interface NastyMail {
  name: string;
  raw: string | Buffer;
  arrival?: Partial<Arrival>;
  expected: {
    outcome: MailOutcome;
    reason?: string;
    title?: string;
    text?: string;
    includes?: string;
    html?: RegExp;
    files?: string[];
  };
}

export const created = (more: Omit<NastyMail['expected'], 'outcome'> = {}): NastyMail['expected'] => ({ outcome: 'created', ...more });
export const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
export const base64 = (text: string | Buffer): string =>
  Buffer.from(text as string)
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n');

/** A mail of parts; `kind` is what follows multipart/. */
export function partsOf(kind: string, parts: string[], { boundary = 'b0und', end = true, subject = 'Parts' } = {}): string {
  const text = `${parts.map((part) => `--${boundary}\r\n${part}`).join('\r\n')}${end ? `\r\n--${boundary}--` : ''}`;
  return mailOf({ subject, text, headers: { 'Content-Type': `multipart/${kind}; boundary="${boundary}"` } });
}
export const textPart = (text: string, headers = ''): string => `Content-Type: text/plain; charset=utf-8\r\n${headers}\r\n${text}`;
export const htmlPart = (html: string): string => `Content-Type: text/html; charset=utf-8\r\n\r\n${html}`;
export const filePart = (
  name: string,
  content: string | Buffer,
  headers = `Content-Disposition: attachment; filename="${name}"\r\n`,
): string => `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n${headers}\r\n${base64(content)}`;
export const html = (body: string, subject = 'HTML'): string =>
  mailOf({ subject, text: body, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
export const withBody = (charset: string | null, body: Buffer, subject = 'Charset'): Buffer =>
  Buffer.concat([
    Buffer.from(
      mailOf({
        subject,
        text: '',
        headers: { 'Content-Type': charset === null ? null : `text/plain; charset=${charset}`, 'Content-Transfer-Encoding': '8bit' },
      }).slice(0, -'\r\n'.length),
    ),
    body,
  ]);

export const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

export function nested(depth: number): string {
  let body = textPart('at the bottom');
  for (let i = 0; i < depth; i += 1) body = `Content-Type: multipart/mixed; boundary="n${i}"\r\n\r\n--n${i}\r\n${body}\r\n--n${i}--`;
  return `From: ana@example.org\r\nSubject: Deep\r\n${body}`;
}

export function tnef(name: string, content: string): Buffer {
  const attribute = (level: number, id: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(9);
    head.writeUInt8(level, 0);
    head.writeUInt32LE(id, 1);
    head.writeUInt32LE(value.length, 5);
    return Buffer.concat([head, value, Buffer.alloc(2)]);
  };
  const start = Buffer.alloc(6);
  start.writeUInt32LE(0x223e9f78, 0);
  return Buffer.concat([
    start,
    attribute(2, 0x69002, Buffer.alloc(14)),
    attribute(2, 0x18010, Buffer.from(`${name}\0`, 'latin1')),
    attribute(2, 0x6800f, Buffer.from(content)),
  ]);
}
