import { hasRole } from '../platform/actor.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { changeCustodySettings, custodySettings } from './custody-settings.ts';
import {
  completionBody,
  departureAnswer,
  departureChanges,
  departurePage,
  departureQuery,
  goneHoldersAnswer,
  leavingAnswer,
  newDeparture,
} from './departure-schemas.ts';
import { goneHolders } from './leaver-queries.ts';
import { changeDeparture, completeDeparture, planDeparture, withdrawDeparture } from './plan-departure.ts';
import { returnSlip } from './return-slip.ts';
import { settingsAnswer, settingsChanges } from './settings-schemas.ts';
import { listDepartures, viewLeaving } from './view-leaving.ts';

const area = 'custody';

export const departureRoutes: Route[] = [
  route({
    method: 'get',
    path: '/people/:id/leaving',
    summary: 'Everything that a person has, opened, waits for or is needed for',
    area,
    allow: 'technician',
    params: idParams,
    answer: leavingAnswer,
    handle: ({ ctx, actor, params }) => viewLeaving(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/people/:id/return-slip.pdf',
    summary: 'A paper with everything that a person has, to tick off',
    area,
    allow: 'employee',
    params: idParams,
    rawAnswer: 'application/pdf',
    handle: async ({ ctx, actor, params, res }) => {
      if (!hasRole(actor, 'technician') && actor.id !== params.id) throw notFound('person');
      const pdf = await returnSlip(ctx, params.id);
      res.set({ 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="return-slip.pdf"' }).send(pdf);
    },
  }),
  route({
    method: 'get',
    path: '/departures',
    summary: 'Who leaves, the earliest first',
    area,
    allow: 'technician',
    query: departureQuery,
    answer: departurePage,
    handle: ({ ctx, query }) => listDepartures(ctx, query),
  }),
  route({
    method: 'get',
    path: '/departures/gone-holders',
    summary: 'People who have left and still have devices',
    area,
    allow: 'technician',
    answer: goneHoldersAnswer,
    handle: async ({ ctx }) => ({ items: await goneHolders(ctx.db.sql) }),
  }),
  route({
    method: 'post',
    path: '/departures',
    summary: 'Say that somebody leaves; they are reminded of what they have',
    area,
    allow: 'technician',
    body: newDeparture,
    status: 201,
    answer: departureAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => planDeparture(ctx, actor, body),
  }),
  route({
    method: 'patch',
    path: '/departures/:id',
    summary: 'Change when somebody leaves',
    area,
    allow: 'technician',
    params: idParams,
    body: departureChanges,
    answer: departureAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeDeparture(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'put',
    path: '/departures/:id/completion',
    summary: 'Close a departure: everything is back, or is said to be all right',
    area,
    allow: 'technician',
    params: idParams,
    body: completionBody,
    answer: departureAnswer,
    handle: ({ ctx, actor, params, body }) => completeDeparture(ctx, actor, params.id, body.despiteHoldings),
  }),
  route({
    method: 'put',
    path: '/departures/:id/withdrawal',
    summary: 'The person stays after all',
    area,
    allow: 'technician',
    params: idParams,
    answer: departureAnswer,
    handle: ({ ctx, actor, params }) => withdrawDeparture(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/custody-settings',
    summary: 'On which days people are reminded',
    area,
    allow: 'technician',
    answer: settingsAnswer,
    handle: ({ ctx }) => custodySettings(ctx.db.sql),
  }),
  route({
    method: 'patch',
    path: '/custody-settings',
    summary: 'Change on which days people are reminded',
    area,
    allow: 'lead',
    body: settingsChanges,
    answer: settingsAnswer,
    handle: ({ ctx, actor, body, ifMatch }) => changeCustodySettings(ctx, actor, body, ifMatch),
  }),
];
