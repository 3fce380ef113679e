import { z } from 'zod';
import { personRefs } from '../people/person-queries.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import type { Context } from '../platform/context.ts';
import { type Route, route } from '../platform/route.ts';
import { id, idParams, page } from '../platform/schemas.ts';
import {
  atQuery,
  coverageAnswer,
  newOnCallSchedule,
  newOverride,
  onCallScheduleAnswer,
  onCallScheduleChanges,
  overrideAnswer,
  rangeQuery,
} from './escalation-schemas.ts';
import { listOverrides, listSchedules, type OnCallSchedule } from './on-call-store.ts';
import { overrideOnCall, removeOverride } from './override-on-call.ts';
import { peopleOnCall, readCoverage } from './roster.ts';
import { addSchedule, changeSchedule, readSchedule } from './save-schedule.ts';

const area = 'on-call';

async function onCall(ctx: Context, scheduleId: string, at: Date) {
  const ids = await peopleOnCall(ctx.db.sql, scheduleId, at);
  const refs = await personRefs(ctx.db.sql, ids);
  return ids.map((personId) => refs.get(personId)!);
}

const shown = async (ctx: Context, schedule: OnCallSchedule) => ({ ...schedule, onCallNow: await onCall(ctx, schedule.id, ctx.clock()) });

async function shifts(ctx: Context, scheduleId: string, from: Date, to: Date) {
  const coverage = await readCoverage(ctx, scheduleId, from, to);
  const refs = await personRefs(
    ctx.db.sql,
    coverage.shifts.map(({ personId }) => personId),
  );
  const items = coverage.shifts.map(({ personId, ...shift }) => ({ person: refs.get(personId), ...shift }));
  return { items, gaps: coverage.gaps, nextCursor: null };
}

export const onCallRoutes: Route[] = [
  route({
    method: 'get',
    path: '/on-call/schedules',
    summary: 'All on-call schedules by name, with who is on call now',
    area,
    allow: 'technician',
    answer: page(onCallScheduleAnswer),
    handle: async ({ ctx }) => {
      const schedules = await listSchedules(ctx.db.sql);
      return { items: await Promise.all(schedules.map((schedule) => shown(ctx, schedule))), nextCursor: null };
    },
  }),
  route({
    method: 'post',
    path: '/on-call/schedules',
    summary: 'Add an on-call schedule',
    area,
    allow: 'lead',
    body: newOnCallSchedule,
    status: 201,
    answer: onCallScheduleAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => shown(ctx, await addSchedule(ctx, actor, body)),
  }),
  route({
    method: 'get',
    path: '/on-call/schedules/:id',
    summary: 'One on-call schedule',
    area,
    allow: 'technician',
    params: idParams,
    answer: onCallScheduleAnswer,
    handle: async ({ ctx, params }) => shown(ctx, await readSchedule(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/on-call/schedules/:id',
    summary: 'Change an on-call schedule; rotations is the whole list',
    area,
    allow: 'lead',
    params: idParams,
    body: onCallScheduleChanges,
    answer: onCallScheduleAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) => shown(ctx, await changeSchedule(ctx, actor, params.id, body, ifMatch)),
  }),
  route({
    method: 'get',
    path: '/on-call/schedules/:id/shifts',
    summary: 'Who is on call between two instants, and the gaps in which nobody is',
    area,
    allow: 'technician',
    params: idParams,
    query: rangeQuery,
    answer: coverageAnswer,
    handle: ({ ctx, params, query }) => shifts(ctx, params.id, query.from, query.to),
  }),
  route({
    method: 'get',
    path: '/on-call/schedules/:id/on-call',
    summary: 'Who is on call now, or at an instant',
    area,
    allow: 'technician',
    params: idParams,
    query: atQuery,
    answer: z.object({ at: z.date().or(z.string()), people: z.array(personRefAnswer) }),
    handle: async ({ ctx, params, query }) => {
      const at = query.at ?? ctx.clock();
      await readSchedule(ctx, params.id);
      return { at, people: await onCall(ctx, params.id, at) };
    },
  }),
  route({
    method: 'get',
    path: '/on-call/schedules/:id/overrides',
    summary: 'The deviations that touch a span of time',
    area,
    allow: 'technician',
    params: idParams,
    query: rangeQuery,
    answer: page(overrideAnswer),
    handle: async ({ ctx, params, query }) => {
      await readSchedule(ctx, params.id);
      return { items: await listOverrides(ctx.db.sql, params.id, query.from, query.to), nextCursor: null };
    },
  }),
  route({
    method: 'post',
    path: '/on-call/schedules/:id/overrides',
    summary: 'Put somebody on call in place of the plan; technicians themselves alone',
    area,
    allow: 'technician',
    params: idParams,
    body: newOverride,
    status: 201,
    answer: overrideAnswer,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => overrideOnCall(ctx, actor, params.id, body),
  }),
  route({
    method: 'delete',
    path: '/on-call/schedules/:id/overrides/:overrideId',
    summary: 'Take a deviation back',
    area,
    allow: 'technician',
    params: idParams.extend({ overrideId: id }),
    handle: ({ ctx, actor, params }) => removeOverride(ctx, actor, params.id, params.overrideId),
  }),
];
