import { z } from 'zod';
import { type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { assignIncident, unassignIncident } from './assign-incident.ts';
import { cancelIncident } from './cancel-incident.ts';
import { closeIncident } from './close-incident.ts';
import { countIncidents } from './count-incidents.ts';
import { editIncident } from './edit-incident.ts';
import { fileIncident } from './file-incident.ts';
import { readIncident } from './incident-queries.ts';
import {
  assignment,
  cancellation,
  incidentAnswer,
  incidentChanges,
  incidentCounts,
  incidentListItem,
  incidentParams,
  incidentQuery,
  newIncident,
  pending,
  reopening,
  resolution,
  searchHit,
  searchQuery,
} from './incident-schemas.ts';
import { listIncidents } from './list-incidents.ts';
import { pendIncident } from './pend-incident.ts';
import { reopenIncident } from './reopen-incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { resumeIncident } from './resume-incident.ts';
import { searchEverything } from './search-everything.ts';

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
    handle: ({ ctx, actor, query }) => listIncidents(ctx, actor, query),
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
  route({
    method: 'put',
    path: '/incidents/:id/assignment',
    summary: 'Give an incident to a technician (`me` takes it), a support group, or both',
    area,
    allow: 'technician',
    params,
    body: assignment,
    answer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      readIncident(ctx, actor, (await assignIncident(ctx, actor, id, body, ifMatch)).id),
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/assignment',
    summary: 'Leave nobody assigned',
    area,
    allow: 'technician',
    params,
    answer,
    handle: async ({ ctx, actor, params: { id }, ifMatch }) =>
      readIncident(ctx, actor, (await unassignIncident(ctx, actor, id, ifMatch)).id),
  }),
  route({
    method: 'put',
    path: '/incidents/:id/acknowledgement',
    summary: 'Say that somebody has seen it; the escalation stops',
    area,
    allow: 'technician',
    params,
    answer,
    handle: async ({ ctx, actor, params: { id }, ifMatch }) =>
      readIncident(ctx, actor, (await acknowledgeIncident(ctx, actor, id, ifMatch)).id),
  }),
  route({
    method: 'put',
    path: '/incidents/:id/pending',
    summary: 'Put an incident on hold; its clocks stand',
    area,
    allow: 'technician',
    params,
    body: pending,
    answer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      readIncident(ctx, actor, (await pendIncident(ctx, actor, id, body, ifMatch)).id),
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/pending',
    summary: 'Take an incident off hold',
    area,
    allow: 'technician',
    params,
    answer,
    handle: async ({ ctx, actor, params: { id }, ifMatch }) => readIncident(ctx, actor, (await resumeIncident(ctx, actor, id, ifMatch)).id),
  }),
  route({
    method: 'put',
    path: '/incidents/:id/resolution',
    summary: 'Resolve an incident',
    area,
    allow: 'technician',
    params,
    body: resolution,
    answer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      readIncident(ctx, actor, (await resolveIncident(ctx, actor, id, body, ifMatch)).id),
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/resolution',
    summary: 'Reopen a resolved incident; the requester may as well',
    area,
    allow: 'employee',
    params,
    body: reopening,
    answer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      readIncident(ctx, actor, (await reopenIncident(ctx, actor, id, body?.reason, ifMatch)).id),
  }),
  route({
    method: 'put',
    path: '/incidents/:id/closure',
    summary: 'Close a resolved incident for good; the requester may as well',
    area,
    allow: 'employee',
    params,
    answer,
    handle: async ({ ctx, actor, params: { id }, ifMatch }) => readIncident(ctx, actor, (await closeIncident(ctx, actor, id, ifMatch)).id),
  }),
  route({
    method: 'put',
    path: '/incidents/:id/cancellation',
    summary: 'Withdraw an open incident; the requester may as well',
    area,
    allow: 'employee',
    params,
    body: cancellation,
    answer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      readIncident(ctx, actor, (await cancelIncident(ctx, actor, id, body?.reason, ifMatch)).id),
  }),
  route({
    method: 'get',
    path: '/search',
    summary: 'Incidents and assets that have all the words, the last one as a beginning',
    area: 'search',
    allow: 'employee',
    query: searchQuery,
    answer: z.object({ items: z.array(searchHit), nextCursor: z.null() }),
    handle: async ({ ctx, actor, query }) => ({ items: await searchEverything(ctx, actor, query), nextCursor: null }),
  }),
];
