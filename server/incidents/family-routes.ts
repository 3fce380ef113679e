import { z } from 'zod';
import { type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { answerChildren, reopenChildren, resolveChildren } from './act-on-children.ts';
import { fanOutAnswers, listChildren, listMerged, listSplits, readFamily, splitAnswers } from './family-queries.ts';
import {
  answerToChildren,
  childAnswer,
  childrenQuery,
  familyAnswer,
  fanOutAnswer,
  newChildren,
  newMerges,
  newParent,
  newSplit,
  resolutionOfChildren,
  splitAnswer,
} from './family-schemas.ts';
import { incidentParams, incidentRefAnswer } from './incident-schemas.ts';
import { mergeMany } from './merge-incidents.ts';
import { addChildren, removeParent, setParent } from './set-parent.ts';
import { splitIncident } from './split-incident.ts';
import { undoSplit } from './undo-split.ts';

const area = 'incidents';
const allow = 'technician';
const params = incidentParams;

/** Merging many, splitting, and families of incidents. */
export const familyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents/:id/merges',
    summary: 'Incidents that are merged into this one',
    area,
    allow,
    params,
    answer: page(incidentRefAnswer),
    handle: async ({ ctx, actor, params: { id } }) => ({ items: await listMerged(ctx, actor, id), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/incidents/:id/merges',
    summary: 'Merge several incidents into this one, all or none; `DELETE /incidents/{id}/merge` takes one out again',
    area,
    allow,
    params,
    body: newMerges,
    status: 201,
    answer: page(incidentRefAnswer),
    idempotent: true,
    handle: async ({ ctx, actor, params: { id }, body }) => {
      await mergeMany(ctx, actor, id, body.incidentIds);
      return { items: await listMerged(ctx, actor, id), nextCursor: null };
    },
  }),
  route({
    method: 'get',
    path: '/incidents/:id/splits',
    summary: 'What was split off an incident',
    area,
    allow,
    params,
    answer: page(splitAnswer),
    handle: async ({ ctx, actor, params: { id } }) => ({ items: await listSplits(ctx, actor, id), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/incidents/:id/splits',
    summary: 'Make another incident of some of its messages and files',
    area,
    allow,
    params,
    body: newSplit,
    status: 201,
    answer: splitAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) => {
      const { split } = await splitIncident(ctx, actor, id, body, ifMatch);
      return (await splitAnswers(ctx, [split]))[0];
    },
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/splits/:splitId',
    summary: 'Put a split together again; 409 says who has worked on the other incident since',
    area,
    allow,
    params: params.extend({ splitId: z.string().min(1).max(64) }),
    handle: async ({ ctx, actor, params: { id, splitId } }) => void (await undoSplit(ctx, actor, id, splitId)),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/family',
    summary: 'The parent of an incident, the number of its children, and what was done to all of them',
    area,
    allow,
    params,
    answer: familyAnswer,
    handle: ({ ctx, actor, params: { id } }) => readFamily(ctx, actor, id),
  }),
  route({
    method: 'put',
    path: '/incidents/:id/parent',
    summary: 'Put an incident below another; a family has one level',
    area,
    allow,
    params,
    body: newParent,
    answer: familyAnswer,
    handle: async ({ ctx, actor, params: { id }, body }) => readFamily(ctx, actor, (await setParent(ctx, actor, id, body.parentId)).id),
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/parent',
    summary: 'Take an incident out of its family',
    area,
    allow,
    params,
    answer: familyAnswer,
    handle: async ({ ctx, actor, params: { id } }) => readFamily(ctx, actor, (await removeParent(ctx, actor, id)).id),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/children',
    summary: 'Children of an incident',
    area,
    allow,
    params,
    query: childrenQuery,
    answer: page(childAnswer),
    handle: ({ ctx, actor, params: { id }, query }) => listChildren(ctx, actor, id, query),
  }),
  route({
    method: 'post',
    path: '/incidents/:id/children',
    summary: 'Put several incidents below this one, all or none',
    area,
    allow,
    params,
    body: newChildren,
    status: 201,
    answer: familyAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params: { id }, body }) =>
      readFamily(ctx, actor, (await addChildren(ctx, actor, id, body.incidentIds)).id),
  }),
  route({
    method: 'post',
    path: '/incidents/:id/children/answers',
    summary: 'Answer all children with the same public words, in the background',
    area,
    allow,
    params,
    body: answerToChildren,
    status: 202,
    answer: fanOutAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params: { id }, body }) => (await fanOutAnswers(ctx, [await answerChildren(ctx, actor, id, body)]))[0],
  }),
  route({
    method: 'post',
    path: '/incidents/:id/children/resolutions',
    summary: 'Resolve all open children with the same note, in the background',
    area,
    allow,
    params,
    body: resolutionOfChildren,
    status: 202,
    answer: fanOutAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params: { id }, body }) => (await fanOutAnswers(ctx, [await resolveChildren(ctx, actor, id, body)]))[0],
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/children/resolutions/:actId',
    summary: 'Reopen the children that this resolved and that are still as it left them, in the background',
    area,
    allow,
    params: params.extend({ actId: z.string().min(1).max(64) }),
    status: 202,
    answer: fanOutAnswer,
    handle: async ({ ctx, actor, params: { id, actId } }) => (await fanOutAnswers(ctx, [await reopenChildren(ctx, actor, id, actId)]))[0],
  }),
];
