import { findAsset } from '../assets/asset-queries.ts';
import { assetParams } from '../assets/asset-schemas.ts';
import { notFound } from '../platform/problem.ts';
import { JsonText, type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { countIncidents } from './count-incidents.ts';
import { editIncident } from './edit-incident.ts';
import { fileIncident } from './file-incident.ts';
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
    method: 'post',
    path: '/incidents',
    summary: 'File an incident',
    area,
    allow: 'employee',
    body: newIncident,
    status: 201,
    answer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => readIncident(ctx, actor, (await fileIncident(ctx, actor, body)).id),
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
