import type { Sql } from '../../db/connection.ts';

/** A mailbox that mail is fetched from by IMAP. */
export interface Mailbox {
  id: string;
  name: string;
  /** The address that people write to, if it is one. */
  address: string | null;
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  username: string;
  passwordSealed: string;
  folder: string;
  /** Where mails go on the server once they are kept here; null leaves them. */
  processedFolder: string | null;
  supportGroupId: string | null;
  serviceId: string | null;
  isActive: boolean;
  /** Mails that arrived earlier stay unread by us; null takes everything. */
  sinceAt: Date | null;
  version: number;
  createdAt: Date;
}

/** How far a mailbox was read, and how it went last. */
export interface MailboxProgress {
  mailboxId: string;
  uidValidity: number | null;
  lastUid: number;
  /** Mails on the server that were not fetched at the last look. */
  waiting: number;
  checkedAt: Date | null;
  succeededAt: Date | null;
  failedAt: Date | null;
  failures: number;
  lastError: string | null;
  leaseHolder: string | null;
  leaseUntilAt: Date | null;
}

export async function findMailbox(sql: Sql, id: string): Promise<Mailbox | null> {
  return (await sql('mailboxes').where({ id }).first()) ?? null;
}

export const listMailboxes = (sql: Sql): Promise<Mailbox[]> => sql('mailboxes').select('*').orderBy(['name', 'id']).limit(200);

export async function insertMailbox(tx: Sql, mailbox: Mailbox): Promise<void> {
  await tx('mailboxes').insert(mailbox);
  await tx('mailboxProgress').insert({ mailboxId: mailbox.id, lastUid: 0, waiting: 0, failures: 0 });
}

/** Changes a mailbox that still has this version; answers false when somebody was faster. */
export async function updateMailbox(tx: Sql, id: string, version: number, changes: Partial<Mailbox>): Promise<boolean> {
  const count = await tx('mailboxes')
    .where({ id, version })
    .update({ ...changes, version: version + 1 });
  return count === 1;
}

/** Takes a mailbox away; its mails stay. */
export const deleteMailbox = async (tx: Sql, id: string): Promise<boolean> => (await tx('mailboxes').where({ id }).delete()) > 0;

export async function findProgress(sql: Sql, mailboxId: string): Promise<MailboxProgress | null> {
  return (await sql('mailboxProgress').where({ mailboxId }).first()) ?? null;
}

export const allProgress = (sql: Sql): Promise<MailboxProgress[]> => sql('mailboxProgress').select('*').limit(200);

export async function updateProgress(tx: Sql, mailboxId: string, changes: Partial<MailboxProgress>): Promise<void> {
  await tx('mailboxProgress').where({ mailboxId }).update(changes);
}

/** Makes this process the one that reads the mailbox until then; false while another one does. */
export async function takeLease(tx: Sql, mailboxId: string, leaseHolder: string, now: Date, leaseUntilAt: Date): Promise<boolean> {
  const count = await tx('mailboxProgress')
    .where({ mailboxId })
    .where((free) => free.whereNull('leaseUntilAt').orWhere('leaseUntilAt', '<', now).orWhere({ leaseHolder }))
    .update({ leaseHolder, leaseUntilAt });
  return count === 1;
}
