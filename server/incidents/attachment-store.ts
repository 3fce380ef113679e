import type { Sql } from '../../db/connection.ts';
import type { Comment } from './comment-store.ts';
import type { Visibility } from './incident.ts';

export interface Attachment {
  id: string;
  incidentId: string;
  /** Null while the file was added to the incident itself. */
  commentId: string | null;
  sha256: string;
  name: string;
  contentType: string;
  sizeBytes: number;
  visibility: Visibility;
  uploadedById: string | null;
  createdAt: Date;
  /** The bytes are gone then, or about to be. */
  removedAt: Date | null;
  removedByName: string | null;
}

/** A file as it comes in. */
export type NewAttachment = Omit<Attachment, 'removedAt' | 'removedByName'>;

export async function insertAttachment(tx: Sql, attachment: NewAttachment): Promise<Attachment> {
  await tx('attachments').insert(attachment);
  return { ...attachment, removedAt: null, removedByName: null };
}

/** The file of this incident with this id, or null. */
export async function findAttachment(sql: Sql, incidentId: string, id: string): Promise<Attachment | null> {
  return (await sql('attachments').where({ incidentId, id }).first()) ?? null;
}

/** The file with this id, whatever it is attached to, or null. */
export async function attachmentById(sql: Sql, id: string): Promise<Attachment | null> {
  return (await sql('attachments').where({ id }).first()) ?? null;
}

/** Says that a file was taken away; its row stays. */
export async function markRemoved(tx: Sql, id: string, removedAt: Date, removedByName: string): Promise<void> {
  await tx('attachments').where({ id, removedAt: null }).update({ removedAt, removedByName });
}

/** Takes away the files that belong to a comment. */
export async function removeFilesOfComment(tx: Sql, commentId: string, removedAt: Date, removedByName: string): Promise<void> {
  await tx('attachments').where({ commentId, removedAt: null }).update({ removedAt, removedByName });
}

/** Hands files that the person uploaded to the comment that speaks of them; answers how many there were. */
export async function attachToComment(
  tx: Sql,
  { ids, uploadedById, comment }: { ids: string[]; uploadedById: string | null; comment: Comment },
): Promise<number> {
  return tx('attachments')
    .whereIn('id', ids)
    .whereIn('incidentId', [comment.incidentId, comment.addressedToId ?? comment.incidentId])
    .where({ uploadedById })
    .whereNull('commentId')
    .whereNull('removedAt')
    .update({ commentId: comment.id, visibility: comment.visibility, incidentId: comment.incidentId });
}

/** Of these hashes, those that some row still needs. */
export async function neededHashes(sql: Sql, hashes: string[]): Promise<Set<string>> {
  const rows: Array<{ sha256: string }> = await sql('attachments').distinct('sha256').whereIn('sha256', hashes).whereNull('removedAt');
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** These files of an incident that hang on no comment, the oldest first. */
export async function looseAttachments(sql: Sql, incidentId: string, ids: string[]): Promise<Attachment[]> {
  return sql('attachments').where({ incidentId }).whereIn('id', ids).whereNull('commentId').orderBy('id');
}
