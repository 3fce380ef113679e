import { maySeeHoldingsOf } from '../assets/asset-policy.ts';
import { assetParams } from '../assets/asset-schemas.ts';
import { loadAsset } from '../assets/write-asset.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { assignSeat, freeSeat, freeSeats } from './assign-seat.ts';
import {
  freeBody,
  keyAnswer,
  licenceAnswer,
  licenceChanges,
  licencePage,
  licenceQuery,
  newLicence,
  seatBody,
  seatPage,
  seatParams,
  seatQuery,
  useAnswer,
} from './licence-schemas.ts';
import { licenceUse, seatsOf, seatsWith } from './licence-use.ts';
import { knownLicence, listLicences, shown } from './licence-view.ts';
import { addLicence, changeLicence, removeLicence, showKey } from './save-licence.ts';

const area = 'licences';
const allow = 'technician' as const;

const seatRoutes: Route[] = [
  route({
    method: 'get',
    path: '/licences/:id/seats',
    summary: 'Who holds a seat, latest first; or who held one',
    area,
    allow,
    params: idParams,
    query: seatQuery,
    answer: seatPage,
    handle: ({ ctx, params, query }) => seatsOf(ctx, params.id, query),
  }),
  route({
    method: 'post',
    path: '/licences/:id/seats',
    summary: 'Give a seat to a person or a device',
    area,
    allow,
    params: idParams,
    body: seatBody,
    status: 201,
    answer: licenceAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params, body }) => {
      await assignSeat(ctx, actor, params.id, body);
      return shown(ctx, await knownLicence(ctx, params.id));
    },
  }),
  route({
    method: 'delete',
    path: '/licences/:id/seats/:seatId',
    summary: 'Free a seat',
    area,
    allow,
    params: seatParams,
    status: 204,
    handle: ({ ctx, actor, params }) => freeSeat(ctx, actor, params.id, params.seatId),
  }),
  route({
    method: 'post',
    path: '/licences/:id/freed-seats',
    summary: 'Free several seats at once',
    area,
    allow,
    params: idParams,
    body: freeBody,
    answer: licenceAnswer,
    handle: async ({ ctx, actor, params, body }) => {
      await freeSeats(ctx, actor, params.id, body.seatIds, body.because);
      return shown(ctx, await knownLicence(ctx, params.id));
    },
  }),
  route({
    method: 'get',
    path: '/licences/:id/use',
    summary: 'What is installed beyond the seats, and which seats stand empty',
    area,
    allow,
    params: idParams,
    answer: useAnswer,
    handle: ({ ctx, params }) => licenceUse(ctx, params.id),
  }),
  route({
    method: 'get',
    path: '/people/:id/licences',
    summary: 'The seats that a person holds',
    area,
    allow: 'employee',
    params: idParams,
    answer: seatPage,
    handle: ({ ctx, actor, params }) => {
      if (!maySeeHoldingsOf(actor, params.id)) throw notFound('person');
      return seatsWith(ctx, { personId: params.id });
    },
  }),
  route({
    method: 'get',
    path: '/assets/:id/licences',
    summary: 'The seats that a device holds',
    area,
    allow,
    params: assetParams,
    answer: seatPage,
    handle: async ({ ctx, actor, params }) => seatsWith(ctx, { assetId: (await loadAsset(ctx, actor, params.id)).id }),
  }),
];

export const licenceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/licences',
    summary: 'Licences by name, with how much of each is in use and installed',
    area,
    allow,
    query: licenceQuery,
    answer: licencePage,
    handle: ({ ctx, query }) => listLicences(ctx, query),
  }),
  route({
    method: 'post',
    path: '/licences',
    summary: 'Add a licence for the titles that it names',
    area,
    allow,
    body: newLicence,
    status: 201,
    answer: licenceAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addLicence(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/licences/:id',
    summary: 'A licence',
    area,
    allow,
    params: idParams,
    answer: licenceAnswer,
    handle: async ({ ctx, params }) => shown(ctx, await knownLicence(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/licences/:id',
    summary: 'Change a licence',
    area,
    allow,
    params: idParams,
    body: licenceChanges,
    answer: licenceAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeLicence(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/licences/:id',
    summary: 'Remove a licence of which no seat is taken',
    area,
    allow: 'lead',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removeLicence(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/licences/:id/key',
    summary: 'The key of a licence in the clear; who looked is in the audit log',
    area,
    allow: 'lead',
    params: idParams,
    answer: keyAnswer,
    handle: async ({ ctx, actor, params }) => ({ key: await showKey(ctx, actor, params.id) }),
  }),
  ...seatRoutes,
];
