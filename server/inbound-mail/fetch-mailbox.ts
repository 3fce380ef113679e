import { Readable } from 'node:stream';
import type { ImapFlow } from 'imapflow';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { hardMaxBytes } from './inbound-mail.ts';
import { keptUids } from './inbound-mail-store.ts';
import { findProgress, type Mailbox, type MailboxProgress, updateProgress } from './mailbox-store.ts';
import { receiveMail } from './receive-mail.ts';

/** A mail on the server that was not fetched yet. */
interface Waiting {
  uid: number;
  size: number;
  arrivedAt: Date | null;
}

/** After so many tries in a row a mail that the server does not give is noted and left where it is. */
const maxTries = 3;
/** Of a mail that nobody may send so much is kept, for somebody to look at. */
const excerptBytes = 256 * 1024;

/** How often in a row a mail of a mailbox could not be fetched. */
const stuck = new Map<string, { uid: number; tries: number }>();

/**
 * Fetches what is new in a mailbox, the oldest first, by its numbers and never by what somebody has read: each mail is kept
 * before the watermark moves past it. A mailbox that was numbered anew is read from its beginning; what we have is known.
 */
export async function fetchMailbox(ctx: Context, mailbox: Mailbox, client: ImapFlow, signal: AbortSignal): Promise<number> {
  const lock = await client.getMailboxLock(mailbox.folder);
  try {
    const selected = client.mailbox;
    if (!selected) throw new Error(`The folder ${mailbox.folder} could not be opened`);
    const uidValidity = Number(selected.uidValidity);
    const progress = await begin(ctx, mailbox, uidValidity);
    await putAway(ctx, mailbox, client, uidValidity, progress.lastUid);
    const waiting = await newMails(client, progress.lastUid);
    await note(ctx, mailbox, { waiting: waiting.length });
    let fetched = 0;
    for (const one of waiting) {
      if (signal.aborted) break;
      const isOld = mailbox.sinceAt !== null && one.arrivedAt !== null && one.arrivedAt < mailbox.sinceAt;
      if (!isOld) await fetchOne(ctx, mailbox, client, uidValidity, one);
      fetched += 1;
      await note(ctx, mailbox, { lastUid: one.uid, waiting: waiting.length - fetched });
    }
    if (fetched > 0) await putAway(ctx, mailbox, client, uidValidity, waiting[fetched - 1]?.uid ?? 0);
    const now = ctx.clock();
    await note(ctx, mailbox, { checkedAt: now, succeededAt: now, failures: 0, lastError: null });
    return fetched;
  } finally {
    lock.release();
  }
}

const note = (ctx: Context, { id }: Mailbox, changes: Partial<MailboxProgress>): Promise<void> =>
  transact(ctx, (tx) => updateProgress(tx.db.sql, id, changes));

async function begin(ctx: Context, mailbox: Mailbox, uidValidity: number): Promise<{ lastUid: number }> {
  const progress = await findProgress(ctx.db.sql, mailbox.id);
  if (progress?.uidValidity === uidValidity) return progress;
  if (progress?.uidValidity) ctx.log.warn({ mailbox: mailbox.name }, 'the mailbox was numbered anew; it is read from its beginning');
  await note(ctx, mailbox, { uidValidity, lastUid: 0 });
  return { lastUid: 0 };
}

async function newMails(client: ImapFlow, lastUid: number): Promise<Waiting[]> {
  const found: Waiting[] = [];
  if (client.mailbox && client.mailbox.exists === 0) return found;
  for await (const { uid, size, internalDate } of client.fetch(
    `${lastUid + 1}:*`,
    { uid: true, size: true, internalDate: true },
    { uid: true },
  )) {
    // "n:*" names the last mail even when its number is lower.
    if (uid > lastUid) found.push({ uid, size: size ?? 0, arrivedAt: internalDate ? new Date(internalDate) : null });
  }
  return found.sort((a, b) => a.uid - b.uid);
}

async function fetchOne(ctx: Context, mailbox: Mailbox, client: ImapFlow, uidValidity: number, { uid, size }: Waiting): Promise<void> {
  const arrival = { source: 'imap' as const, account: mailbox.id, mailboxId: mailbox.id, uidValidity, uid };
  try {
    const isTooLarge = size > hardMaxBytes;
    const download = await client.download(String(uid), undefined, { uid: true, ...(isTooLarge && { maxBytes: excerptBytes }) });
    // It was taken away since we looked: somebody else's business.
    if (!download?.content) return;
    await receiveMail(ctx, download.content, arrival);
    stuck.delete(mailbox.id);
  } catch (error) {
    if (!isStuck(mailbox.id, uid)) throw error;
    ctx.log.error({ err: error, mailbox: mailbox.name, uid }, 'a mail could not be fetched; it is noted and left on the server');
    const words = `Subject: ${mailbox.folder} ${uid}\r\n\r\n${String((error as Error).message)}\r\n`;
    await receiveMail(ctx, Readable.from([Buffer.from(words)]), arrival);
    stuck.delete(mailbox.id);
  }
}

function isStuck(mailboxId: string, uid: number): boolean {
  const before = stuck.get(mailboxId);
  const tries = before?.uid === uid ? before.tries + 1 : 1;
  stuck.set(mailboxId, { uid, tries });
  return tries >= maxTries;
}

/** Moves what is kept here into the folder for it; what was not moved in time goes the next time. */
async function putAway(ctx: Context, mailbox: Mailbox, client: ImapFlow, uidValidity: number, lastUid: number): Promise<void> {
  const { processedFolder } = mailbox;
  if (!processedFolder || lastUid === 0) return;
  const there = (await client.search({ uid: `1:${lastUid}` }, { uid: true })) || [];
  for (let from = 0; from < there.length; from += 200) {
    const kept = await keptUids(ctx.db.sql, mailbox.id, uidValidity, there.slice(from, from + 200));
    if (kept.length === 0) continue;
    await client.mailboxCreate(processedFolder).catch(() => {});
    await client.messageMove(kept.join(','), processedFolder, { uid: true });
  }
}
