import type { Sql } from '../../db/connection.ts';
import type { Visibility } from './incident.ts';

/** Who really speaks in a comment: a person, a macro that a person used, the program, or a person by mail. */
export const commentOrigins = ['person', 'macro', 'automatic', 'mail'] as const;
export type CommentOrigin = (typeof commentOrigins)[number];

export interface Comment {
  id: string;
  incidentId: string;
  authorId: string | null;
  authorName: string;
  visibility: Visibility;
  body: string;
  origin: CommentOrigin;
  /** The merged incident that it was sent to, when it stands in the one that stays. */
  addressedToId: string | null;
  createdAt: Date;
  version: number;
  editedAt: Date | null;
  /** The words are gone then; only the fact that something stood there remains. */
  deletedAt: Date | null;
  deletedByName: string | null;
}

/** A comment as it is written first. */
export type NewComment = Omit<Comment, 'version' | 'editedAt' | 'deletedAt' | 'deletedByName'>;

export interface CommentRevision {
  version: number;
  body: string;
  writtenAt: Date;
}

/** Keeps a new comment and answers it as it stands now. */
export async function insertComment(tx: Sql, comment: NewComment): Promise<Comment> {
  await tx('incidentComments').insert(comment);
  return { ...comment, version: 1, editedAt: null, deletedAt: null, deletedByName: null };
}

/** The comment of this incident with this id, or null. */
export async function findComment(sql: Sql, incidentId: string, id: string): Promise<Comment | null> {
  return (await sql('incidentComments').where({ incidentId, id }).first()) ?? null;
}

/** Changes a comment that still has this version; false when somebody was faster. */
export async function updateComment(tx: Sql, id: string, version: number, changes: Partial<Comment>): Promise<boolean> {
  return (
    (await tx('incidentComments')
      .where({ id, version })
      .update({ ...changes, version: version + 1 })) === 1
  );
}

/** Keeps what a comment said before it is corrected. */
export async function insertRevision(tx: Sql, id: string, commentId: string, revision: CommentRevision): Promise<void> {
  await tx('commentRevisions').insert({ id, commentId, ...revision });
}

/** What a comment said before, the oldest first. */
export async function revisionsOf(sql: Sql, commentId: string): Promise<CommentRevision[]> {
  return sql('commentRevisions').select('version', 'body', 'writtenAt').where({ commentId }).orderBy('version').limit(100);
}

/** Forgets what a comment ever said. */
export async function deleteRevisions(tx: Sql, commentId: string): Promise<void> {
  await tx('commentRevisions').where({ commentId }).delete();
}

/** Keeps whom a comment mentions; answers those who were not mentioned in it before. */
export async function insertMentions(tx: Sql, commentId: string, personIds: string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const known: Array<{ personId: string }> = await tx('commentMentions').select('personId').where({ commentId });
  const fresh = personIds.filter((id) => !known.some(({ personId }) => personId === id));
  if (fresh.length > 0) await tx('commentMentions').insert(fresh.map((personId) => ({ commentId, personId })));
  return fresh;
}

/** Whom each of these comments mentions. */
export async function mentionsIn(sql: Sql, commentIds: string[]): Promise<Array<{ commentId: string; id: string; name: string }>> {
  if (commentIds.length === 0) return [];
  return sql('commentMentions as m')
    .join('people as p', 'p.id', 'm.personId')
    .select('m.commentId', 'p.id', 'p.name')
    .whereIn('m.commentId', commentIds)
    .orderBy(['m.commentId', 'p.name']);
}

/** The words said last on an incident, the newest first; what is searched for is rarely in older ones. */
export async function recentBodies(sql: Sql, incidentId: string, limit: number): Promise<Array<Pick<Comment, 'visibility' | 'body'>>> {
  return sql('incidentComments')
    .select('visibility', 'body')
    .where({ incidentId })
    .orderBy([
      { column: 'createdAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
}

/** Who said what first in public, in words of their own, the requester left out; 50 at the most. */
export async function publicWordsOfOthers(
  sql: Sql,
  incidentId: string,
  requesterId: string | null,
): Promise<Array<{ authorId: string; createdAt: Date }>> {
  return sql('incidentComments')
    .select('authorId', 'createdAt')
    .where({ incidentId, visibility: 'public' })
    .whereIn('origin', ['person', 'mail'])
    .whereNotNull('authorId')
    .whereNot({ authorId: requesterId ?? '' })
    .orderBy(['createdAt', 'id'])
    .limit(50);
}

/** The last thing that somebody said in public and not a program, or null. */
export async function lastPublicWord(sql: Sql, incidentId: string): Promise<{ authorId: string | null; createdAt: Date } | null> {
  const last = await sql('incidentComments')
    .select('authorId', 'createdAt')
    .where({ incidentId, visibility: 'public' })
    .whereNot({ origin: 'automatic' })
    .orderBy([
      { column: 'createdAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first();
  return last ?? null;
}

/** A comment with the role that its author has now; null for programs. */
export type SaidByRole = Comment & { authorRole: string | null };

/** These comments of an incident, the oldest first. */
export async function commentsWithRoles(sql: Sql, incidentId: string, ids: string[]): Promise<SaidByRole[]> {
  return sql('incidentComments as c')
    .leftJoin('people as p', 'p.id', 'c.authorId')
    .select('c.*', { authorRole: 'p.role' })
    .where('c.incidentId', incidentId)
    .whereIn('c.id', ids)
    .orderBy(['c.createdAt', 'c.id']);
}
