import { type Route, route } from '../platform/route.ts';
import { id } from '../platform/schemas.ts';
import { impactOf } from './asset-impact.ts';
import { impactPage, newRelation, relationAnswer, relationPage } from './asset-relation-schemas.ts';
import { listRelations, relateAssets, unrelateAssets } from './asset-relations.ts';
import { assetParams } from './asset-schemas.ts';

const area = 'assets';

export const assetRelationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assets/:id/relations',
    summary: 'What an asset runs on, is part of and is connected to',
    area,
    allow: 'technician',
    params: assetParams,
    answer: relationPage,
    handle: async (call) => ({ items: await listRelations(call.ctx, call.actor, call.params.id), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/assets/:id/relations',
    summary: 'Relate an asset to another',
    area,
    allow: 'technician',
    params: assetParams,
    body: newRelation,
    status: 201,
    answer: relationAnswer,
    idempotent: true,
    handle: (call) => relateAssets(call.ctx, call.actor, call.params.id, call.body),
  }),
  route({
    method: 'delete',
    path: '/assets/:id/relations/:relationId',
    summary: 'End a relation',
    area,
    allow: 'technician',
    params: assetParams.extend({ relationId: id }),
    handle: (call) => unrelateAssets(call.ctx, call.actor, call.params.id, call.params.relationId),
  }),
  route({
    method: 'get',
    path: '/assets/:id/impact',
    summary: 'What suffers when an asset fails, nearest first',
    area,
    allow: 'technician',
    params: assetParams,
    answer: impactPage,
    handle: async (call) => ({ items: await impactOf(call.ctx, call.actor, call.params.id), nextCursor: null }),
  }),
];
