import { type Actor, hasRole } from '../platform/actor.ts';
import type { Comment } from './comment-store.ts';
import type { Visibility } from './incident.ts';

/** How long authors may correct or withdraw their words: public ones have been read and mailed soon, notes are for colleagues. */
export const correctableForMs: Record<Visibility, number> = { public: 15 * 60_000, internal: 24 * 60 * 60_000 };

type Said = Pick<Comment, 'authorId' | 'visibility' | 'createdAt' | 'deletedAt' | 'origin'>;

const isAuthor = (actor: Actor, comment: Said): boolean => actor.id !== null && actor.id === comment.authorId;

/** True while the words can still be corrected at all. What came by mail stays as it came. */
export const isCorrectable = (comment: Said, now: Date): boolean =>
  comment.deletedAt === null &&
  comment.origin !== 'mail' &&
  now.getTime() - comment.createdAt.getTime() <= correctableForMs[comment.visibility];

/** Only the author corrects, and only for a while. */
export const mayCorrect = (actor: Actor, comment: Said, now: Date): boolean => isAuthor(actor, comment) && isCorrectable(comment, now);

/** Leads take back whatever should not stand there; authors their own for a while. */
export const mayDelete = (actor: Actor, comment: Said, now: Date): boolean =>
  comment.deletedAt === null && (hasRole(actor, 'lead') || mayCorrect(actor, comment, now));
