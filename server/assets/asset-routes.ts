import { z } from 'zod';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, text } from '../platform/schemas.ts';
import { assetChangesSince, assetHistory } from './asset-history.ts';
import { labelSvg } from './asset-label.ts';
import { maySeeHoldingsOf } from './asset-policy.ts';
import { assetsHeldBy } from './asset-queries.ts';
import {
  assetAnswer,
  assetChangePage,
  assetChangeQuery,
  assetChanges,
  assetEventPage,
  assetEventQuery,
  assetPage,
  assetQuery,
  checkInBody,
  checkOutBody,
  labelQuery,
  newAsset,
  retirementBody,
  softwarePage,
} from './asset-schemas.ts';
import { forActor, viewFor, viewsOf } from './asset-view.ts';
import { changeAsset } from './change-asset.ts';
import { checkInAsset } from './check-in-asset.ts';
import { checkOutAsset } from './check-out-asset.ts';
import { assetImportRoutes } from './import-routes.ts';
import { softwareOn } from './installed-software.ts';
import { listAssets } from './list-assets.ts';
import { registerAsset } from './register-asset.ts';
import { assetRelationRoutes } from './relation-routes.ts';
import { reinstateAsset, retireAsset } from './retire-asset.ts';
import { loadAsset } from './write-asset.ts';

/** An asset is addressed by its id or by its tag in any case. */
export const assetParams = z.object({ id: text(80) });

const area = 'assets';

async function holdingsOf(ctx: Context, actor: Actor, personId: string) {
  if (!maySeeHoldingsOf(actor, personId)) throw notFound('person');
  const views = await viewsOf(ctx.db.sql, await assetsHeldBy(ctx.db.sql, personId));
  return { items: views.map((view) => forActor(actor, view)), nextCursor: null };
}

export const assetRoutes: Route[] = [
  ...assetImportRoutes,
  ...assetRelationRoutes,
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
    method: 'put',
    path: '/assets/:id/check-out',
    summary: 'Hand an asset to a person, a location or into another asset',
    area,
    allow: 'technician',
    params: assetParams,
    body: checkOutBody,
    answer: assetAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => checkOutAsset(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'put',
    path: '/assets/:id/check-in',
    summary: 'Take an asset back',
    area,
    allow: 'technician',
    params: assetParams,
    body: checkInBody,
    answer: assetAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => checkInAsset(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'put',
    path: '/assets/:id/retirement',
    summary: 'Take an asset out of service, or record its disposal',
    area,
    allow: 'lead',
    params: assetParams,
    body: retirementBody,
    answer: assetAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => retireAsset(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/assets/:id/retirement',
    summary: 'Take a retirement back by one step',
    area,
    allow: 'lead',
    params: assetParams,
    answer: assetAnswer,
    handle: ({ ctx, actor, params, ifMatch }) => reinstateAsset(ctx, actor, params.id, ifMatch),
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
  route({
    method: 'get',
    path: '/assets/:id/changes',
    summary: 'Facts of the asset that changed, latest first',
    area,
    allow: 'technician',
    params: assetParams,
    query: assetChangeQuery,
    answer: assetChangePage,
    handle: ({ ctx, actor, params, query }) => assetChangesSince(ctx, actor, params.id, query),
  }),
  route({
    method: 'get',
    path: '/assets/:id/software',
    summary: 'What agents found installed',
    area,
    allow: 'technician',
    params: assetParams,
    query: assetEventQuery,
    answer: softwarePage,
    handle: ({ ctx, actor, params, query }) => softwareOn(ctx, actor, params.id, query),
  }),
  route({
    method: 'get',
    path: '/assets/:id/label.svg',
    summary: 'A printable label with a QR code or Code 128',
    area,
    allow: 'technician',
    params: assetParams,
    query: labelQuery,
    rawAnswer: 'image/svg+xml',
    handle: async ({ ctx, actor, params, query, res }) => {
      const asset = await loadAsset(ctx, actor, params.id);
      const address = `${ctx.settings.baseUrl}/assets/${encodeURIComponent(asset.tag)}`;
      res.type('image/svg+xml').send(labelSvg({ ...asset, address }, query.symbology));
    },
  }),
  route({
    method: 'get',
    path: '/people/:id/assets',
    summary: 'What a person holds',
    area,
    allow: 'employee',
    params: idParams,
    answer: assetPage,
    handle: async ({ ctx, actor, params }) => {
      if (!(await findPerson(ctx.db.sql, params.id))) throw notFound('person');
      return holdingsOf(ctx, actor, params.id);
    },
  }),
  route({
    method: 'get',
    path: '/me/assets',
    summary: 'What I hold',
    area,
    allow: 'employee',
    answer: assetPage,
    handle: ({ ctx, actor }) => holdingsOf(ctx, actor, actor.id ?? ''),
  }),
];
