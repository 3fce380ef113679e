import type { Sql } from '../../db/connection.ts';

/** What was said and sent, by the ids of comments and of files that belong to no comment. */
export interface Messages {
  commentIds: string[];
  attachmentIds: string[];
}

/** Lays comments with their files, and files of their own, to another incident, and the lines of the history with them. */
export async function moveMessages(tx: Sql, { commentIds, attachmentIds }: Messages, incidentId: string): Promise<void> {
  for (const ids of inPortions(commentIds)) {
    await tx('incidentComments').whereIn('id', ids).update({ incidentId });
    await tx('attachments').whereIn('commentId', ids).update({ incidentId });
    await tx('incidentEvents').whereIn('commentId', ids).update({ incidentId });
    await tx('incidentEvents').whereIn('attachmentId', tx('attachments').select('id').whereIn('commentId', ids)).update({ incidentId });
  }
  for (const ids of inPortions(attachmentIds)) {
    await tx('attachments').whereIn('id', ids).update({ incidentId });
    await tx('incidentEvents').whereIn('attachmentId', ids).update({ incidentId });
  }
}

/** Comments written to one of these incidents that lie with one of those, because it was merged into it. */
export async function strayComments(sql: Sql, addressedToIds: string[], incidentIds: string[]): Promise<string[]> {
  const rows: Array<{ id: string }> = await sql('incidentComments')
    .select('id')
    .whereIn('addressedToId', addressedToIds)
    .whereIn('incidentId', incidentIds)
    .orderBy('id');
  return rows.map(({ id }) => id);
}

/** Comments that came home need no note any more of where they belong. */
export async function markHome(tx: Sql, incidentId: string): Promise<void> {
  await tx('incidentComments').where({ incidentId, addressedToId: incidentId }).update({ addressedToId: null });
}

function inPortions(ids: string[]): string[][] {
  const portions: string[][] = [];
  for (let from = 0; from < ids.length; from += 400) portions.push(ids.slice(from, from + 400));
  return portions;
}
