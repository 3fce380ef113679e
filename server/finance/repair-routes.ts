import { assetParams } from '../assets/asset-schemas.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { beginRepair, cancelRepair, changeRepair, endRepair, listRepairs, repairById, repairsOf } from './repair-asset.ts';
import { newRepair, repairAnswer, repairChanges, repairEnd, repairPage, repairQuery } from './repair-schemas.ts';

const area = 'finance';

export const repairRoutes: Route[] = [
  route({
    method: 'get',
    path: '/repairs',
    summary: 'Repairs and maintenance, latest first',
    area,
    allow: 'technician',
    query: repairQuery,
    answer: repairPage,
    handle: ({ ctx, query }) => listRepairs(ctx, query),
  }),
  route({
    method: 'get',
    path: '/assets/:id/repairs',
    summary: 'Repairs and maintenance of an asset, latest first',
    area,
    allow: 'technician',
    params: assetParams,
    query: repairQuery,
    answer: repairPage,
    handle: ({ ctx, actor, params, query }) => repairsOf(ctx, actor, params.id, query),
  }),
  route({
    method: 'post',
    path: '/assets/:id/repairs',
    summary: 'Send an asset to repair, or note maintenance on the spot',
    area,
    allow: 'technician',
    params: assetParams,
    body: newRepair,
    status: 201,
    answer: repairAnswer,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => beginRepair(ctx, actor, params.id, body),
  }),
  route({
    method: 'get',
    path: '/repairs/:id',
    summary: 'A repair by id or number',
    area,
    allow: 'technician',
    params: idParams,
    answer: repairAnswer,
    handle: ({ ctx, actor, params }) => repairById(ctx, actor, params.id),
  }),
  route({
    method: 'patch',
    path: '/repairs/:id',
    summary: 'Change what is known of a repair',
    area,
    allow: 'technician',
    params: idParams,
    body: repairChanges,
    answer: repairAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeRepair(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'put',
    path: '/repairs/:id/return',
    summary: 'Take an asset back from repair, with what came of it and what it cost',
    area,
    allow: 'technician',
    params: idParams,
    body: repairEnd,
    answer: repairAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => endRepair(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'put',
    path: '/repairs/:id/cancellation',
    summary: 'Call a repair off',
    area,
    allow: 'technician',
    params: idParams,
    answer: repairAnswer,
    handle: ({ ctx, actor, params, ifMatch }) => cancelRepair(ctx, actor, params.id, ifMatch),
  }),
];
