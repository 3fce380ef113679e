import type { Sql } from '../../db/connection.ts';
import type { FileText, SkipReason } from '../search/file-text/file-text.ts';
import type { Visibility } from './incident.ts';

/** What is known of a file's words, under its hash. */
export interface AttachmentText {
  sha256: string;
  state: FileText['state'];
  reason: SkipReason | null;
}

const indexedFiles = 50;

/** Keeps the words of a file; the first that read it wins. */
export async function insertText(tx: Sql, sha256: string, text: FileText, readAt: Date): Promise<void> {
  const row = text.state === 'skipped' ? { reason: text.reason, body: '' } : { reason: null, body: text.text };
  await tx('attachmentTexts')
    .insert({ sha256, state: text.state, ...row, readAt })
    .onConflict('sha256')
    .ignore();
}

/** What is known of the words of these files. */
export async function findTexts(sql: Sql, hashes: string[]): Promise<Map<string, AttachmentText>> {
  if (hashes.length === 0) return new Map();
  const rows: AttachmentText[] = await sql('attachmentTexts').select('sha256', 'state', 'reason').whereIn('sha256', hashes);
  return new Map(rows.map((row) => [row.sha256, row]));
}

/** The names and words of an incident's newest files. */
export async function fileWords(
  sql: Sql,
  incidentId: string,
): Promise<Array<{ visibility: Visibility; name: string; body: string | null }>> {
  return sql('attachments as a')
    .leftJoin('attachmentTexts as t', 't.sha256', 'a.sha256')
    .select('a.visibility', 'a.name', 't.body')
    .where({ 'a.incidentId': incidentId, 'a.removedAt': null })
    .orderBy('a.id', 'desc')
    .limit(indexedFiles);
}

/** Files whose words nobody has read nor is about to; pictures have none. */
export async function readableUnread(sql: Sql, limit: number): Promise<string[]> {
  const rows: Array<{ id: string }> = await sql('attachments as a')
    .leftJoin('attachmentTexts as t', 't.sha256', 'a.sha256')
    .select('a.id')
    .whereNull('t.sha256')
    .whereNull('a.removedAt')
    .whereRaw("a.content_type not like 'image/%'")
    .whereNotExists((own) => void own.select('id').from('outbox as o').whereRaw("o.key = 'attachment.read:' || a.id"))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Files that search cannot read, or not to their end, with what they hang on; the newest first. */
export async function skippedFiles(
  sql: Sql,
  limit: number,
): Promise<Array<AttachmentText & { id: string; incidentId: string; name: string }>> {
  return sql('attachmentTexts as t')
    .join('attachments as a', 'a.sha256', 't.sha256')
    .select('a.id', 'a.incidentId', 'a.name', 't.sha256', 't.state', 't.reason')
    .whereNull('a.removedAt')
    .whereNot('t.state', 'read')
    .orderBy('a.id', 'desc')
    .limit(limit);
}
