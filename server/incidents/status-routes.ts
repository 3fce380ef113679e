import { type Route, route } from '../platform/route.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { assignIncident, unassignIncident } from './assign-incident.ts';
import { cancelIncident } from './cancel-incident.ts';
import { closeIncident } from './close-incident.ts';
import { readIncident } from './incident-queries.ts';
import { assignment, cancellation, incidentAnswer, incidentParams, pending, reopening, resolution } from './incident-schemas.ts';
import { pendIncident } from './pend-incident.ts';
import { reopenIncident } from './reopen-incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { resumeIncident } from './resume-incident.ts';

const area = 'incidents';
const params = incidentParams;
const answer = incidentAnswer;

/** Turns in the life of an incident: each is a sub-resource that is put or deleted. */
export const statusRoutes: Route[] = [
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
];
