import { assetAnswer, assetParams, checkInBody, checkOutBody } from '../assets/asset-schemas.ts';
import { type Route, route } from '../platform/route.ts';
import { changeExpectedReturn } from './change-expected-return.ts';
import { handOut, takeBack } from './hand-out.ts';
import { checkOutQuery, expectedReturnBody } from './reservation-schemas.ts';

const area = 'assets';

/** Hand-out and return at the desk, which keep what is reserved for whom. */
export const deskRoutes: Route[] = [
  route({
    method: 'put',
    path: '/assets/:id/check-out',
    summary: 'Hand an asset to a person, a location or into another asset',
    area,
    allow: 'technician',
    params: assetParams,
    query: checkOutQuery,
    body: checkOutBody,
    answer: assetAnswer,
    handle: ({ ctx, actor, params, query, body, ifMatch }) =>
      handOut(ctx, actor, params.id, body, { ifMatch, despiteReservations: query.despiteReservations === 'true' }),
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
    handle: ({ ctx, actor, params, body, ifMatch }) => takeBack(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'put',
    path: '/assets/:id/expected-return',
    summary: 'Say anew when an asset that is out is expected back; null: nobody knows',
    area,
    allow: 'technician',
    params: assetParams,
    body: expectedReturnBody,
    answer: assetAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeExpectedReturn(ctx, actor, params.id, body.dueAt, ifMatch),
  }),
];
