import type { Sql } from '../../../../db/connection.ts';

interface KnownMessage {
  messageId: string;
  subjectId: string;
  personId: string | null;
}

/** Keeps that a mail which came in belongs to a conversation; the first to say so is right. */
export async function rememberMessage(tx: Sql, message: KnownMessage & { createdAt: Date }): Promise<void> {
  await tx('mailMessages').insert(message).onConflict('messageId').ignore();
}

/** What the first of these Message-IDs that is known belongs to, or null. */
export async function subjectOfMessages(sql: Sql, messageIds: string[]): Promise<string | null> {
  const rows: KnownMessage[] = await sql('mailMessages').whereIn('messageId', messageIds.slice(-100));
  const byId = new Map(rows.map((row) => [row.messageId, row.subjectId]));
  return messageIds.map((id) => byId.get(id)).find((found) => found !== undefined) ?? null;
}

/** The Message-IDs of the last mails of a person in a conversation, the oldest first. */
export async function messagesOfPerson(sql: Sql, subjectId: string, personId: string): Promise<string[]> {
  const rows: KnownMessage[] = await sql('mailMessages').where({ subjectId, personId }).orderBy('createdAt', 'desc').limit(6);
  return rows.map(({ messageId }) => messageId).reverse();
}
