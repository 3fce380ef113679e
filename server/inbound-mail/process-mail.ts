import { Readable } from 'node:stream';
import { complete, findOutboxRow } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { storeFile } from '../incidents/attachment-files.ts';
import type { Context } from '../platform/context.ts';
import { sha256 } from '../platform/ids.ts';
import { listenForDeletions } from './forget-mail-words.ts';
import type { InboundMail } from './inbound-mail.ts';
import { findMail, lockMail, updateMail } from './inbound-mail-store.ts';
import { judgeMail } from './judge-mail.ts';
import { readMailBytes } from './mail-files.ts';
import { readPolicy } from './mail-policy-store.ts';
import { MailFault } from './mime/header.ts';
import type { ReadMail } from './mime/read-mail.ts';
import { parseMail } from './parse-mail.ts';
import { tellOfQuarantine } from './tell-of-quarantine.ts';
import { type MailAttachment, type MailCase, noteStep, quarantined, type Verdict } from './verdict.ts';

/** A mail that failed so often for reasons of our own is set aside, so that somebody looks at it. */
const maxAttempts = 5;
/** Of an oversized mail so much is read: its words come first. */
const readOfLargeBytes = 1024 * 1024;

export type Release = MailCase['released'];

/**
 * Job `mail.process`, and whoever took the mail in and waits: reads it, puts its files on the disk, then decides and
 * records in one transaction with the end of the job. Killed at any moment it begins anew and doubles nothing.
 */
export async function processMail(ctx: Context, { mailId }: { mailId: string }, rowId: string): Promise<InboundMail | null> {
  const row = (await findOutboxRow(ctx.db.sql, rowId)) ? await findMail(ctx.db.sql, mailId) : null;
  if (row?.status !== 'received') return transact(ctx, (tx) => endQuietly(tx, mailId, rowId));
  try {
    return await attempt(ctx, row, rowId, null);
  } catch (error) {
    return afterFailure(ctx, row, rowId, error);
  }
}

async function endQuietly(tx: Context, mailId: string, rowId: string): Promise<InboundMail | null> {
  await complete(tx.db.sql, rowId);
  return findMail(tx.db.sql, mailId);
}

/** One look at a mail, from its bytes to its verdict. With no outbox row somebody released it by hand. */
export async function attempt(ctx: Context, row: InboundMail, rowId: string | null, released: Release): Promise<InboundMail> {
  const trace = row.trace.slice(0, 1);
  const policy = await readPolicy(ctx.db.sql);
  const read = await readKept(ctx, row, policy.maxBytes);
  const files = read.mail && !read.isCut ? await keepFiles(ctx, read.mail) : [];
  noteStep({ trace }, 'parsed', read.mail ? (read.isCut ? 'cut' : 'yes') : 'no', read.fault?.message);
  return transact(ctx, async (tx) => {
    const locked = await lockMail(tx.db.sql, row.id);
    const isFree = locked?.status === row.status && (rowId === null || (await complete(tx.db.sql, rowId)));
    if (!locked || !isFree) return locked ?? row;
    const { mail } = read;
    const verdict = mail
      ? await judgeMail(tx, { row, mail, files, policy, isCut: read.isCut, trace, released }, read.contentSha256)
      : quarantined(read.fault?.reason ?? 'unreadable');
    return conclude(tx, row, mail, verdict, trace);
  });
}

interface Read {
  mail: ReadMail | null;
  fault: MailFault | null;
  isCut: boolean;
  contentSha256: string;
}

async function readKept(ctx: Context, row: InboundMail, maxBytes: number): Promise<Read> {
  const isCut = row.sizeBytes > maxBytes;
  try {
    const raw = await readMailBytes(ctx.settings.dataDir, row.sha256, isCut ? readOfLargeBytes : row.sizeBytes);
    return { mail: await parseMail(raw), fault: null, isCut, contentSha256: contentHash(raw) };
  } catch (error) {
    const isGone = (error as { code?: string }).code === 'ENOENT';
    if (!isGone && !(error instanceof MailFault)) throw error;
    return { mail: null, fault: isGone ? new MailFault('bytesGone') : (error as MailFault), isCut, contentSha256: '' };
  }
}

/** Of what follows the header: each server on the way adds to that, and two copies of one mail differ in nothing else. */
function contentHash(raw: Buffer): string {
  const ends = ['\r\n\r\n', '\n\n'].map((mark) => raw.indexOf(mark)).filter((at) => at >= 0);
  const body = ends.length > 0 ? raw.subarray(Math.min(...ends)) : raw;
  return sha256(body.toString('latin1').replace(/\r\n?/g, '\n').trim());
}

async function keepFiles(ctx: Context, { files }: ReadMail): Promise<MailAttachment[]> {
  const kept: MailAttachment[] = [];
  for (const { name, contentId, bytes } of files) {
    kept.push({ ...(await storeFile(ctx.settings.dataDir, Readable.from([Buffer.from(bytes)]))), name, contentId });
  }
  return kept;
}

async function conclude(
  tx: Context,
  row: InboundMail,
  mail: ReadMail | null,
  verdict: Verdict,
  trace: InboundMail['trace'],
): Promise<InboundMail> {
  const isQuarantined = verdict.outcome === 'quarantined';
  noteStep({ trace }, 'outcome', verdict.outcome ?? '', verdict.reason ?? undefined);
  const changes: Partial<InboundMail> = {
    ...(mail && {
      messageId: mail.messageId?.slice(0, 900) ?? null,
      fromAddress: mail.from[0]?.address ?? null,
      fromName: mail.from[0]?.name ?? null,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
    }),
    ...verdict,
    status: isQuarantined ? 'quarantined' : 'done',
    trace,
    processedAt: tx.clock(),
  };
  await updateMail(tx.db.sql, row.id, changes);
  if (verdict.commentId) await listenForDeletions(tx);
  if (isQuarantined && row.status !== 'quarantined') await tellOfQuarantine(tx, verdict.reason ?? '', mail?.from[0]?.address ?? '');
  tx.db.afterCommit(() => tx.live.publish({ type: 'inboundMail.changed', id: row.id, audience: { role: 'lead' } }));
  return { ...row, ...changes };
}

/** Counts a failure that is the mail's or ours, not the database's or the disk's; after some the mail is set aside. */
async function afterFailure(ctx: Context, row: InboundMail, rowId: string, error: unknown): Promise<InboundMail | null> {
  const { dialect } = ctx.db;
  const isOutage =
    dialect.isUnavailable(error) || dialect.isFull(error) || /ENOSPC|EDQUOT|EIO/.test(String((error as { code?: string }).code));
  if (isOutage) throw error;
  ctx.log.error({ err: error, mailId: row.id }, 'a mail could not be processed');
  const isLast = row.attempts + 1 >= maxAttempts;
  await transact(ctx, (tx) => updateMail(tx.db.sql, row.id, { attempts: row.attempts + 1 }));
  if (!isLast) throw error;
  const trace = [...row.trace.slice(0, 1), { step: 'failed', result: 'yes', detail: String((error as Error).message).slice(0, 300) }];
  return transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return findMail(tx.db.sql, row.id);
    return conclude(tx, row, null, quarantined('failed'), trace);
  });
}
