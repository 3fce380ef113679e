import type { z } from 'zod';
import type { Context } from '../platform/context.ts';
import type { mailboxAnswer } from './inbound-mail-schemas.ts';
import { allProgress, listMailboxes, type Mailbox, type MailboxProgress } from './mailbox-store.ts';

type Answer = z.output<typeof mailboxAnswer>;

/** Every mailbox with how it goes. */
export const readMailboxes = async (ctx: Context): Promise<Answer[]> => mailboxAnswers(ctx, await listMailboxes(ctx.db.sql));

/** Mailboxes as the API shows them: never with a password. */
export async function mailboxAnswers(ctx: Context, mailboxes: Mailbox[]): Promise<Answer[]> {
  const progress = new Map((await allProgress(ctx.db.sql)).map((one) => [one.mailboxId, one]));
  return mailboxes.map((mailbox) => {
    const { passwordSealed: _, ...shown } = mailbox;
    return { ...shown, progress: progressOf(mailbox, progress.get(mailbox.id)) };
  });
}

function progressOf({ isActive }: Mailbox, progress: MailboxProgress | undefined): Answer['progress'] {
  const { lastUid = 0, waiting = 0, checkedAt = null, succeededAt = null, failures = 0, lastError = null } = progress ?? {};
  const state = !isActive ? 'off' : failures > 0 ? 'failing' : succeededAt ? 'working' : 'waiting';
  return { state, lastUid, waiting, checkedAt, succeededAt, failures, error: lastError };
}
