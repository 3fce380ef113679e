import { z } from 'zod';
import { findAsset } from '../assets/asset-queries.ts';
import { assetParams } from '../assets/asset-schemas.ts';
import { notFound } from '../platform/problem.ts';
import { JsonText, type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { mostAtOnce } from './bulk-change.ts';
import { countIncidents, countThese } from './count-incidents.ts';
import { editIncident } from './edit-incident.ts';
import { incidentFilters } from './incident-filter-schemas.ts';
import { readIncident } from './incident-queries.ts';
import {
  incidentAnswer,
  incidentChanges,
  incidentCounts,
  incidentListItem,
  incidentParams,
  incidentQuery,
  newIncident,
} from './incident-schemas.ts';
import { listIncidentsText } from './list-incidents.ts';
import { reportIncident } from './report-incident.ts';
import { tagsFrom } from './tag-store.ts';

const area = 'incidents';
const params = incidentParams;
const answer = incidentAnswer;

export const incidentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents',
    summary: 'Incidents that I may see; employees see what they asked for or watch',
    area,
    allow: 'employee',
    query: incidentQuery,
    answer: page(incidentListItem),
    handle: async ({ ctx, actor, query }) => new JsonText(await listIncidentsText(ctx, actor, query)),
  }),
  route({
    method: 'get',
    path: '/assets/:id/incidents',
    summary: 'Incidents about an asset',
    area,
    allow: 'technician',
    params: assetParams,
    query: incidentQuery,
    answer: page(incidentListItem),
    handle: async ({ ctx, actor, params: { id }, query }) => {
      const asset = await findAsset(ctx.db.sql, id);
      if (!asset) throw notFound('asset');
      return new JsonText(await listIncidentsText(ctx, actor, { ...query, assetId: [asset.id] }));
    },
  }),
  route({
    method: 'get',
    path: '/incidents/counts',
    summary: 'How many open incidents each of my queues holds',
    area,
    allow: 'technician',
    answer: incidentCounts,
    handle: ({ ctx, actor }) => countIncidents(ctx, actor),
  }),
  route({
    method: 'get',
    path: '/incidents/count',
    summary: 'How many incidents match; counted to `limit` at the most, which then means "or more"',
    area,
    allow: 'technician',
    query: incidentFilters,
    answer: z.object({ count: z.number().int(), limit: z.number().int() }),
    handle: async ({ ctx, actor, query }) => ({ count: await countThese(ctx, actor, query, mostAtOnce), limit: mostAtOnce }),
  }),
  route({
    method: 'get',
    path: '/incidents/tags',
    summary: 'Tags in use that begin so',
    area,
    allow: 'technician',
    query: z.object({ q: z.string().max(40).default(''), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    answer: page(z.string()),
    handle: async ({ ctx, query }) => ({ items: await tagsFrom(ctx.db.sql, query.q.trim().toLowerCase(), query.limit), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/incidents',
    summary: 'File an incident',
    area,
    allow: 'employee',
    body: newIncident,
    status: 201,
    answer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => readIncident(ctx, actor, (await reportIncident(ctx, actor, body)).id),
  }),
  route({
    method: 'get',
    path: '/incidents/:id',
    summary: 'One incident, by id or number',
    area,
    allow: 'employee',
    params,
    answer,
    handle: ({ ctx, actor, params: { id } }) => readIncident(ctx, actor, id),
  }),
  route({
    method: 'patch',
    path: '/incidents/:id',
    summary: 'Change what an incident says; the priority follows impact and urgency',
    area,
    allow: 'employee',
    params,
    body: incidentChanges,
    answer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      readIncident(ctx, actor, (await editIncident(ctx, actor, id, body, ifMatch)).id),
  }),
];
