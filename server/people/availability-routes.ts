import type { Context } from '../platform/context.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { type Absence, listAbsences } from './absence-store.ts';
import { absenceAnswer, absenceQuery, newAbsence, skillAnswer } from './availability-schemas.ts';
import { personRefs } from './person-queries.ts';
import { addAbsence, endAbsence } from './save-absence.ts';
import { countSkills } from './skill-store.ts';

async function answersOf(ctx: Context, absences: Absence[]) {
  const refs = await personRefs(
    ctx.db.sql,
    absences.map(({ personId }) => personId),
  );
  const now = ctx.clock();
  return absences.map(({ personId, startAt, endAt, id, reason, createdAt }) => ({
    id,
    person: refs.get(personId)!,
    startAt,
    endAt,
    reason,
    isNow: startAt <= now && now < endAt,
    createdAt,
  }));
}

export const availabilityRoutes: Route[] = [
  route({
    method: 'get',
    path: '/absences',
    summary: 'Who is away, now and later; the absence that ends first at the top',
    area: 'absences',
    allow: 'technician',
    query: absenceQuery,
    answer: page(absenceAnswer),
    handle: async ({ ctx, actor, query: { personId, from, limit, cursor } }) => {
      const whose = personId === 'me' ? (actor.id as string) : personId;
      const { items, nextCursor } = await listAbsences(ctx.db.sql, { from: from ?? ctx.clock(), personId: whose, limit, cursor });
      return { items: await answersOf(ctx, items), nextCursor };
    },
  }),
  route({
    method: 'post',
    path: '/absences',
    summary: 'Note that you, or as a lead somebody else, are away: nothing is assigned to you and no escalation calls you then',
    area: 'absences',
    allow: 'technician',
    body: newAbsence,
    status: 201,
    answer: absenceAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => (await answersOf(ctx, [await addAbsence(ctx, actor, body)]))[0],
  }),
  route({
    method: 'delete',
    path: '/absences/:id',
    summary: 'Take an absence back; one that has begun ends now',
    area: 'absences',
    allow: 'technician',
    params: idParams,
    handle: ({ ctx, actor, params }) => endAbsence(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/skills',
    summary: 'Every skill that somebody has',
    area: 'people',
    allow: 'technician',
    answer: page(skillAnswer),
    handle: async ({ ctx }) => ({ items: await countSkills(ctx.db.sql), nextCursor: null }),
  }),
];
