import { numberText } from '../incidents/incident.ts';
import { incidentRefs } from '../incidents/incident-queries.ts';
import { incidentParams } from '../incidents/incident-schemas.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { changeSettings, rateByLink, rateIncident, readRating, readRatingLink } from './rate-incident.ts';
import { isOpen, type SatisfactionRequest } from './satisfaction.ts';
import {
  asked,
  newRating,
  ratingAnswer,
  ratingItem,
  ratingLinkAnswer,
  ratingLinkParams,
  ratingsQuery,
  settingsAnswer,
  settingsChanges,
} from './satisfaction-schemas.ts';
import { ratings, readSettings } from './satisfaction-store.ts';

const area = 'satisfaction';

const shown = (ctx: Context, { askedAt, rating, comment, ratedAt, ...request }: SatisfactionRequest) => {
  return { askedAt, rating, comment, ratedAt, isOpen: isOpen({ ...request, askedAt, ratedAt }, ctx.clock()) };
};

async function ratingsPage(
  ctx: Context,
  { limit, cursor, atMost }: { limit: number; cursor?: string | undefined; atMost?: number | undefined },
) {
  const query = ratings(ctx.db.sql).limit(limit + 1);
  if (atMost) query.where('rating', '<=', atMost);
  const order = [
    { column: 'askedAt', direction: 'desc' as const },
    { column: 'incidentId', direction: 'desc' as const },
  ];
  const found = (await afterCursor(query, order, cursor)) as SatisfactionRequest[];
  const { items, nextCursor } = toPage(found, limit, ({ askedAt, incidentId }) => [askedAt, incidentId]);
  const incidents = await incidentRefs(
    ctx.db.sql,
    items.map(({ incidentId }) => incidentId),
  );
  const people = await personRefs(
    ctx.db.sql,
    items.map(({ personId }) => personId),
  );
  return {
    items: items.flatMap((request) => {
      const incident = incidents.get(request.incidentId);
      return incident ? [{ ...shown(ctx, request), incident, requester: people.get(request.personId) ?? null }] : [];
    }),
    nextCursor,
  };
}

export const satisfactionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents/:id/satisfaction',
    summary: 'How content the requester is; null when nobody asked',
    area,
    allow: 'employee',
    params: incidentParams,
    answer: asked,
    handle: async ({ ctx, actor, params: { id } }) => {
      const request = await readRating(ctx, actor, id);
      return { satisfaction: request && shown(ctx, request) };
    },
  }),
  route({
    method: 'put',
    path: '/incidents/:id/satisfaction',
    summary: 'Say how content I am with how my incident was solved, 1 to 5; once asked',
    area,
    allow: 'employee',
    params: incidentParams,
    body: newRating,
    answer: ratingAnswer,
    handle: async ({ ctx, actor, params: { id }, body }) => shown(ctx, await rateIncident(ctx, actor, id, body)),
  }),
  route({
    method: 'get',
    path: '/ratings/:token',
    summary: 'What the link of a mail asks about; opening it does nothing',
    area,
    allow: 'anyone',
    params: ratingLinkParams,
    answer: ratingLinkAnswer,
    handle: async ({ ctx, params: { token } }) => {
      const { incident, request } = await readRatingLink(ctx, token);
      return { incident: { number: numberText(incident.number), title: incident.title }, satisfaction: shown(ctx, request) };
    },
  }),
  route({
    method: 'post',
    path: '/ratings/:token',
    summary: 'Say how content I am without signing in, by the link of the mail that asked me',
    area,
    allow: 'anyone',
    params: ratingLinkParams,
    body: newRating,
    answer: ratingAnswer,
    handle: async ({ ctx, params: { token }, body }) => shown(ctx, await rateByLink(ctx, token, body)),
  }),
  route({
    method: 'get',
    path: '/satisfaction',
    summary: 'What people said, the newest first',
    area,
    allow: 'lead',
    query: ratingsQuery,
    answer: page(ratingItem),
    handle: ({ ctx, query }) => ratingsPage(ctx, query),
  }),
  route({
    method: 'get',
    path: '/satisfaction-settings',
    summary: 'Whether and how often people are asked',
    area,
    allow: 'lead',
    answer: settingsAnswer,
    handle: ({ ctx }) => readSettings(ctx.db.sql),
  }),
  route({
    method: 'patch',
    path: '/satisfaction-settings',
    summary: 'Ask or do not ask, how often, and which rating the leads hear of',
    area,
    allow: 'lead',
    body: settingsChanges,
    answer: settingsAnswer,
    handle: ({ ctx, actor, body, ifMatch }) => changeSettings(ctx, actor, body, ifMatch),
  }),
];
