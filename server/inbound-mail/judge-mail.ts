import { loopSign, readMessageId } from '../notifications/channels/mail/reply-proof.ts';
import type { Context } from '../platform/context.ts';
import { sha256 } from '../platform/ids.ts';
import { converse } from './converse.ts';
import { findByDedupKey } from './inbound-mail-store.ts';
import { judgeBounce } from './judge-bounce.ts';
import { readAddresses } from './mime/addresses.ts';
import { fieldsOf } from './mime/header.ts';
import { ignored, type MailCase, noteStep, type Verdict } from './verdict.ts';

/**
 * Decides what becomes of a mail and does it, in the transaction that records it: known already, our own, a report about a
 * mail of ours, or something that somebody says. The order matters: what comes first can do the least harm.
 */
export async function judgeMail(tx: Context, c: MailCase, bodySha256: string): Promise<Verdict> {
  const dedupKey = sha256(`${nameOf(c)}\n${bodySha256}`);
  const duplicate = await judgeDuplicate(tx, c, dedupKey);
  if (duplicate) return duplicate;
  const verdict = judgeOwn(tx, c) ?? (await judgeBounce(tx, c)) ?? (await converse(tx, c));
  return { ...verdict, dedupKey };
}

/** By what a mail is told from others with the same words: its Message-ID, which some programs forget. */
const nameOf = ({ mail }: MailCase): string => mail.messageId ?? JSON.stringify([mail.from, mail.subject, mail.date]);

/** The same Message-ID with the same content is the same mail, through whichever mailbox it comes. */
async function judgeDuplicate(tx: Context, c: MailCase, dedupKey: string): Promise<Verdict | null> {
  const other = await findByDedupKey(tx.db.sql, dedupKey);
  const isOther = other !== null && other.id !== c.row.id;
  noteStep(c, 'duplicate', isOther ? 'yes' : 'no');
  if (!isOther) return null;
  const { id, incidentId, commentId, personId } = other;
  return { outcome: 'duplicate', reason: 'knownMail', duplicateOfId: id, incidentId, commentId, personId };
}

/** What we sent comes back: through another mailbox, a forwarding, an alias of several. */
function judgeOwn(tx: Context, c: MailCase): Verdict | null {
  if (c.released) return null;
  const { secretKey, mailFrom, mailReplyTo } = tx.settings;
  const own = [...readAddresses(mailFrom), ...readAddresses((mailReplyTo ?? '').replace('+{token}', ''))].map(({ address }) => address);
  const from = c.mail.from[0]?.address ?? '';
  const sign = fieldsOf(c.mail.fields, 'x-coulisse-loop').includes(loopSign(secretKey))
    ? 'x-coulisse-loop'
    : c.mail.messageId && readMessageId(secretKey, c.mail.messageId)
      ? 'message-id'
      : from !== '' && own.includes(from)
        ? from
        : null;
  noteStep(c, 'own', sign ? 'yes' : 'no', sign ?? undefined);
  return sign ? ignored('ownMail') : null;
}
