import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { isCorrectable, mayCorrect } from './comment.ts';
import { type Comment, type CommentRevision, findComment, insertRevision, revisionsOf, updateComment } from './comment-store.ts';
import type { commentChanges } from './conversation-schemas.ts';
import { findVisible, takeForChange } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { maySeeInternal } from './incident-policy.ts';
import { indexIncident } from './index-incident.ts';
import { mentionPeople } from './mention-people.ts';
import { recordHappening } from './write-incident.ts';

/** Corrects one's own words while they are young; what stood there before is kept for technicians. */
export async function editComment(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  commentId: string,
  { body, mentionIds }: z.output<typeof commentChanges>,
  ifMatch: number | null,
): Promise<{ comment: Comment; incident: Incident }> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, () => true);
    const before = await readableComment(tx, actor, incident, commentId);
    checkMayCorrect(tx, actor, before);
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    const comment = before.body === body ? before : await rewrite(tx, actor, incident, before, body);
    await mentionPeople(tx, actor, incident, comment, mentionIds);
    return { comment, incident };
  });
}

async function rewrite(tx: Context, actor: Actor, incident: Incident, before: Comment, body: string): Promise<Comment> {
  const { id, version } = before;
  const editedAt = tx.clock();
  await insertRevision(tx.db.sql, newId(), id, { version, body: before.body, writtenAt: before.editedAt ?? before.createdAt });
  if (!(await updateComment(tx.db.sql, id, version, { body, editedAt }))) throw new Problem('version_mismatch');
  await indexIncident(tx, incident);
  await recordAudit(tx, actor, { action: 'comment.corrected', subjectType: 'incident', subjectId: incident.id, detail: { commentId: id } });
  await recordHappening(tx, actor, incident, { kind: 'commentEdited', visibility: before.visibility, detail: { commentId: id } });
  return { ...before, body, editedAt, version: version + 1 };
}

function checkMayCorrect(tx: Context, actor: Actor, comment: Comment): void {
  if (mayCorrect(actor, comment, tx.clock())) return;
  if (comment.authorId !== actor.id) throw new Problem('forbidden');
  if (!isCorrectable(comment, tx.clock())) throw new Problem('conflict', 'These words can no longer be corrected; write another comment');
}

/** The comment of the incident, if the actor may read it; 404 otherwise. */
export async function readableComment(ctx: Context, actor: Actor, incident: Incident, commentId: string): Promise<Comment> {
  const comment = await findComment(ctx.db.sql, incident.id, commentId);
  if (!comment || (comment.visibility === 'internal' && !maySeeInternal(actor))) throw notFound('comment');
  return comment;
}

/** What a comment said before it was corrected, the oldest first. */
export async function readRevisions(ctx: Context, actor: Actor, idOrNumber: string, commentId: string): Promise<CommentRevision[]> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  const comment = await readableComment(ctx, actor, incident, commentId);
  return revisionsOf(ctx.db.sql, comment.id);
}
