import type { Sql } from '../../db/connection.ts';

export interface MailAbout {
  id: string;
  kind: string;
  commentId: string | null;
  recipientId: string | null;
  status: string;
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** The mails that went out about these things and whether they arrived, the oldest first; the last 300. */
export async function mailsAbout(sql: Sql, subjectIds: string[]): Promise<MailAbout[]> {
  const rows: Array<Omit<MailAbout, 'commentId' | 'error'> & { data: Record<string, unknown>; lastError: string | null }> = await sql(
    'notifications as n',
  )
    .join('deliveries as d', 'd.notificationId', 'n.id')
    .select(['d.id', 'n.kind', 'n.recipientId', 'n.dataJson', 'd.status', 'd.lastError', 'd.createdAt', 'd.finishedAt'])
    .whereIn('n.subjectId', subjectIds)
    .where('d.channel', 'mail')
    .orderBy('d.id', 'desc')
    .limit(300);
  return rows
    .reverse()
    .map(({ data, lastError, ...row }) => ({ ...row, error: lastError, commentId: (data['commentId'] as string) ?? null }));
}
