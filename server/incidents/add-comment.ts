import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { attachToComment } from './attachment-store.ts';
import { type Comment, type CommentOrigin, insertComment } from './comment-store.ts';
import { takeForChange } from './find-incident.ts';
import { whereItGoesOn } from './follow-merges.ts';
import { allows, checkAllows, type Incident } from './incident.ts';
import { isRequester, isTechnician, mayCommentPublicly, maySeeInternal } from './incident-policy.ts';
import type { newComment } from './incident-schemas.ts';
import { touchIncident } from './incident-store.ts';
import { indexIncident } from './index-incident.ts';
import { mentionPeople } from './mention-people.ts';
import { acknowledged, answered, asked } from './promises.ts';
import { resumed } from './resume-incident.ts';
import { endDraft } from './save-draft.ts';
import { tell } from './tell.ts';
import { technicianWatchers } from './watcher-store.ts';
import { followersOf, recordHappening, writeChanges } from './write-incident.ts';

type Words = z.input<typeof newComment> & {
  /** Who really speaks: `person` unless told. */
  origin?: CommentOrigin;
  /** When a mail reached the server, should that be earlier than now: the clocks go by it. */
  receivedAt?: Date;
  /** Nobody is told and the search waits: one of very many, or a program's. */
  isQuiet?: boolean;
};

/**
 * Adds a comment. What a technician says publicly, in person or by mail, answers the requester: the response clock is met
 * and the escalation stops. The requester's own takes the incident off hold and waits for an answer. Macros and automatic texts answer nothing.
 */
export async function addComment(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { body, visibility = 'public', attachmentIds = [], origin = 'person', receivedAt, mentionIds = [], draftVersion, isQuiet = false }: Words,
): Promise<{ comment: Comment; incident: Incident }> {
  return transact(ctx, async (tx) => {
    const addressed = await takeForChange(tx, actor, idOrNumber, () => visibility === 'public' || maySeeInternal(actor));
    // A mail to a merged incident, a program's too, reaches those who work on the one that stays.
    const incident = origin === 'mail' || origin === 'automatic' ? await whereItGoesOn(tx, addressed) : addressed;
    if (!mayCommentPublicly(actor, incident)) checkAllows(incident, 'comment');
    const comment = await insertComment(tx.db.sql, {
      id: newId(),
      incidentId: incident.id,
      authorId: actor.id,
      authorName: actor.name,
      visibility,
      body,
      origin,
      addressedToId: incident.id === addressed.id ? null : addressed.id,
      createdAt: tx.clock(),
    });
    await takeAttachments(tx, actor, comment, attachmentIds);
    const after = await writeComment(tx, actor, incident, comment, earlierOf(receivedAt, tx.clock()));
    if (isQuiet) return { comment, incident: after };
    await indexIncident(tx, after);
    const mentioned = await mentionPeople(tx, actor, after, comment, mentionIds);
    await tellOf(tx, actor, after, comment, mentioned);
    if (draftVersion !== undefined) await endDraft(tx, actor, incident.id, visibility, draftVersion);
    return { comment, incident: after };
  });
}

async function takeAttachments(tx: Context, actor: Actor, comment: Comment, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const taken = await attachToComment(tx.db.sql, { ids: [...new Set(ids)], uploadedById: actor.id, comment });
  if (taken === new Set(ids).size) return;
  throw new Problem('invalid_request', undefined, {
    issues: [{ pointer: '/attachmentIds', message: 'holds a file that is not yours to attach' }],
  });
}

const earlierOf = (given: Date | undefined, now: Date): Date => (given && given < now ? given : now);

async function writeComment(tx: Context, actor: Actor, incident: Incident, comment: Comment, saidAt: Date): Promise<Incident> {
  const happening = { kind: 'commented' as const, visibility: comment.visibility, commentId: comment.id };
  const changes = await effectsOf(tx, actor, incident, comment, saidAt);
  if (Object.keys(changes).length > 0) return writeChanges(tx, actor, incident, changes, happening);
  await touchIncident(tx.db.sql, incident.id, comment.createdAt);
  await recordHappening(tx, actor, incident, happening);
  return { ...incident, updatedAt: comment.createdAt };
}

async function effectsOf(tx: Context, actor: Actor, incident: Incident, comment: Comment, saidAt: Date): Promise<Partial<Incident>> {
  if (comment.visibility === 'internal' || comment.origin === 'automatic') return {};
  if (isRequester(actor, incident)) {
    const back = allows(incident, 'resume') ? await resumed(tx, incident, saidAt) : {};
    return { ...back, ...(await asked(tx, incident, saidAt)) };
  }
  const isSeen = isTechnician(actor) && actor.kind === 'person' && incident.isOpen;
  if (!isSeen) return {};
  // Whoever uses a macro has seen the incident; but only words of their own answer it.
  return { ...(await acknowledged(tx, incident, actor)), ...(comment.origin !== 'macro' && (await answered(tx, incident, saidAt))) };
}

/** Tells those whom it concerns; who is mentioned has been told so. */
async function tellOf(tx: Context, actor: Actor, incident: Incident, comment: Comment, mentioned: string[]): Promise<void> {
  const others = (ids: Array<string | null>) => ids.filter((id) => id === null || !mentioned.includes(id));
  const data = { text: comment.body.slice(0, 10_000), commentId: comment.id };
  if (comment.visibility === 'internal') {
    const readers = [incident.assigneeId, ...(await technicianWatchers(tx.db.sql, incident.id))];
    return tell(tx, actor, incident, 'incident.noteAdded', others(readers), data);
  }
  const kind = isTechnician(actor) && !isRequester(actor, incident) ? 'incident.answered' : 'incident.requesterWrote';
  await tell(tx, actor, incident, kind, others([incident.assigneeId, ...(await followersOf(tx, incident))]), data);
}
