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
}

export async function insertComment(tx: Sql, comment: Comment): Promise<void> {
  await tx('incidentComments').insert(comment);
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
