import type { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import type { mailboxCheckAnswer } from './inbound-mail-schemas.ts';
import { findMailbox } from './mailbox-store.ts';
import { imapFault, openImap } from './open-imap.ts';

/** Signs in to a mailbox and looks around, for an administrator who wants to know whether it works; nothing is fetched. */
export async function checkMailbox(ctx: Context, id: string): Promise<z.output<typeof mailboxCheckAnswer>> {
  const mailbox = await findMailbox(ctx.db.sql, id);
  if (!mailbox) throw notFound('mailbox');
  try {
    const client = await openImap(ctx, mailbox);
    try {
      const folders = (await client.list()).map(({ path }) => path).slice(0, 200);
      const status = await client.status(mailbox.folder, { messages: true });
      return { isReachable: true, error: null, folders, messages: status ? (status.messages ?? null) : null };
    } finally {
      client.close();
    }
  } catch (error) {
    return { isReachable: false, error: imapFault(error), folders: [], messages: null };
  }
}
