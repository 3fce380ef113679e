import { z } from 'zod';
import { Reply, type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { addComment } from './add-comment.ts';
import { attachFiles, checkMayAttach } from './attach-file.ts';
import { attachmentAnswer, commentAnswer, incidentParams, newComment, timelineItem, timelineQuery } from './incident-schemas.ts';
import { readAttachment } from './read-attachment.ts';
import { receiveFiles } from './receive-files.ts';
import { sendAttachment } from './send-attachment.ts';
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
    summary: 'A file; pictures in place, all else as a download',
    area,
    allow: 'employee',
    params: incidentParams.extend({ attachmentId: z.string().min(1).max(64) }),
    rawAnswer: 'application/octet-stream',
    handle: async ({ ctx, actor, params: { id, attachmentId }, res }) =>
      sendAttachment(ctx, res, await readAttachment(ctx, actor, id, attachmentId)),
  }),
];
