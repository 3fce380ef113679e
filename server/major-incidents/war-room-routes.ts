import { z } from 'zod';
import { type Route, route } from '../platform/route.ts';
import { id, idParams, page } from '../platform/schemas.ts';
import { addNote, addTask, changeTask, removeNote, removeTask } from './keep-war-room.ts';
import { taskAnswers, updateAnswerOf } from './major-queries.ts';
import { language, newNote, newTask, newUpdate, taskAnswer, taskChanges, timelineEntry, updateAnswer } from './major-schemas.ts';
import { majorTimeline } from './major-timeline.ts';
import { publishUpdate, takeUpdateBack } from './publish-update.ts';
import { writeReport } from './write-report.ts';

const area = 'major-incidents';
const allow = 'technician';

/** What those do who work on a major incident. */
export const warRoomRoutes: Route[] = [
  route({
    method: 'post',
    path: '/major-incidents/:id/updates',
    summary: 'Publish news: banner and status page at once, those affected after a minute in which it can be taken back',
    area,
    allow,
    params: idParams,
    body: newUpdate,
    status: 201,
    answer: updateAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params, body }) => updateAnswerOf(await publishUpdate(ctx, actor, params.id, body), true),
  }),
  route({
    method: 'delete',
    path: '/major-incidents/:id/updates/:updateId',
    summary: 'Take the last news back, as long as nobody was told',
    area,
    allow,
    params: idParams.extend({ updateId: id }),
    handle: ({ ctx, actor, params }) => takeUpdateBack(ctx, actor, params.id, params.updateId),
  }),
  route({
    method: 'get',
    path: '/major-incidents/:id/timeline',
    summary: 'What happened: the incident’s history, the news, and what was noted by hand',
    area,
    allow,
    params: idParams,
    query: language,
    answer: page(timelineEntry),
    handle: async ({ ctx, actor, params, query }) => ({
      items: await majorTimeline(ctx, actor, params.id, query.language),
      nextCursor: null,
    }),
  }),
  route({
    method: 'get',
    path: '/major-incidents/:id/report',
    summary: 'The post-mortem as Markdown',
    area,
    allow,
    params: idParams,
    query: language,
    rawAnswer: 'text/markdown',
    handle: async ({ ctx, actor, params, query, res }) => {
      const text = await writeReport(ctx, actor, params.id, query.language);
      res.type('text/markdown; charset=utf-8').set('Content-Disposition', 'attachment; filename="major-incident.md"').send(text);
    },
  }),
  route({
    method: 'post',
    path: '/major-incidents/:id/notes',
    summary: 'Note by hand what happened, now or earlier',
    area,
    allow,
    params: idParams,
    body: newNote,
    status: 201,
    answer: z.object({ id }),
    idempotent: true,
    handle: async ({ ctx, actor, params, body }) => ({ id: await addNote(ctx, actor, params.id, body) }),
  }),
  route({
    method: 'delete',
    path: '/major-incidents/:id/notes/:noteId',
    summary: 'Take a note away: its author and leads may',
    area,
    allow,
    params: idParams.extend({ noteId: id }),
    handle: ({ ctx, actor, params }) => removeNote(ctx, actor, params.id, params.noteId),
  }),
  route({
    method: 'post',
    path: '/major-incidents/:id/tasks',
    summary: 'Write down what is to be done now (`response`) or afterwards (`review`)',
    area,
    allow,
    params: idParams,
    body: newTask,
    status: 201,
    answer: taskAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params, body }) => (await taskAnswers(ctx.db.sql, [await addTask(ctx, actor, params.id, body)]))[0],
  }),
  route({
    method: 'patch',
    path: '/major-incidents/:id/tasks/:taskId',
    summary: 'Change a task, or say that it is done',
    area,
    allow,
    params: idParams.extend({ taskId: id }),
    body: taskChanges,
    answer: taskAnswer,
    handle: async ({ ctx, actor, params, body }) =>
      (await taskAnswers(ctx.db.sql, [await changeTask(ctx, actor, params.id, params.taskId, body)]))[0],
  }),
  route({
    method: 'delete',
    path: '/major-incidents/:id/tasks/:taskId',
    summary: 'Strike a task out',
    area,
    allow,
    params: idParams.extend({ taskId: id }),
    handle: ({ ctx, actor, params }) => removeTask(ctx, actor, params.id, params.taskId),
  }),
];
