import { incidentParams } from '../incidents/incident-schemas.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { changeMajor } from './change-major.ts';
import { declareMajor, withdrawMajor } from './declare-major.ts';
import { listAffected, listMajors, readCard, readMajor } from './major-queries.ts';
import {
  affectedAnswer,
  cardAnswer,
  ending,
  majorAnswer,
  majorChanges,
  majorListItem,
  majorQuery,
  newMajor,
  serviceStatusAnswer,
} from './major-schemas.ts';
import { endMajor, reopenMajor } from './publish-update.ts';
import { sayAffected } from './say-affected.ts';
import { readServiceStatus } from './status-queries.ts';

const area = 'major-incidents';

export const majorRoutes: Route[] = [
  route({
    method: 'get',
    path: '/service-status',
    summary: 'What is wrong now, what was lately, what is planned, and how each service does; for everybody',
    area,
    allow: 'employee',
    answer: serviceStatusAnswer,
    handle: ({ ctx, actor }) => readServiceStatus(ctx, actor),
  }),
  route({
    method: 'get',
    path: '/major-incidents',
    summary: 'Major incidents, the newest first',
    area,
    allow: 'technician',
    query: majorQuery,
    answer: page(majorListItem),
    handle: ({ ctx, query }) => listMajors(ctx, query),
  }),
  route({
    method: 'post',
    path: '/major-incidents',
    summary: 'Declare an incident a major one: technicians for P1 and P2, leads for any',
    area,
    allow: 'technician',
    body: newMajor,
    status: 201,
    answer: majorAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => readMajor(ctx, actor, (await declareMajor(ctx, actor, body)).id),
  }),
  route({
    method: 'get',
    path: '/major-incidents/:id',
    summary: 'A major incident with its news and tasks',
    area,
    allow: 'technician',
    params: idParams,
    answer: majorAnswer,
    handle: ({ ctx, actor, params }) => readMajor(ctx, actor, params.id),
  }),
  route({
    method: 'patch',
    path: '/major-incidents/:id',
    summary: 'Change what everybody reads, what is concerned, who leads, how often news come, or the review',
    area,
    allow: 'technician',
    params: idParams,
    body: majorChanges,
    answer: majorAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) =>
      readMajor(ctx, actor, (await changeMajor(ctx, actor, params.id, body, ifMatch)).id),
  }),
  route({
    method: 'delete',
    path: '/major-incidents/:id',
    summary: 'Take the declaration back; who had been told hears of it',
    area,
    allow: 'technician',
    params: idParams,
    handle: async ({ ctx, actor, params, ifMatch }) => void (await withdrawMajor(ctx, actor, params.id, ifMatch)),
  }),
  route({
    method: 'put',
    path: '/major-incidents/:id/end',
    summary: 'End a major incident with a summary that all who are affected are told',
    area,
    allow: 'technician',
    params: idParams,
    body: ending,
    answer: majorAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) =>
      readMajor(ctx, actor, (await endMajor(ctx, actor, params.id, body, ifMatch)).id),
  }),
  route({
    method: 'delete',
    path: '/major-incidents/:id/end',
    summary: 'It is not over after all',
    area,
    allow: 'technician',
    params: idParams,
    answer: majorAnswer,
    handle: async ({ ctx, actor, params, ifMatch }) => readMajor(ctx, actor, (await reopenMajor(ctx, actor, params.id, ifMatch)).id),
  }),
  route({
    method: 'put',
    path: '/major-incidents/:id/affected/me',
    summary: 'I am affected too: I am counted and kept informed, without an incident of my own',
    area,
    allow: 'employee',
    params: idParams,
    handle: ({ ctx, actor, params }) => sayAffected(ctx, actor, params.id, true),
  }),
  route({
    method: 'delete',
    path: '/major-incidents/:id/affected/me',
    summary: 'I am not affected (any more)',
    area,
    allow: 'employee',
    params: idParams,
    handle: ({ ctx, actor, params }) => sayAffected(ctx, actor, params.id, false),
  }),
  route({
    method: 'get',
    path: '/major-incidents/:id/affected',
    summary: 'Who said that they are affected',
    area,
    allow: 'technician',
    params: idParams,
    query: majorQuery.omit({ state: true }),
    answer: page(affectedAnswer),
    handle: ({ ctx, params, query }) => listAffected(ctx, params.id, query),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/major-incident',
    summary: 'The major incident that an incident is or belongs to, and whether it may be declared one',
    area,
    allow: 'technician',
    params: incidentParams,
    answer: cardAnswer,
    handle: ({ ctx, actor, params }) => readCard(ctx, actor, params.id),
  }),
];
