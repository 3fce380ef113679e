import { z } from 'zod';
import { escalationsOf } from '../escalation/escalation-queries.ts';
import { escalationItemAnswer } from '../escalation/escalation-schemas.ts';
import { type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { serviceLevelsOf } from '../service-levels/service-level-queries.ts';
import { breachNote, serviceLevelAnswer } from '../service-levels/service-level-schemas.ts';
import { explainBreach } from './explain-breach.ts';
import { findVisible } from './find-incident.ts';
import { isTechnician } from './incident-policy.ts';
import { readIncident } from './incident-queries.ts';
import { incidentAnswer, incidentParams, linkAnswer, merge, newLink, newWatcher, watcherAnswer } from './incident-schemas.ts';
import { linkIncidents, unlinkIncidents } from './link-incidents.ts';
import { mergeIncident } from './merge-incidents.ts';
import { linkAnswers, listLinks, listWatchers } from './relation-queries.ts';
import { renewPromises } from './renew-promises.ts';
import { unmergeIncident } from './unmerge-incident.ts';
import { addWatcher, removeWatcher } from './watch-incident.ts';

const area = 'incidents';
const params = incidentParams;

export const relationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents/:id/links',
    summary: 'How an incident hangs together with others',
    area,
    allow: 'technician',
    params,
    answer: page(linkAnswer),
    handle: async ({ ctx, actor, params: { id } }) => ({ items: await listLinks(ctx, actor, id), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/incidents/:id/links',
    summary: 'Link two incidents',
    area,
    allow: 'technician',
    params,
    body: newLink,
    status: 201,
    answer: linkAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params: { id }, body }) => {
      const link = await linkIncidents(ctx, actor, id, body);
      return (await linkAnswers(ctx, link.fromId, [link]))[0];
    },
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/links/:linkId',
    summary: 'Take a link back',
    area,
    allow: 'technician',
    params: params.extend({ linkId: z.string().min(1).max(64) }),
    handle: ({ ctx, actor, params: { id, linkId } }) => unlinkIncidents(ctx, actor, id, linkId),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/watchers',
    summary: 'Who follows an incident besides its requester',
    area,
    allow: 'employee',
    params,
    answer: page(watcherAnswer),
    handle: async ({ ctx, actor, params: { id } }) => ({ items: await listWatchers(ctx, actor, id), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/incidents/:id/watchers',
    summary: 'Follow an incident (`me`), or let somebody follow it, who then may see it',
    area,
    allow: 'employee',
    params,
    body: newWatcher,
    status: 201,
    answer: page(watcherAnswer),
    idempotent: true,
    handle: async ({ ctx, actor, params: { id }, body }) => {
      await addWatcher(ctx, actor, id, body.personId);
      return { items: await listWatchers(ctx, actor, id), nextCursor: null };
    },
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/watchers/:personId',
    summary: 'Follow an incident no longer (`me`), or end somebody’s following',
    area,
    allow: 'employee',
    params: params.extend({ personId: z.string().min(1).max(64) }),
    handle: ({ ctx, actor, params: { id, personId } }) => removeWatcher(ctx, actor, id, personId),
  }),
  route({
    method: 'put',
    path: '/incidents/:id/merge',
    summary: 'Close an incident into another that is about the same',
    area,
    allow: 'technician',
    params,
    body: merge,
    answer: incidentAnswer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      readIncident(ctx, actor, (await mergeIncident(ctx, actor, id, body.intoId, ifMatch)).id),
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/merge',
    summary: 'Undo a merge',
    area,
    allow: 'technician',
    params,
    answer: incidentAnswer,
    handle: async ({ ctx, actor, params: { id }, ifMatch }) =>
      readIncident(ctx, actor, (await unmergeIncident(ctx, actor, id, ifMatch)).id),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/service-levels',
    summary: 'The clocks of an incident with their segments: why it is due then',
    area,
    allow: 'employee',
    params,
    answer: page(serviceLevelAnswer),
    handle: async ({ ctx, actor, params: { id } }) => {
      const incident = await findVisible(ctx, actor, id);
      return { items: await serviceLevelsOf(ctx.db.sql, incident.id, ctx.clock(), isTechnician(actor)), nextCursor: null };
    },
  }),
  route({
    method: 'put',
    path: '/incidents/:id/service-levels',
    summary: 'Take over the newest versions of agreement and calendar, which open incidents do not by themselves',
    area,
    allow: 'lead',
    params,
    answer: page(serviceLevelAnswer),
    handle: async ({ ctx, actor, params: { id }, ifMatch }) => {
      const incident = await renewPromises(ctx, actor, id, ifMatch);
      return { items: await serviceLevelsOf(ctx.db.sql, incident.id, ctx.clock()), nextCursor: null };
    },
  }),
  route({
    method: 'put',
    path: '/incidents/:id/service-levels/:clockId/breach-note',
    summary: 'Say why a promise was missed; an empty text takes that back',
    area,
    allow: 'lead',
    params: incidentParams.extend({ clockId: z.string().max(64) }),
    body: breachNote,
    answer: page(serviceLevelAnswer),
    handle: async ({ ctx, actor, params: { id, clockId }, body }) => {
      const incident = await explainBreach(ctx, actor, id, clockId, body.text);
      return { items: await serviceLevelsOf(ctx.db.sql, incident.id, ctx.clock()), nextCursor: null };
    },
  }),
  route({
    method: 'get',
    path: '/incidents/:id/escalations',
    summary: 'Steps of the escalation that fired',
    area,
    allow: 'technician',
    params,
    answer: page(escalationItemAnswer),
    handle: async ({ ctx, actor, params: { id } }) => {
      const incident = await findVisible(ctx, actor, id);
      return { items: await escalationsOf(ctx.db.sql, incident.id), nextCursor: null };
    },
  }),
];
