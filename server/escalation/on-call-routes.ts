import { z } from 'zod';
import { personRefs } from '../people/person-queries.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import { type Route, route } from '../platform/route.ts';
import { id, idParams, page } from '../platform/schemas.ts';
import { previewSchedule, shownGaps, shownSchedule, shownShifts, shownVersions } from './on-call-queries.ts';
import {
  atQuery,
  coverageAnswer,
  gapAnswer,
  newOnCallSchedule,
  newOverride,
  newTemporarySchedule,
  onCallScheduleAnswer,
  onCallScheduleChanges,
  overrideAnswer,
  rangeQuery,
  schedulePreview,
  scheduleVersionAnswer,
  shiftsQuery,
  temporaryScheduleAnswer,
} from './on-call-schemas.ts';
import { listOverrides, listSchedules, listTemporaries } from './on-call-store.ts';
import { overrideOnCall, removeOverride } from './override-on-call.ts';
import { planTemporarily, removeTemporary } from './plan-temporarily.ts';
import { retireSchedule, reviveSchedule } from './retire-schedule.ts';
import { peopleOnCall } from './roster.ts';
import { addSchedule, changeSchedule, readSchedule } from './save-schedule.ts';

const area = 'on-call';

export const onCallRoutes: Route[] = [
  route({
    method: 'get',
    path: '/on-call/schedules',
    summary: 'All on-call schedules by name, with who is on call now',
    area,
    allow: 'technician',
    query: z.object({ withRetired: z.stringbool().default(false) }),
    answer: page(onCallScheduleAnswer),
    handle: async ({ ctx, query }) => {
      const schedules = await listSchedules(ctx.db.sql, query);
      return { items: await Promise.all(schedules.map((schedule) => shownSchedule(ctx, schedule))), nextCursor: null };
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
    handle: async ({ ctx, actor, body }) => shownSchedule(ctx, await addSchedule(ctx, actor, body)),
  }),
  route({
    method: 'post',
    path: '/on-call/schedules/preview',
    summary: 'Who would be on call by a schedule that is not saved yet, layer by layer',
    area,
    allow: 'technician',
    body: schedulePreview,
    answer: coverageAnswer,
    handle: ({ ctx, body }) => previewSchedule(ctx, body.schedule, body.from, body.to, body.scheduleId),
  }),
  route({
    method: 'get',
    path: '/on-call/schedules/:id',
    summary: 'One on-call schedule',
    area,
    allow: 'technician',
    params: idParams,
    answer: onCallScheduleAnswer,
    handle: async ({ ctx, params }) => shownSchedule(ctx, await readSchedule(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/on-call/schedules/:id',
    summary: 'Change an on-call schedule from now on; rotations is the whole list. The past stays as it was',
    area,
    allow: 'lead',
    params: idParams,
    body: onCallScheduleChanges,
    answer: onCallScheduleAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) => shownSchedule(ctx, await changeSchedule(ctx, actor, params.id, body, ifMatch)),
  }),
  route({
    method: 'put',
    path: '/on-call/schedules/:id/retirement',
    summary: 'Retire an on-call schedule: nobody is on call by it from now on, who was stays known; 409 while a policy uses it',
    area,
    allow: 'lead',
    params: idParams,
    answer: onCallScheduleAnswer,
    handle: async ({ ctx, actor, params }) => shownSchedule(ctx, await retireSchedule(ctx, actor, params.id)),
  }),
  route({
    method: 'delete',
    path: '/on-call/schedules/:id/retirement',
    summary: 'Take a retired on-call schedule up again, with the plan that it had last',
    area,
    allow: 'lead',
    params: idParams,
    status: 200,
    answer: onCallScheduleAnswer,
    handle: async ({ ctx, actor, params }) => shownSchedule(ctx, await reviveSchedule(ctx, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/on-call/schedules/:id/versions',
    summary: 'The plans that a schedule had, the newest first',
    area,
    allow: 'technician',
    params: idParams,
    answer: page(scheduleVersionAnswer),
    handle: ({ ctx, params }) => shownVersions(ctx, params.id),
  }),
  route({
    method: 'get',
    path: '/on-call/schedules/:id/shifts',
    summary: 'Who was and will be on call between two instants, and the gaps in which nobody is; the past stays true after edits',
    area,
    allow: 'technician',
    params: idParams,
    query: shiftsQuery,
    answer: coverageAnswer,
    handle: ({ ctx, params, query }) => shownShifts(ctx, params.id, query.from, query.to, query.layers),
  }),
  route({
    method: 'get',
    path: '/on-call/schedules/:id/gaps',
    summary: 'When nobody is on call in the hours in which somebody must be',
    area,
    allow: 'technician',
    params: idParams,
    query: rangeQuery,
    answer: page(gapAnswer),
    handle: ({ ctx, params, query }) => shownGaps(ctx, query.from, query.to, params.id),
  }),
  route({
    method: 'get',
    path: '/on-call/schedules/:id/on-call',
    summary: 'Who is on call now, or was or will be at an instant',
    area,
    allow: 'technician',
    params: idParams,
    query: atQuery,
    answer: z.object({ at: z.date().or(z.string()), people: z.array(personRefAnswer) }),
    handle: async ({ ctx, params, query }) => {
      const at = query.at ?? ctx.clock();
      await readSchedule(ctx, params.id);
      const ids = await peopleOnCall(ctx.db.sql, params.id, at);
      const refs = await personRefs(ctx.db.sql, ids);
      return { at, people: ids.map((personId) => refs.get(personId)!) };
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
    summary: 'Deviate from the plan: take over, replace, add or remove; technicians put themselves alone on call',
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
  route({
    method: 'get',
    path: '/on-call/schedules/:id/temporary-schedules',
    summary: 'The temporary schedules that touch a span of time',
    area,
    allow: 'technician',
    params: idParams,
    query: rangeQuery,
    answer: page(temporaryScheduleAnswer),
    handle: async ({ ctx, params, query }) => {
      await readSchedule(ctx, params.id);
      return { items: await listTemporaries(ctx.db.sql, params.id, query.from, query.to), nextCursor: null };
    },
  }),
  route({
    method: 'post',
    path: '/on-call/schedules/:id/temporary-schedules',
    summary: 'Set the whole schedule aside for a while: these shifts alone hold, before overrides and rotations',
    area,
    allow: 'lead',
    params: idParams,
    body: newTemporarySchedule,
    status: 201,
    answer: temporaryScheduleAnswer,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => planTemporarily(ctx, actor, params.id, body),
  }),
  route({
    method: 'delete',
    path: '/on-call/schedules/:id/temporary-schedules/:temporaryId',
    summary: 'Let the schedule hold again',
    area,
    allow: 'lead',
    params: idParams.extend({ temporaryId: id }),
    handle: ({ ctx, actor, params }) => removeTemporary(ctx, actor, params.id, params.temporaryId),
  }),
];
