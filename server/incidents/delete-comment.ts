import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { forgetNoticeText } from '../notifications/forget-notice-text.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { removeFilesOfComment } from './attachment-store.ts';
import { mayDelete } from './comment.ts';
import { type Comment, deleteRevisions, findComment, updateComment } from './comment-store.ts';
import { readableComment } from './edit-comment.ts';
import { takeForChange } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { indexIncident } from './index-incident.ts';
import { noticeKeysOf } from './tell.ts';
import { recordHappening } from './write-incident.ts';

/**
 * Takes a comment back: its words, its earlier wordings and its files are gone for good, that something stood there is not.
 * A lead takes back anybody's, authors their own while they are young.
 */
export async function deleteComment(ctx: Context, actor: Actor, idOrNumber: string, commentId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, () => true);
    const comment = await readableComment(tx, actor, incident, commentId);
    if (comment.deletedAt) return;
    if (!mayDelete(actor, comment, tx.clock())) throw new Problem('forbidden');
    await withdrawComment(tx, actor, incident, comment);
  });
}

/** Takes comments back that were made together, without asking who may; those that are gone already are left alone. */
export async function withdrawComments(tx: Context, actor: Actor, incident: Incident, commentIds: string[]): Promise<void> {
  for (const id of commentIds) {
    const comment = await findComment(tx.db.sql, incident.id, id);
    if (comment && !comment.deletedAt) await withdrawComment(tx, actor, incident, comment);
  }
}

async function withdrawComment(tx: Context, actor: Actor, incident: Incident, comment: Comment): Promise<void> {
  const { sql } = tx.db;
  const { id, visibility, authorName, version } = comment;
  const deletedAt = tx.clock();
  if (!(await updateComment(sql, id, version, { body: '', deletedAt, deletedByName: actor.name }))) throw new Problem('version_mismatch');
  await deleteRevisions(sql, id);
  await removeFilesOfComment(sql, id, deletedAt, actor.name);
  await forgetNoticeText(tx, noticeKeysOf(incident.id, id));
  await indexIncident(tx, incident);
  const detail = { commentId: id, author: authorName, visibility };
  await recordAudit(tx, actor, { action: 'comment.deleted', subjectType: 'incident', subjectId: incident.id, detail });
  await recordHappening(tx, actor, incident, { kind: 'commentDeleted', visibility, detail: { commentId: id } });
}
