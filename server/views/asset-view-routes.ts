import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { assetViewAnswer, assetViewChanges, newAssetView } from './asset-view-schemas.ts';
import { changeView, createView, removeView } from './save-view.ts';
import { listViews, readView } from './view-queries.ts';

const area = 'views';
const allow = 'technician';

export const assetViewRoutes: Route[] = [
  route({
    method: 'get',
    path: '/asset-views',
    summary: 'Views of the list of assets that I may see',
    area,
    allow,
    answer: page(assetViewAnswer),
    handle: async ({ ctx, actor }) => ({ items: await listViews(ctx, actor, 'assets'), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/asset-views',
    summary: 'Save a view of the list of assets, for myself, a support group or everybody',
    area,
    allow,
    body: newAssetView,
    status: 201,
    answer: assetViewAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => readView(ctx, actor, (await createView(ctx, actor, body, 'assets')).id, 'assets'),
  }),
  route({
    method: 'get',
    path: '/asset-views/:id',
    summary: 'One view of the list of assets',
    area,
    allow,
    params: idParams,
    answer: assetViewAnswer,
    handle: ({ ctx, actor, params: { id } }) => readView(ctx, actor, id, 'assets'),
  }),
  route({
    method: 'patch',
    path: '/asset-views/:id',
    summary: 'Change a view of mine, or as a lead a shared one',
    area,
    allow,
    params: idParams,
    body: assetViewChanges,
    answer: assetViewAnswer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      readView(ctx, actor, (await changeView(ctx, actor, id, body, ifMatch, 'assets')).id, 'assets'),
  }),
  route({
    method: 'delete',
    path: '/asset-views/:id',
    summary: 'Remove a view for everybody who sees it',
    area,
    allow,
    params: idParams,
    handle: ({ ctx, actor, params: { id }, ifMatch }) => removeView(ctx, actor, id, ifMatch, 'assets'),
  }),
];
