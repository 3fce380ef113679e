import { type Route, route } from '../platform/route.ts';
import { assetFacets } from './asset-facets.ts';
import { assetHistory } from './asset-history.ts';
import {
  assetAnswer,
  assetChanges,
  assetEventPage,
  assetEventQuery,
  assetPage,
  assetParams,
  assetQuery,
  newAsset,
} from './asset-schemas.ts';
import { viewFor } from './asset-view.ts';
import { assetBulkRoutes } from './bulk/bulk-routes.ts';
import { changeAsset } from './change-asset.ts';
import { custodyRoutes } from './custody-routes.ts';
import { assetExportRoutes } from './export-routes.ts';
import { facetAnswer, facetQuery } from './facet-schemas.ts';
import { labelRoutes } from './labels/label-routes.ts';
import { listAssets } from './list-assets.ts';
import { listColumnsBody } from './list-column-schemas.ts';
import { chooseColumns, columnsOf } from './list-columns.ts';
import { makeRoutes } from './makes/make-routes.ts';
import { registerAsset } from './register-asset.ts';
import { assetRelationRoutes } from './relation-routes.ts';
import { simRoutes } from './sims/sim-routes.ts';
import { loadAsset } from './write-asset.ts';

const area = 'assets';

export const assetRoutes: Route[] = [
  ...assetBulkRoutes,
  ...custodyRoutes,
  ...assetExportRoutes,
  ...assetRelationRoutes,
  ...labelRoutes,
  ...makeRoutes,
  ...simRoutes,
  route({
    method: 'get',
    path: '/assets',
    summary: 'Assets that match the filters; employees get what they hold',
    area,
    allow: 'employee',
    query: assetQuery,
    answer: assetPage,
    handle: ({ ctx, actor, query }) => listAssets(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/assets/facets',
    summary: 'How many of the assets that match there are of each kind, status, place and make',
    area,
    allow: 'employee',
    query: facetQuery,
    answer: facetAnswer,
    handle: ({ ctx, actor, query }) => assetFacets(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/assets/columns',
    summary: 'Which columns I see in the list of assets',
    area,
    allow: 'technician',
    answer: listColumnsBody,
    handle: ({ ctx, actor }) => columnsOf(ctx, actor),
  }),
  route({
    method: 'put',
    path: '/assets/columns',
    summary: 'Choose the columns of my list of assets',
    area,
    allow: 'technician',
    body: listColumnsBody,
    answer: listColumnsBody,
    handle: ({ ctx, actor, body }) => chooseColumns(ctx, actor, body.columns),
  }),
  route({
    method: 'post',
    path: '/assets',
    summary: 'Register an asset under the next tag or its own',
    area,
    allow: 'technician',
    body: newAsset,
    status: 201,
    answer: assetAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => registerAsset(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/assets/:id',
    summary: 'An asset by id or tag',
    area,
    allow: 'employee',
    params: assetParams,
    answer: assetAnswer,
    handle: async ({ ctx, actor, params }) => viewFor(ctx.db.sql, actor, await loadAsset(ctx, actor, params.id)),
  }),
  route({
    method: 'patch',
    path: '/assets/:id',
    summary: 'Change fields of an asset',
    area,
    allow: 'technician',
    params: assetParams,
    body: assetChanges,
    answer: assetAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeAsset(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'get',
    path: '/assets/:id/history',
    summary: 'Who did what to the asset and when, latest first',
    area,
    allow: 'technician',
    params: assetParams,
    query: assetEventQuery,
    answer: assetEventPage,
    handle: ({ ctx, actor, params, query }) => assetHistory(ctx, actor, params.id, query),
  }),
];
