import type { z } from 'zod';
import { personRefs } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { findReportSchedule, listReportSchedules, type ReportSchedule } from './report-schedule-store.ts';
import { newReportSchedule, reportScheduleAnswer, reportScheduleChanges, reportScheduleParams } from './report-schemas.ts';
import { changeReportSchedule, createReportSchedule, nextSending, removeReportSchedule } from './save-report-schedule.ts';

const area = 'reports';
const params = reportScheduleParams;
type Answer = z.output<typeof reportScheduleAnswer>;

async function answersOf(ctx: Context, schedules: ReportSchedule[]): Promise<Answer[]> {
  const people = await personRefs(
    ctx.db.sql,
    schedules.flatMap(({ recipientIds }) => recipientIds),
  );
  return schedules.map(({ recipientIds, cron, timeZone, createdById: _, createdAt: __, updatedAt: ___, ...schedule }) => ({
    ...schedule,
    schedule: { cron, timeZone },
    recipients: recipientIds.flatMap((id) => people.get(id) ?? []),
    nextAt: nextSending({ isActive: schedule.isActive, cron, timeZone }, ctx.clock()),
  })) as Answer[];
}

const answerOf = async (ctx: Context, schedule: ReportSchedule): Promise<Answer> => (await answersOf(ctx, [schedule]))[0] as Answer;

export const reportScheduleRoutes: Route[] = [
  route({
    method: 'get',
    path: '/report-schedules',
    summary: 'Reports that are sent by mail',
    area,
    allow: 'lead',
    answer: page(reportScheduleAnswer),
    handle: async ({ ctx }) => ({ items: await answersOf(ctx, await listReportSchedules(ctx.db.sql)), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/report-schedules',
    summary: 'Send a report by mail again and again',
    area,
    allow: 'lead',
    body: newReportSchedule,
    status: 201,
    answer: reportScheduleAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => answerOf(ctx, await createReportSchedule(ctx, actor, body)),
  }),
  route({
    method: 'get',
    path: '/report-schedules/:id',
    summary: 'One of them',
    area,
    allow: 'lead',
    params,
    answer: reportScheduleAnswer,
    handle: async ({ ctx, params: { id } }) => {
      const schedule = await findReportSchedule(ctx.db.sql, id);
      if (!schedule) throw notFound('report schedule');
      return answerOf(ctx, schedule);
    },
  }),
  route({
    method: 'patch',
    path: '/report-schedules/:id',
    summary: 'Change what is sent, when or to whom',
    area,
    allow: 'lead',
    params,
    body: reportScheduleChanges,
    answer: reportScheduleAnswer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      answerOf(ctx, await changeReportSchedule(ctx, actor, id, body, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/report-schedules/:id',
    summary: 'Send it no more',
    area,
    allow: 'lead',
    params,
    status: 204,
    handle: ({ ctx, actor, params: { id } }) => removeReportSchedule(ctx, actor, id),
  }),
];
