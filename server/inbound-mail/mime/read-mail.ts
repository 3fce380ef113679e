import { type Address, readAddresses } from './addresses.ts';
import { decodeText } from './charset.ts';
import { type Field, fieldOf, fieldsOf, idsOf, textOf } from './header.ts';
import { sanitizeMail, textOfHtml } from './html.ts';
import { type Part, readPart } from './part-tree.ts';
import { foldReply } from './reply-text.ts';
import { filesOfTnef } from './tnef.ts';
import { decodeBody, unflow, uuFiles } from './transfer.ts';

export interface MailFile {
  /** As the sender named it; whoever stores it tidies it. */
  name: string;
  /** What the sender says it is; only the bytes are believed. */
  claimedType: string;
  /** The Content-ID by which the HTML shows it, or null. */
  contentId: string | null;
  bytes: Uint8Array;
}

/** What a mail says about other mails: that one was not delivered, was displayed, or that somebody complained. */
export interface MailReport {
  kind: string;
  /** The machine's part, as text. */
  status: string;
  /** The header of the mail that it is about. */
  returned: Field[];
}

export interface ReadMail {
  fields: Field[];
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  from: Address[];
  sender: Address[];
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  subject: string;
  /** What the sender's clock said; nobody relies on it. */
  date: string | null;
  /** Everything that was written. */
  text: string;
  /** Made harmless, or null when the mail has no HTML. */
  html: string | null;
  /** What is new in it, without what it quotes and signs. */
  reply: string;
  files: MailFile[];
  report: MailReport | null;
}

const maxText = 500_000;
const maxFiles = 100;
/** Signatures of the whole mail: they prove something to a mail program and say nothing to people. */
const noise = /^application\/(pgp-signature|(x-)?pkcs7-signature|pgp-keys)$/;

/** Reads a whole mail. Throws MailFault for what no mail program writes, and nothing else. */
export function readMail(raw: Buffer): ReadMail {
  const root = readPart(raw.toString('latin1'));
  const { fields } = root;
  const found: Found = { said: [], files: [] };
  collect(root, found);
  const words = wordsOf(found.said);
  const text = words.text || tidy(calendarText(found.files));
  return {
    fields,
    messageId: idsOf(fieldOf(fields, 'message-id'))[0] ?? null,
    inReplyTo: idsOf(fieldOf(fields, 'in-reply-to')),
    references: idsOf(fieldsOf(fields, 'references').join(' ')),
    from: readAddresses(fieldOf(fields, 'from')),
    sender: readAddresses(fieldOf(fields, 'sender')),
    replyTo: readAddresses(fieldOf(fields, 'reply-to')),
    to: readAddresses(fieldsOf(fields, 'to').join(', ')),
    cc: readAddresses(fieldsOf(fields, 'cc').join(', ')),
    subject: tidy(textOf(fields, 'subject')).slice(0, 1000),
    date: textOf(fields, 'date') || null,
    text,
    html: words.html,
    reply: foldReply(text),
    files: found.files.slice(0, maxFiles),
    report: reportOf(root),
  };
}

/** One thing that was said, in one or both ways. */
interface Said {
  plain: string;
  html: string;
}

interface Found {
  said: Said[];
  files: MailFile[];
}

function collect(part: Part, found: Found): void {
  if (part.type === 'multipart/alternative') collectBest(part, found);
  else if (part.children.length > 0) {
    // What a report says to machines is read elsewhere and is no file of anybody.
    const isReport = part.type === 'multipart/report';
    for (const child of part.children) if (!(isReport && isReportPart(child))) collect(child, found);
  } else if (isText(part)) collectText(part, found);
  else if (!noise.test(part.type)) found.files.push(...filesOf(part, found.files.length));
}

/** The same said twice is one thing; calendars and pictures within are files. */
function collectBest(part: Part, found: Found): void {
  const within: Found = { said: [], files: [] };
  for (const child of part.children) collect(child, within);
  found.files.push(...within.files);
  const all = (way: keyof Said): string => within.said.map((said) => said[way]).find((text) => text.trim() !== '') ?? '';
  if (within.said.length > 0) found.said.push({ plain: all('plain'), html: all('html') });
}

/** All that was said as text, and as harmless HTML if any of it was HTML. */
function wordsOf(said: Said[]): { text: string; html: string | null } {
  const safe = said.map(({ plain, html }) => ({ plain, html: html && sanitizeMail(html) }));
  const text = safe.map(({ plain, html }) => (plain.trim() === '' ? textOfHtml(html) : plain.trim())).join('\n\n');
  const html = safe.map((one) => one.html || (one.plain && `<p>${escaped(one.plain)}</p>`)).join('\n');
  return { text: tidy(text), html: safe.some((one) => one.html.trim() !== '') ? tidy(html) : null };
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replaceAll('\n', '<br>');

const isReportPart = ({ type }: Part): boolean => /^message\/(delivery-status|feedback-report|disposition-notification)$/.test(type);

const isText = (part: Part): boolean =>
  (part.type === 'text/plain' || part.type === 'text/html') && part.disposition.value !== 'attachment' && !nameOf(part);

const nameOf = (part: Part): string => part.disposition.params['filename'] || part.params['name'] || '';

function collectText(part: Part, found: Found): void {
  const text = decodeText(decodeBody(part.body, part.encoding), part.params['charset']);
  if (part.type === 'text/html') return void found.said.push({ plain: '', html: text });
  const { rest, files } = uuFiles(text);
  for (const { name, bytes } of files) found.files.push({ name, claimedType: 'application/octet-stream', contentId: null, bytes });
  const isFlowed = part.params['format']?.toLowerCase() === 'flowed';
  found.said.push({ plain: isFlowed ? unflow(rest, part.params['delsp']?.toLowerCase() === 'yes') : rest, html: '' });
}

const endings: Record<string, string> = { 'text/calendar': 'invite.ics', 'text/html': 'page.html', 'text/plain': 'text.txt' };

function filesOf(part: Part, index: number): MailFile[] {
  const bytes = decodeBody(part.body, part.encoding);
  const nested = part.type === 'message/rfc822' ? textOf(readNestedHeader(part.body), 'subject') : '';
  const name =
    nameOf(part) || (part.type === 'message/rfc822' ? `${nested || 'message'}.eml` : (endings[part.type] ?? `part-${index + 1}`));
  const contentId = idsOf(fieldOf(part.fields, 'content-id'))[0] ?? null;
  const file: MailFile = { name, claimedType: part.type, contentId, bytes };
  const isTnef = part.type.includes('ms-tnef') || /^winmail\.dat$/i.test(name);
  return isTnef
    ? [file, ...filesOfTnef(bytes).map((inner) => ({ ...inner, claimedType: 'application/octet-stream', contentId: null }))]
    : [file];
}

function readNestedHeader(body: string): Field[] {
  try {
    return readPart(body.slice(0, 300_000)).fields;
  } catch {
    return [];
  }
}

function reportOf(root: Part): MailReport | null {
  const all = [root, ...root.children, ...root.children.flatMap(({ children }) => children)];
  const status = all.find(isReportPart);
  const returned = all.find(({ type }) => type === 'message/rfc822' || type === 'text/rfc822-headers' || type === 'message/rfc822-headers');
  const isReport = root.type === 'multipart/report' || status !== undefined;
  if (!isReport) return null;
  return {
    kind: (root.params['report-type'] ?? status?.type.replace('message/', '') ?? '').toLowerCase(),
    status: status ? decodeText(decodeBody(status.body, status.encoding)).slice(0, 20_000) : '',
    returned: returned ? readNestedHeader(decodeBody(returned.body, returned.encoding).toString('latin1')) : [],
  };
}

/** An invitation without words says what it is about. */
function calendarText(files: MailFile[]): string {
  const invitation = files.find(({ claimedType }) => claimedType === 'text/calendar');
  if (!invitation) return '';
  const lines = decodeText(Buffer.from(invitation.bytes))
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/);
  const value = (name: string): string => lines.find((line) => new RegExp(`^${name}[;:]`, 'i').test(line))?.replace(/^[^:]*:/, '') ?? '';
  return [value('SUMMARY'), value('DTSTART'), value('LOCATION')].filter(Boolean).join('\n');
}

/** Line ends of one kind, no NUL and its like, no half characters. */
export const tidy = (text: string): string =>
  text
    .slice(0, maxText)
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no database keeps NUL, no page shows the others
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[ \t]+$/gm, '')
    .trim();
