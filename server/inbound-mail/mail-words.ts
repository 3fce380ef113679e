import { attachFiles } from '../incidents/attach-file.ts';
import { fileNameOf } from '../incidents/receive-files.ts';
import { rememberMessage } from '../notifications/channels/mail/known-messages.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { KeptFile } from './inbound-mail.ts';
import type { MailCase } from './verdict.ts';

const mostWords = 50_000;

/** Text that an incident or a comment can hold. */
export const fitting = (text: string): string =>
  text.length <= mostWords ? text : `${text.slice(0, mostWords - 1).replace(/\p{Surrogate}$/u, '')}…`;

/** Lays the mail's files to the incident; answers them in their order. */
export async function attachMailFiles(tx: Context, actor: Actor, c: MailCase, incidentId: string): Promise<KeptFile[]> {
  if (c.files.length === 0) return [];
  const stored = c.files.map(({ contentId, ...file }) => ({ ...file, name: fileNameOf(file.name) }));
  const attached = await attachFiles(tx, actor, incidentId, stored, 'public');
  return attached.map(({ id, name }, index) => ({ name, attachmentId: id, contentId: c.files[index]?.contentId ?? null }));
}

/** Knows the mail again when somebody answers it instead of ours. */
export async function rememberMail(tx: Context, { mail }: MailCase, subjectId: string, personId: string): Promise<void> {
  if (!mail.messageId) return;
  await rememberMessage(tx.db.sql, { messageId: mail.messageId, subjectId, personId, createdAt: tx.clock() });
}

/** When it was sent; of an old mail that is imported the clock of its sender is all there is. */
export function momentOf({ row, mail }: MailCase): Date {
  const stated = row.source === 'import' && mail.date ? new Date(mail.date) : null;
  const isUsable = stated !== null && !Number.isNaN(stated.getTime()) && stated < row.receivedAt;
  return isUsable ? stated : row.receivedAt;
}
