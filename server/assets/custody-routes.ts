import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { maySeeHoldingsOf } from './asset-policy.ts';
import { assetsHeldBy } from './asset-queries.ts';
import { assetAnswer, assetPage, assetParams, retirementBody } from './asset-schemas.ts';
import { viewsFor } from './asset-view.ts';
import { reinstateAsset, retireAsset } from './retire-asset.ts';

const area = 'assets';

async function holdingsOf(ctx: Context, actor: Actor, personId: string) {
  if (!maySeeHoldingsOf(actor, personId)) throw notFound('person');
  return { items: await viewsFor(ctx.db.sql, actor, await assetsHeldBy(ctx.db.sql, personId)), nextCursor: null };
}

/** Retirement, and who holds what; hand-out and return stand in server/reservations. */
export const custodyRoutes: Route[] = [
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
