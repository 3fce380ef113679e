import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Attachment } from './attachment-store.ts';
import { mayCorrect, mayDelete } from './comment.ts';
import { type Comment, mentionsIn } from './comment-store.ts';
import { findVisible } from './find-incident.ts';
import { mergedInto } from './follow-merges.ts';
import { numberText } from './incident.ts';
import type { IncidentEvent } from './incident-event-store.ts';
import { isTechnician, maySeeInternal } from './incident-policy.ts';
import type { attachmentAnswer, commentAnswer, timelineItem, timelineQuery } from './incident-schemas.ts';
import { isPicture, previewOf } from './sniff.ts';

export type TimelineItem = z.output<typeof timelineItem>;
export type AttachmentAnswer = z.output<typeof attachmentAnswer>;
type TimelineFilter = z.output<typeof timelineQuery>;

/** Kinds of entries that are somebody's words or files; all others are history. */
const said = ['commented', 'attached'];

const eventColumns = [
  'id',
  'incidentId',
  'kind',
  'visibility',
  'actorId',
  'actorName',
  'commentId',
  'attachmentId',
  'detailJson',
  'happenedAt',
];

interface EventRow extends IncidentEvent {
  number: number;
  body: string | null;
  origin: Comment['origin'];
  commentVersion: number;
  createdAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  deletedByName: string | null;
}

/** What is read of the comment that an event brought. */
const commentColumns = {
  body: 'c.body',
  origin: 'c.origin',
  commentVersion: 'c.version',
  createdAt: 'c.createdAt',
  editedAt: 'c.editedAt',
  deletedAt: 'c.deletedAt',
  deletedByName: 'c.deletedByName',
};

/**
 * What happened to an incident and what was said about it, in order. Technicians read the internal part too, and what
 * came in with merged incidents; others read only what is public on their own.
 */
export async function readTimeline(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  filter: TimelineFilter,
): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const incident = await findVisible(ctx, actor, idOrNumber);
  const ids = isTechnician(actor) ? [incident.id, ...(await mergedInto(sql, incident.id))] : [incident.id];
  const query = sql('incidentEvents as e')
    .join('incidents as i', 'i.id', 'e.incidentId')
    .leftJoin('incidentComments as c', 'c.id', 'e.commentId')
    .leftJoin('attachments as a', 'a.id', 'e.attachmentId')
    .select(eventColumns.map((column) => `e.${column}`))
    .select({ ...commentColumns, number: 'i.number' })
    .whereIn('e.incidentId', ids)
    // A file that belongs to a comment is shown with it.
    .whereNull('a.commentId')
    .limit(filter.limit + 1);
  if (!maySeeInternal(actor)) query.where('e.visibility', 'public');
  if (filter.only === 'comments') query.whereIn('e.kind', said);
  if (filter.only === 'history') query.whereNotIn('e.kind', said);
  const order = ['e.happenedAt', 'e.id'].map((column) => ({ column, direction: filter.order }));
  const rows = await ctx.db.dialect.readMany<EventRow>(sql, afterCursor(query, order, filter.cursor), [
    ...eventColumns,
    ...Object.keys(commentColumns),
    'number',
  ]);
  const page = toPage(rows, filter.limit, (row) => [row.happenedAt, row.id]);
  const attachments = await attachmentsShown(sql, page.items);
  const mentions = await mentionsShown(
    sql,
    page.items.flatMap(({ commentId }) => commentId ?? []),
  );
  const itemFor = (row: EventRow): TimelineItem => ({
    ...itemOf(row, incident.id, attachments),
    comment: row.commentId ? commentOf(row, actor, ctx.clock(), mentions.get(row.commentId) ?? []) : null,
  });
  return { items: page.items.map(itemFor), nextCursor: page.nextCursor };
}

async function mentionsShown(sql: Sql, commentIds: string[]): Promise<Map<string, Array<{ id: string; name: string }>>> {
  const shown = new Map<string, Array<{ id: string; name: string }>>();
  for (const { commentId, id, name } of await mentionsIn(sql, commentIds))
    shown.set(commentId, [...(shown.get(commentId) ?? []), { id, name }]);
  return shown;
}

function commentOf(row: EventRow, actor: Actor, now: Date, mentions: Array<{ id: string; name: string }>): TimelineItem['comment'] {
  const { commentId, body, origin, commentVersion, editedAt, deletedAt, deletedByName, actorId, visibility, createdAt } = row;
  const words = { authorId: actorId, visibility, createdAt, deletedAt, origin };
  return {
    id: commentId ?? '',
    body: body ?? '',
    origin,
    version: commentVersion,
    editedAt,
    deletedAt,
    deletedBy: deletedByName,
    mentions,
    canEdit: mayCorrect(actor, words, now),
    canDelete: mayDelete(actor, words, now),
  };
}

async function attachmentsShown(sql: Sql, rows: EventRow[]): Promise<Map<string, AttachmentAnswer[]>> {
  const commentIds = rows.flatMap(({ commentId }) => commentId ?? []);
  const attachmentIds = rows.flatMap(({ attachmentId }) => attachmentId ?? []);
  if (commentIds.length + attachmentIds.length === 0) return new Map();
  const found: Attachment[] = await sql('attachments').whereIn('commentId', commentIds).orWhereIn('id', attachmentIds).orderBy('id');
  const answers = await attachmentAnswers(sql, found);
  const shown = new Map<string, AttachmentAnswer[]>();
  for (const answer of answers) {
    const owner = answer.commentId ?? answer.id;
    shown.set(owner, [...(shown.get(owner) ?? []), answer]);
  }
  return shown;
}

/** The files of an incident that the actor may see, the oldest first; 500 at the most. */
export async function listAttachments(ctx: Context, actor: Actor, idOrNumber: string): Promise<AttachmentAnswer[]> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  const query = ctx.db.sql('attachments').where({ incidentId: incident.id }).orderBy('id').limit(500);
  if (!maySeeInternal(actor)) query.where({ visibility: 'public' });
  return attachmentAnswers(ctx.db.sql, (await query) as Attachment[]);
}

/** Attachments as the API shows them. */
export async function attachmentAnswers(sql: Sql, attachments: Attachment[]): Promise<AttachmentAnswer[]> {
  const people = await personRefs(
    sql,
    attachments.map(({ uploadedById }) => uploadedById),
  );
  return attachments.map(({ incidentId, uploadedById, removedByName, ...attachment }) => ({
    ...attachment,
    uploadedBy: uploadedById ? (people.get(uploadedById) ?? null) : null,
    url: `/api/v1/incidents/${incidentId}/attachments/${attachment.id}`,
    isImage: isPicture(attachment.contentType) && attachment.removedAt === null,
    preview: attachment.removedAt === null ? previewOf(attachment.contentType) : null,
    removedBy: removedByName,
  }));
}

function itemOf(row: EventRow, incidentId: string, attachments: Map<string, AttachmentAnswer[]>): TimelineItem {
  const { changes, ...detail } = row.detail;
  return {
    id: row.id,
    kind: row.kind,
    visibility: row.visibility,
    actor: { id: row.actorId, name: row.actorName },
    happenedAt: row.happenedAt,
    from: row.incidentId === incidentId ? null : { id: row.incidentId, number: numberText(row.number) },
    changes: (changes ?? []) as TimelineItem['changes'],
    detail,
    comment: null,
    attachments: attachments.get(row.commentId ?? row.attachmentId ?? '') ?? [],
  };
}

/** A comment as the API answers its creation. */
export async function commentAnswerOf(sql: Sql, comment: Comment, version: number): Promise<z.output<typeof commentAnswer>> {
  const attachments: Attachment[] = await sql('attachments').where({ commentId: comment.id }).orderBy('id');
  const { id, incidentId, body, visibility, authorId, authorName, createdAt, editedAt } = comment;
  const mentions = await mentionsIn(sql, [id]);
  return {
    id,
    incidentId,
    body,
    visibility,
    author: { id: authorId, name: authorName },
    createdAt,
    editedAt,
    mentions: mentions.map((person) => ({ id: person.id, name: person.name })),
    attachments: await attachmentAnswers(sql, attachments),
    version,
  };
}
