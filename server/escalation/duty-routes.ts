import { z } from 'zod';
import { personRefs } from '../people/person-queries.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { durationText } from '../platform/duration.ts';
import { type Route, route } from '../platform/route.ts';
import { id, idParams, page } from '../platform/schemas.ts';
import { changeOnCallPreferences, readOnCallPreferences } from './change-on-call-preferences.ts';
import { feedAnswer, feedParams, newFeed, newFeedAnswer, preferencesAnswer, preferencesBody } from './feed-schemas.ts';
import { listFeeds } from './feed-store.ts';
import { readFairness } from './on-call-fairness.ts';
import { myShifts, shownGaps, whoIsOnCall } from './on-call-queries.ts';
import { atQuery, gapAnswer, myShiftAnswer, onCallNowAnswer, rangeQuery } from './on-call-schemas.ts';
import { listSchedules } from './on-call-store.ts';
import { readFeed, subscribeToFeed, unsubscribeFromFeed } from './subscribe-to-feed.ts';

const area = 'on-call';

const fairnessAnswer = z
  .object({
    items: z.array(
      z.object({
        person: personRefAnswer,
        total: z.string().meta({ description: 'ISO 8601 duration' }),
        nights: z.string().meta({ description: 'Between 22:00 and 06:00 by the person’s own clock' }),
        weekends: z.string(),
        shifts: z.number().int(),
      }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'OnCallFairness' });

async function fairness(ctx: Context, from: Date, to: Date, scheduleId?: string) {
  const burdens = await readFairness(ctx, from, to, scheduleId);
  const refs = await personRefs(
    ctx.db.sql,
    burdens.map(({ personId }) => personId),
  );
  const items = burdens.map(({ personId, totalMs, nightMs, weekendMs, spells }) => ({
    person: refs.get(personId) ?? { id: personId, name: '?', email: '' },
    total: durationText(totalMs),
    nights: durationText(nightMs),
    weekends: durationText(weekendMs),
    shifts: spells,
  }));
  return { items, nextCursor: null };
}

async function feeds(ctx: Context, actor: Actor) {
  const names = new Map((await listSchedules(ctx.db.sql, { withRetired: true })).map((schedule) => [schedule.id, schedule.name]));
  const items = (await listFeeds(ctx.db.sql, actor.id as string)).map(({ id: feedId, scheduleId, createdAt, lastReadAt }) => ({
    id: feedId,
    schedule: scheduleId ? { id: scheduleId, name: names.get(scheduleId) ?? '' } : null,
    createdAt,
    lastReadAt,
  }));
  return { items, nextCursor: null };
}

/** What concerns people on call, across schedules. */
export const dutyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/on-call',
    summary: 'Who is on call on every schedule, now or at an instant, until when, and who comes next',
    area,
    allow: 'technician',
    query: atQuery,
    answer: onCallNowAnswer,
    handle: ({ ctx, query }) => whoIsOnCall(ctx, query.at ?? ctx.clock()),
  }),
  route({
    method: 'get',
    path: '/on-call/my-shifts',
    summary: 'My shifts on all schedules',
    area,
    allow: 'technician',
    query: rangeQuery,
    answer: page(myShiftAnswer),
    handle: ({ ctx, actor, query }) => myShifts(ctx, actor, query.from, query.to),
  }),
  route({
    method: 'get',
    path: '/on-call/gaps',
    summary: 'When nobody is on call in the hours in which somebody must be, on all watched schedules',
    area,
    allow: 'technician',
    query: rangeQuery,
    answer: page(gapAnswer),
    handle: ({ ctx, query }) => shownGaps(ctx, query.from, query.to),
  }),
  route({
    method: 'get',
    path: '/on-call/fairness',
    summary: 'Who was and will be on call for how long, of that in nights and at weekends',
    area,
    allow: 'technician',
    query: rangeQuery.extend({ scheduleId: id.optional() }),
    answer: fairnessAnswer,
    handle: ({ ctx, query }) => fairness(ctx, query.from, query.to, query.scheduleId),
  }),
  route({
    method: 'get',
    path: '/on-call/preferences',
    summary: 'What I want to hear of my shifts',
    area,
    allow: 'employee',
    answer: preferencesAnswer,
    handle: ({ ctx, actor }) => readOnCallPreferences(ctx, actor),
  }),
  route({
    method: 'put',
    path: '/on-call/preferences',
    summary: 'Change what I want to hear of my shifts',
    area,
    allow: 'employee',
    body: preferencesBody,
    answer: preferencesAnswer,
    handle: ({ ctx, actor, body }) => changeOnCallPreferences(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/on-call/feeds',
    summary: 'My calendar addresses',
    area,
    allow: 'employee',
    answer: page(feedAnswer),
    handle: ({ ctx, actor }) => feeds(ctx, actor),
  }),
  route({
    method: 'post',
    path: '/on-call/feeds',
    summary: 'Make a calendar address (iCalendar) of my shifts or of a schedule; it is shown this once',
    area,
    allow: 'employee',
    body: newFeed,
    status: 201,
    answer: newFeedAnswer,
    handle: async ({ ctx, actor, body }) => {
      const { id: feedId, url } = await subscribeToFeed(ctx, actor, body);
      return { id: feedId, url };
    },
  }),
  route({
    method: 'delete',
    path: '/on-call/feeds/:id',
    summary: 'End one of my calendar addresses',
    area,
    allow: 'employee',
    params: idParams,
    handle: ({ ctx, actor, params }) => unsubscribeFromFeed(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/on-call/feeds/:file',
    summary: 'A calendar for programs that do not sign in: its name is the secret',
    area,
    allow: 'anyone',
    params: feedParams,
    rawAnswer: 'text/calendar',
    handle: async ({ ctx, params, res }) => {
      const text = await readFeed(ctx, params.file);
      res.set({
        'Content-Type': 'text/calendar; charset=utf-8',
        'Content-Disposition': 'inline; filename="on-call.ics"',
        'Cache-Control': 'private, max-age=300',
      });
      res.send(text);
    },
  }),
];
