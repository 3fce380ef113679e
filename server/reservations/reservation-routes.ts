import { assetParams } from '../assets/asset-schemas.ts';
import { loadAsset } from '../assets/write-asset.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { lendAsset } from './lend-asset.ts';
import {
  lendablePage,
  lendableQuery,
  lendableState,
  newReservation,
  reservationAnswer,
  reservationChanges,
  reservationPage,
  reservationQuery,
} from './reservation-schemas.ts';
import { isLendable } from './reservation-store.ts';
import { listLendable, listReservations } from './reservation-view.ts';
import { cancelReservation, moveReservation, reserveAsset } from './reserve-asset.ts';

const area = 'custody';

export const reservationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/lendable-assets',
    summary: 'Devices that anybody may reserve, and when each is taken',
    area,
    allow: 'employee',
    query: lendableQuery,
    answer: lendablePage,
    handle: ({ ctx, query }) => listLendable(ctx, query),
  }),
  route({
    method: 'get',
    path: '/assets/:id/lending',
    summary: 'Whether anybody may reserve an asset',
    area,
    allow: 'technician',
    params: assetParams,
    answer: lendableState,
    handle: async ({ ctx, actor, params }) => ({ isLendable: await isLendable(ctx.db.sql, (await loadAsset(ctx, actor, params.id)).id) }),
  }),
  route({
    method: 'put',
    path: '/assets/:id/lending',
    summary: 'Let anybody reserve an asset',
    area,
    allow: 'technician',
    params: assetParams,
    answer: lendableState,
    handle: ({ ctx, actor, params }) => lendAsset(ctx, actor, params.id, true),
  }),
  route({
    method: 'delete',
    path: '/assets/:id/lending',
    summary: 'No longer let everybody reserve an asset; what is booked stays booked',
    area,
    allow: 'technician',
    params: assetParams,
    answer: lendableState,
    handle: ({ ctx, actor, params }) => lendAsset(ctx, actor, params.id, false),
  }),
  route({
    method: 'get',
    path: '/reservations',
    summary: 'Reservations by their beginning; employees see their own',
    area,
    allow: 'employee',
    query: reservationQuery,
    answer: reservationPage,
    handle: ({ ctx, actor, query }) => listReservations(ctx, actor, query),
  }),
  route({
    method: 'post',
    path: '/reservations',
    summary: 'Reserve a device for a time',
    area,
    allow: 'employee',
    body: newReservation,
    status: 201,
    answer: reservationAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => reserveAsset(ctx, actor, body),
  }),
  route({
    method: 'patch',
    path: '/reservations/:id',
    summary: 'Move a reservation to another time',
    area,
    allow: 'employee',
    params: idParams,
    body: reservationChanges,
    answer: reservationAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => moveReservation(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'put',
    path: '/reservations/:id/cancellation',
    summary: 'Give a reserved time back',
    area,
    allow: 'employee',
    params: idParams,
    answer: reservationAnswer,
    handle: ({ ctx, actor, params }) => cancelReservation(ctx, actor, params.id),
  }),
];
