import { decodeText } from './mime/charset.ts';
import { idsOf } from './mime/header.ts';
import type { ReadMail } from './mime/read-mail.ts';

/** What a mail server said about a mail that was sent. */
export interface Bounce {
  kind: 'permanent' | 'temporary' | 'other';
  /** The enhanced status code, or the old one. */
  status: string;
  /** The address that was not reached, as the report gives it. */
  recipient: string | null;
  diagnostic: string;
  /** Message-IDs of what came back. Whether one of them is ours, only its signature says. */
  returnedIds: string[];
}

const subjects =
  /undeliver|delivery (status notification|failure|has failed)|returned mail|failure notice|mail delivery (failed|system)|delivery incomplete|non remis|échec de (la )?remise|unzustellbar|mislukt|no se ha podido entregar|mancato recapito|message not delivered|delivery report/i;
const senders = /^(mailer-daemon|postmaster|mail-daemon|mmdf|microsoftexchange[0-9a-f]*)@/i;

/** The report of a failed delivery in a mail, standard (RFC 3464) or as Exim, qmail, Exchange and Notes write it; or null. */
export function readBounce(mail: ReadMail, envelopeFrom: string | null): Bounce | null {
  const isStandard = mail.report?.kind === 'delivery-status' || /^(final-recipient|action)\s*:/im.test(mail.report?.status ?? '');
  const isFromDaemon = senders.test(mail.from[0]?.address ?? '') || envelopeFrom === '';
  if (!isStandard && !(isFromDaemon && subjects.test(mail.subject))) return null;
  const said = `${mail.report?.status ?? ''}\n${mail.text}`;
  const status = statusOf(mail.report?.status ?? '', said);
  return {
    kind: kindOf(status, mail.report?.status ?? ''),
    status,
    recipient: recipientOf(mail, said),
    diagnostic: (/^diagnostic-code\s*:\s*(.+)$/im.exec(said)?.[1] ?? firstComplaint(mail.text)).trim().slice(0, 500),
    returnedIds: returnedIds(mail),
  };
}

function statusOf(report: string, said: string): string {
  const standard = /^status\s*:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(report)?.[1];
  const enhanced = [...said.matchAll(/(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/g)].map(([, code]) => code as string);
  const old = /(?<!\d)([45][0-5]\d)(?=[ -])/.exec(said)?.[1];
  const inWords =
    /user unknown|no such (user|mailbox)|does(n['’]t| not) exist|unknown (user|recipient|address)|invalid recipient|utilisateur inconnu/i;
  // Exim says 5.0.0 of everything and writes the reason beside it.
  const isPrecise = (code: string): boolean => !code.endsWith('.0.0') && (standard === undefined || code[0] === standard[0]);
  const precise = [...(standard ? [standard] : []), ...enhanced].find(isPrecise);
  return precise ?? standard ?? old ?? (inWords.test(said) ? '5.1.1' : '');
}

function kindOf(status: string, report: string): Bounce['kind'] {
  const action = /^action\s*:\s*(\w+)/im.exec(report)?.[1]?.toLowerCase();
  if (action === 'delayed') return 'temporary';
  if (action && action !== 'failed') return 'other';
  if (status.startsWith('5')) return 'permanent';
  return status.startsWith('4') ? 'temporary' : 'other';
}

/** True for codes that mean that the address itself is no more, not that a box is full or a mail too large. */
export const isAddressGone = (status: string): boolean => /^5\.1\.[0-36]|^5\.2\.1|^55[01]$/.test(status);

function recipientOf(mail: ReadMail, said: string): string | null {
  const fields = /^(?:final|original)-recipient\s*:\s*(?:rfc822\s*;)?\s*<?([^\s<>]+@[^\s<>]+)>?/im.exec(said)?.[1];
  const failed = mail.fields.find(({ name }) => name === 'x-failed-recipients')?.value.split(',')[0];
  const written = /<([^\s<>@]+@[^\s<>]+)>/.exec(mail.text)?.[1];
  return (fields ?? failed ?? written)?.trim().toLowerCase() ?? null;
}

const firstComplaint = (text: string): string =>
  text.split('\n').find((line) => /\b[45]\d\d\b|\b[45]\.\d+\.\d+\b|unknown|exist/i.test(line)) ?? '';

function returnedIds(mail: ReadMail): string[] {
  const header = mail.report?.returned.find(({ name }) => name === 'message-id')?.value ?? '';
  const attached = mail.files
    .filter(({ claimedType, name }) => claimedType.startsWith('message/') || claimedType === 'text/rfc822-headers' || name.endsWith('.eml'))
    .map(({ bytes }) => decodeText(Buffer.from(bytes.slice(0, 50_000))));
  const written = [mail.text, ...attached].flatMap((text) =>
    [...text.matchAll(/^>?\s*message-id\s*:\s*(<[^<>\s]+>)/gim)].map(([, id]) => id as string),
  );
  return [...new Set(idsOf(`${header} ${written.join(' ')}`))];
}
