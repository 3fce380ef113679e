import { hasRole } from '../platform/actor.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { cancelRequest, decideRequest, decideRequestByLink, readDecisionLink } from './decide-request.ts';
import { custodyLinkParams } from './hand-over-schemas.ts';
import { requestAsset } from './request-asset.ts';
import {
  decisionBody,
  itemAnswer,
  itemChanges,
  itemList,
  newItem,
  newRequest,
  requestAnswer,
  requestPage,
  requestParams,
  requestQuery,
} from './request-schemas.ts';
import { listItems } from './request-store.ts';
import { listRequests, loadRequest, requestView } from './request-view.ts';
import { addItem, changeItem } from './save-item.ts';

const area = 'custody';

export const requestRoutes: Route[] = [
  route({
    method: 'get',
    path: '/requestable-items',
    summary: 'What people may ask for; to employees what is offered now',
    area,
    allow: 'employee',
    answer: itemList,
    handle: async ({ ctx, actor }) => ({ items: await listItems(ctx.db.sql, !hasRole(actor, 'technician')) }),
  }),
  route({
    method: 'post',
    path: '/requestable-items',
    summary: 'Offer something that people may ask for',
    area,
    allow: 'lead',
    body: newItem,
    status: 201,
    answer: itemAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addItem(ctx, actor, body),
  }),
  route({
    method: 'patch',
    path: '/requestable-items/:id',
    summary: 'Change what people may ask for, or offer it no more',
    area,
    allow: 'lead',
    params: idParams,
    body: itemChanges,
    answer: itemAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeItem(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'get',
    path: '/asset-requests',
    summary: 'Requests, the newest first; employees see those that they have a part in',
    area,
    allow: 'employee',
    query: requestQuery,
    answer: requestPage,
    handle: ({ ctx, actor, query }) => listRequests(ctx, actor, query),
  }),
  route({
    method: 'post',
    path: '/asset-requests',
    summary: 'Ask for a device',
    area,
    allow: 'employee',
    body: newRequest,
    status: 201,
    answer: requestAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => requestAsset(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/asset-requests/:id',
    summary: 'One request',
    area,
    allow: 'employee',
    params: requestParams,
    answer: requestAnswer,
    handle: async ({ ctx, actor, params }) => requestView(ctx.db.sql, actor, await loadRequest(ctx, actor, params.id)),
  }),
  route({
    method: 'put',
    path: '/asset-requests/:id/decision',
    summary: 'Approve or refuse a request',
    area,
    allow: 'employee',
    params: requestParams,
    body: decisionBody,
    answer: requestAnswer,
    handle: ({ ctx, actor, params, body }) => decideRequest(ctx, actor, params.id, body),
  }),
  route({
    method: 'put',
    path: '/asset-requests/:id/cancellation',
    summary: 'Take a request back',
    area,
    allow: 'employee',
    params: requestParams,
    answer: requestAnswer,
    handle: ({ ctx, actor, params }) => cancelRequest(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/asset-request-links/:token',
    summary: 'What the link of a mail asks to decide; opening it does nothing',
    area,
    allow: 'anyone',
    params: custodyLinkParams,
    answer: requestAnswer,
    handle: async ({ ctx, params }) => {
      const { request, actor } = await readDecisionLink(ctx, params.token);
      return requestView(ctx.db.sql, actor, request);
    },
  }),
  route({
    method: 'post',
    path: '/asset-request-links/:token',
    summary: 'Approve or refuse without signing in, by the link of the mail that asked me',
    area,
    allow: 'anyone',
    params: custodyLinkParams,
    body: decisionBody,
    answer: requestAnswer,
    handle: ({ ctx, params, body }) => decideRequestByLink(ctx, params.token, body),
  }),
];
