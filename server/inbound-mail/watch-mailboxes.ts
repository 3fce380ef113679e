import { randomUUID } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { fetchMailbox } from './fetch-mailbox.ts';
import { findProgress, listMailboxes, type Mailbox, takeLease, updateProgress } from './mailbox-store.ts';
import { imapFault, openImap } from './open-imap.ts';

export interface MailboxWatch {
  stop(): Promise<void>;
}

export interface WatchOptions {
  /** How often to look whether there are other mailboxes. */
  checkMs?: number;
  /** How often to look into a mailbox whose server does not say by itself that there is mail. */
  pollMs?: number;
}

const leaseMs = 60_000;
const longestRestMs = 5 * 60_000;

/**
 * Reads every active mailbox as long as this process lives: at once when its server says that there is mail (IDLE), and every
 * minute all the same. One process at a time reads a mailbox; when it dies another one takes over within a minute.
 */
export function watchMailboxes(ctx: Context, { checkMs = 5_000, pollMs = 60_000 }: WatchOptions = {}): MailboxWatch {
  const holder = randomUUID();
  const readers = new Map<string, { version: number; abort: AbortController; done: Promise<void> }>();
  const stopped = new AbortController();

  const check = async (): Promise<void> => {
    const active = (await listMailboxes(ctx.db.sql)).filter(({ isActive }) => isActive);
    for (const [id, reader] of readers) {
      const mailbox = active.find((one) => one.id === id);
      if (mailbox?.version === reader.version) continue;
      readers.delete(id);
      reader.abort.abort();
      await reader.done;
    }
    for (const mailbox of active.filter(({ id }) => !readers.has(id))) {
      const abort = new AbortController();
      readers.set(mailbox.id, { version: mailbox.version, abort, done: read(ctx, mailbox, holder, pollMs, abort.signal) });
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await check().catch((error) => ctx.log.warn({ err: error }, 'the mailboxes could not be looked up'));
      await rest(checkMs, stopped.signal);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped.abort();
      await running;
      for (const { abort } of readers.values()) abort.abort();
      await Promise.all([...readers.values()].map(({ done }) => done));
    },
  };
}

/** Sleeps, unless or until the signal says stop. */
function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

/** Reads one mailbox until told to stop. What goes wrong is noted and tried again, later and later. */
async function read(ctx: Context, mailbox: Mailbox, holder: string, pollMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await holdLease(ctx, mailbox, holder)) await session(ctx, mailbox, holder, pollMs, signal);
      else await rest(Math.min(pollMs, leaseMs / 2), signal);
    } catch (error) {
      const failures = await noteFailure(ctx, mailbox, error).catch(() => 1);
      await rest(Math.min(2_000 * 2 ** failures, longestRestMs, Math.max(pollMs, 1_000) * failures), signal);
    }
  }
  await giveBack(ctx, mailbox, holder).catch(() => {});
}

/** One connection: fetch, wait for news, fetch. */
async function session(ctx: Context, mailbox: Mailbox, holder: string, pollMs: number, signal: AbortSignal): Promise<void> {
  const client = await openImap(ctx, mailbox);
  const close = (): void => client.close();
  signal.addEventListener('abort', close);
  try {
    while (!signal.aborted && client.usable) {
      await fetchMailbox(ctx, mailbox, client, signal);
      await news(client, pollMs, signal);
      if (!(await holdLease(ctx, mailbox, holder))) return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', close);
    client.close();
  }
}

/** Until the server says that there is something new, the time is over, or the connection is. */
function news(client: ImapFlow, pollMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      client.off('exists', end);
      client.off('close', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(pollMs, leaseMs / 2));
    client.on('exists', end);
    client.on('close', end);
    signal.addEventListener('abort', end);
    client.idle().catch(() => {});
  });
}

function holdLease(ctx: Context, { id }: Mailbox, holder: string): Promise<boolean> {
  const now = ctx.clock();
  return transact(ctx, (tx) => takeLease(tx.db.sql, id, holder, now, new Date(now.getTime() + leaseMs)));
}

async function giveBack(ctx: Context, { id }: Mailbox, holder: string): Promise<void> {
  const progress = await findProgress(ctx.db.sql, id);
  if (progress?.leaseHolder !== holder) return;
  await transact(ctx, (tx) => updateProgress(tx.db.sql, id, { leaseHolder: null, leaseUntilAt: null }));
}

async function noteFailure(ctx: Context, mailbox: Mailbox, error: unknown): Promise<number> {
  const failures = ((await findProgress(ctx.db.sql, mailbox.id))?.failures ?? 0) + 1;
  const now = ctx.clock();
  ctx.log.warn({ err: error, mailbox: mailbox.name, failures }, 'a mailbox could not be read');
  await transact(ctx, (tx) =>
    updateProgress(tx.db.sql, mailbox.id, { checkedAt: now, failedAt: now, failures, lastError: imapFault(error) }),
  );
  return failures;
}
