import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { InboundMail, MailOutcome, MailStatus } from './inbound-mail.ts';

const written = ({ envelopeTo, files, trace, ...row }: Partial<InboundMail>) => ({
  ...row,
  ...(envelopeTo && { envelopeToJson: JSON.stringify(envelopeTo) }),
  ...(files && { filesJson: JSON.stringify(files) }),
  ...(trace && { traceJson: JSON.stringify(trace) }),
});

/** Keeps a mail; false when this one of the mailbox is kept already. */
export async function insertMail(tx: Sql, mail: InboundMail): Promise<boolean> {
  const inserted = await tx('inboundMails').insert(written(mail)).onConflict(['account', 'uid_validity', 'uid']).ignore().returning('id');
  return inserted.length > 0;
}

export async function findMail(sql: Sql, id: string): Promise<InboundMail | null> {
  return (await sql('inboundMails').where({ id }).first()) ?? null;
}

/** The same, held until the transaction ends. */
export async function lockMail(tx: Sql, id: string): Promise<InboundMail | null> {
  return (await tx('inboundMails').where({ id }).forUpdate().first()) ?? null;
}

/** A mail of these very bytes from the same account that nothing has become of yet, or null. */
export async function findUnprocessed(sql: Sql, account: string, sha256: string): Promise<InboundMail | null> {
  return (await sql('inboundMails').where({ sha256, account, status: 'received' }).first()) ?? null;
}

export async function findByDedupKey(sql: Sql, dedupKey: string): Promise<InboundMail | null> {
  return (await sql('inboundMails').where({ dedupKey }).first()) ?? null;
}

export async function updateMail(tx: Sql, id: string, changes: Partial<InboundMail>): Promise<void> {
  await tx('inboundMails').where({ id }).update(written(changes));
}

export interface MailFilter {
  status?: MailStatus | undefined;
  outcome?: MailOutcome | undefined;
  limit: number;
  cursor?: string | undefined;
}

const listed = [
  ...['id', 'source', 'mailboxId', 'sizeBytes', 'status', 'outcome', 'reason', 'fromAddress', 'fromName', 'subject', 'personId'],
  ...['verification', 'isTrusted', 'isAutomatic', 'incidentId', 'commentId', 'receivedAt', 'processedAt'],
];
export type ListedMail = Pick<
  InboundMail,
  | 'id'
  | 'source'
  | 'mailboxId'
  | 'sizeBytes'
  | 'status'
  | 'outcome'
  | 'reason'
  | 'fromAddress'
  | 'fromName'
  | 'subject'
  | 'personId'
  | 'verification'
  | 'isTrusted'
  | 'isAutomatic'
  | 'incidentId'
  | 'commentId'
  | 'receivedAt'
  | 'processedAt'
>;

/** A page of mails without their words, the newest first. */
export async function listMails(sql: Sql, filter: MailFilter): Promise<{ items: ListedMail[]; nextCursor: string | null }> {
  const query = sql('inboundMails')
    .select(listed)
    .limit(filter.limit + 1);
  if (filter.status) query.where({ status: filter.status });
  if (filter.outcome) query.where({ outcome: filter.outcome });
  afterCursor(query, [{ column: 'id', direction: 'desc' }], filter.cursor);
  return toPage((await query) as ListedMail[], filter.limit, ({ id }) => [id]);
}

/** Mails of which these incidents or comments were made; 500 at the most. */
export async function mailsOf(sql: Sql, incidentIds: string[], commentIds: string[]): Promise<InboundMail[]> {
  return sql('inboundMails')
    .where((any) => any.whereIn('incidentId', incidentIds).orWhereIn('commentId', commentIds))
    .whereIn('outcome', ['created', 'appended'])
    .orderBy('id')
    .limit(500);
}

/** How many mails wait in quarantine, counted to 100. */
export async function countQuarantined(sql: Sql): Promise<number> {
  return (await sql('inboundMails').select('id').where({ status: 'quarantined' }).limit(100)).length;
}

/** Of these hashes, those that some mail still needs. */
export async function neededMailHashes(sql: Sql, hashes: string[]): Promise<Set<string>> {
  const rows: Array<{ sha256: string }> = await sql('inboundMails').distinct('sha256').whereIn('sha256', hashes);
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Of these numbers of a mailbox, those whose mails are kept here. */
export async function keptUids(sql: Sql, account: string, uidValidity: number, uids: number[]): Promise<number[]> {
  const rows: Array<{ uid: number }> = await sql('inboundMails').select('uid').where({ account, uidValidity }).whereIn('uid', uids);
  return rows.map(({ uid }) => uid);
}

/** Mails that came before an instant and were not looked at yet; 200 at the most. */
export async function oldestUnprocessed(sql: Sql, before: Date): Promise<string[]> {
  const rows: Array<{ id: string }> = await sql('inboundMails')
    .select('id')
    .where({ status: 'received' })
    .where('receivedAt', '<', before)
    .orderBy('id')
    .limit(200);
  return rows.map(({ id }) => id);
}

/** Deletes mails that were discarded before an instant, and mails that were found to be copies of them. */
export async function deleteDiscarded(tx: Sql, before: Date): Promise<number> {
  const old = () => tx('inboundMails').select('id').where({ status: 'discarded' }).where('processedAt', '<', before);
  await tx('inboundMails').whereIn('duplicateOfId', old()).delete();
  return tx('inboundMails').where({ status: 'discarded' }).where('processedAt', '<', before).delete();
}

/** What stands for the bytes of a mail whose words were taken back; no file has this name, so the bytes are swept away. */
const noBytes = 'removed';

/** Forgets the words and the bytes of the mail that a comment was made of, and of its copies. */
export async function forgetMailOfComment(tx: Sql, commentId: string): Promise<void> {
  const nothing = { text: null, html: null, filesJson: '[]', sha256: noBytes };
  const ids: string[] = (await tx('inboundMails').select('id').where({ commentId })).map(({ id }: { id: string }) => id);
  await tx('inboundMails').whereIn('id', ids).orWhereIn('duplicateOfId', ids).update(nothing);
}
