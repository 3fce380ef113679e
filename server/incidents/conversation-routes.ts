import { z } from 'zod';
import { Reply, type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { addComment } from './add-comment.ts';
import { attachFiles, checkMayAttach } from './attach-file.ts';
import {
  attachmentParams,
  attachmentQuery,
  commentChanges,
  commentParams,
  mentionableAnswer,
  mentionableQuery,
  revisionAnswer,
  similarAnswer,
} from './conversation-schemas.ts';
import { deleteComment } from './delete-comment.ts';
import { editComment, readRevisions } from './edit-comment.ts';
import { attachmentAnswer, commentAnswer, incidentParams, newComment, timelineItem, timelineQuery } from './incident-schemas.ts';
import { listMentionable } from './list-mentionable.ts';
import { readAttachment } from './read-attachment.ts';
import { receiveFiles } from './receive-files.ts';
import { removeAttachment } from './remove-attachment.ts';
import { sendAttachment } from './send-attachment.ts';
import { listSimilar } from './similar-queries.ts';
import { attachmentAnswers, commentAnswerOf, listAttachments, readTimeline } from './timeline-queries.ts';

const area = 'incidents';
const params = incidentParams;

export const conversationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents/:id/timeline',
    summary: 'What happened and what was said; the internal part for technicians only',
    area,
    allow: 'employee',
    params,
    query: timelineQuery,
    answer: page(timelineItem),
    handle: ({ ctx, actor, params: { id }, query }) => readTimeline(ctx, actor, id, query),
  }),
  route({
    method: 'post',
    path: '/incidents/:id/comments',
    summary: 'Comment publicly, or internally among technicians',
    area,
    allow: 'employee',
    params,
    body: newComment,
    status: 201,
    answer: commentAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params: { id }, body }) => {
      const { comment, incident } = await addComment(ctx, actor, id, body);
      return commentAnswerOf(ctx.db.sql, comment, incident.version);
    },
  }),
  route({
    method: 'get',
    path: '/incidents/:id/attachments',
    summary: 'Files of an incident',
    area,
    allow: 'employee',
    params,
    answer: page(attachmentAnswer),
    handle: async ({ ctx, actor, params: { id } }) => ({ items: await listAttachments(ctx, actor, id), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/incidents/:id/attachments',
    summary: 'Add files of up to 25 MB each; field `visibility` is public or internal',
    area,
    allow: 'employee',
    params,
    rawBody: ['multipart/form-data'],
    status: 201,
    answer: z.object({ items: z.array(attachmentAnswer) }),
    handle: async ({ ctx, actor, params: { id }, req }) => {
      await checkMayAttach(ctx, actor, id);
      const { files, visibility } = await receiveFiles(req, ctx.settings.dataDir);
      const attachments = await attachFiles(ctx, actor, id, files, visibility);
      return new Reply(201, { items: await attachmentAnswers(ctx.db.sql, attachments) });
    },
  }),
  route({
    method: 'get',
    path: '/incidents/:id/attachments/:attachmentId',
    summary: 'A file; pictures in place, PDFs too where asked, all else as a download',
    area,
    allow: 'employee',
    params: attachmentParams,
    query: attachmentQuery,
    rawAnswer: 'application/octet-stream',
    handle: async ({ ctx, actor, params: { id, attachmentId }, query, res }) =>
      sendAttachment(ctx, res, await readAttachment(ctx, actor, id, attachmentId), query.inline),
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/attachments/:attachmentId',
    summary: 'Take a file away: mine, or as a lead anybody’s; its name stays, its bytes do not',
    area,
    allow: 'employee',
    params: attachmentParams,
    handle: ({ ctx, actor, params: { id, attachmentId } }) => removeAttachment(ctx, actor, id, attachmentId),
  }),
  route({
    method: 'patch',
    path: '/incidents/:id/comments/:commentId',
    summary: 'Correct my own words: public ones for 15 minutes, notes for a day; what stood there before is kept',
    area,
    allow: 'employee',
    params: commentParams,
    body: commentChanges,
    answer: commentAnswer,
    handle: async ({ ctx, actor, params: { id, commentId }, body, ifMatch }) => {
      const { comment, incident } = await editComment(ctx, actor, id, commentId, body, ifMatch);
      return commentAnswerOf(ctx.db.sql, comment, incident.version);
    },
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/comments/:commentId',
    summary: 'Take words back: mine while they are young, or as a lead anybody’s; that something stood there stays',
    area,
    allow: 'employee',
    params: commentParams,
    handle: ({ ctx, actor, params: { id, commentId } }) => deleteComment(ctx, actor, id, commentId),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/comments/:commentId/revisions',
    summary: 'What a comment said before it was corrected',
    area,
    allow: 'technician',
    params: commentParams,
    answer: page(revisionAnswer),
    handle: async ({ ctx, actor, params: { id, commentId } }) => ({
      items: await readRevisions(ctx, actor, id, commentId),
      nextCursor: null,
    }),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/mentionable',
    summary: 'Whom I can mention here: people who may read the comment',
    area,
    allow: 'employee',
    params,
    query: mentionableQuery,
    answer: page(mentionableAnswer),
    handle: async ({ ctx, actor, params: { id }, query }) => ({ items: await listMentionable(ctx, actor, id, query), nextCursor: null }),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/similar',
    summary: 'Incidents about the same thing, those that were solved first, with the words that solved them',
    area,
    allow: 'technician',
    params,
    answer: page(similarAnswer),
    handle: async ({ ctx, actor, params: { id } }) => ({ items: await listSimilar(ctx, actor, id), nextCursor: null }),
  }),
];
