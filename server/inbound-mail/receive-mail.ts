import type { Readable } from 'node:stream';
import { enqueue, findOutboxRowByKey } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import type { InboundMail, MailSource } from './inbound-mail.ts';
import { findUnprocessed, insertMail } from './inbound-mail-store.ts';
import { storeMail } from './mail-files.ts';

/** From where a mail came; a mailbox's numbers make it the same mail however often it is fetched. */
export interface Arrival {
  source: MailSource;
  account: string;
  mailboxId?: string;
  uidValidity?: number;
  uid?: number;
  envelopeFrom?: string | null;
  envelopeTo?: string[];
}

export interface Received {
  mailId: string;
  /** The work that is to be done about it, or null when this mail of the mailbox is known already. */
  rowId: string | null;
}

export const processKey = (mailId: string): string => `mail.process:${mailId}`;

/** Who processes a mail at once leaves the job alone for so long; after that it is taken for dead. */
const inlineMs = 60_000;

/**
 * Takes a mail in: its bytes on the disk, then the row and the work in one transaction. Once this answers, the sender may
 * forget the mail. Bytes that were taken in before and never looked at are the same mail, whose sender was not answered.
 */
export async function receiveMail(ctx: Context, content: Readable, arrival: Arrival, { isInline = false } = {}): Promise<Received> {
  const { sha256, sizeBytes } = await storeMail(ctx.settings.dataDir, content);
  return transact(ctx, async (tx) => {
    const earlier = arrival.uid === undefined ? await findUnprocessed(tx.db.sql, arrival.account, sha256) : null;
    if (earlier) return { mailId: earlier.id, rowId: await workFor(tx, earlier.id, 0) };
    const mail = newMail(tx, arrival, { sha256, sizeBytes });
    const isNew = await insertMail(tx.db.sql, mail);
    return { mailId: mail.id, rowId: isNew ? await enqueueProcessing(tx, mail.id, isInline ? inlineMs : 0) : null };
  });
}

async function workFor(tx: Context, mailId: string, delayMs: number): Promise<string> {
  return (await findOutboxRowByKey(tx.db.sql, processKey(mailId)))?.id ?? enqueueProcessing(tx, mailId, delayMs);
}

/** Asks for a mail to be looked at. */
export function enqueueProcessing(tx: Context, mailId: string, delayMs = 0): Promise<string> {
  const now = tx.clock();
  const runAt = new Date(now.getTime() + delayMs);
  return enqueue(tx.db.sql, { job: 'mail.process', payload: { mailId }, runAt, now, key: processKey(mailId) });
}

function newMail(tx: Context, arrival: Arrival, bytes: { sha256: string; sizeBytes: number }): InboundMail {
  return {
    id: newId(),
    source: arrival.source,
    account: arrival.account,
    mailboxId: arrival.mailboxId ?? null,
    uidValidity: arrival.uidValidity ?? null,
    uid: arrival.uid ?? null,
    ...bytes,
    envelopeFrom: arrival.envelopeFrom ?? null,
    envelopeTo: arrival.envelopeTo ?? [],
    status: 'received',
    outcome: null,
    reason: null,
    messageId: null,
    dedupKey: null,
    duplicateOfId: null,
    fromAddress: null,
    fromName: null,
    subject: null,
    personId: null,
    verification: null,
    isTrusted: false,
    isAutomatic: false,
    incidentId: null,
    commentId: null,
    text: null,
    html: null,
    files: [],
    trace: [{ step: 'stored', result: arrival.source }],
    attempts: 0,
    receivedAt: tx.clock(),
    processedAt: null,
  };
}
