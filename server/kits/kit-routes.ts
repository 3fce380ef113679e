import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { handOutKit } from './hand-out-kit.ts';
import {
  availabilityAnswer,
  kitAnswer,
  kitChanges,
  kitHandOutAnswer,
  kitHandOutBody,
  kitHandOutPage,
  kitHandOutQuery,
  kitPage,
  newKit,
} from './kit-schemas.ts';
import { stateOfLines } from './kit-state.ts';
import { kitHandOuts } from './kit-view.ts';
import { returnKit } from './return-kit.ts';
import { addKit, allKits, changeKit, knownKit, removeKit, shownKit } from './save-kit.ts';

const area = 'stock';
const allow = 'technician' as const;

export const kitRoutes: Route[] = [
  route({ method: 'get', path: '/kits', summary: 'All kits by name', area, allow, answer: kitPage, handle: ({ ctx }) => allKits(ctx) }),
  route({
    method: 'post',
    path: '/kits',
    summary: 'Put a kit together: stock items, devices of a kind, licence seats',
    area,
    allow,
    body: newKit,
    status: 201,
    answer: kitAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addKit(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/kits/:id',
    summary: 'A kit',
    area,
    allow,
    params: idParams,
    answer: kitAnswer,
    handle: async ({ ctx, params }) => shownKit(ctx, await knownKit(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/kits/:id',
    summary: 'Change a kit',
    area,
    allow,
    params: idParams,
    body: kitChanges,
    answer: kitAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeKit(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/kits/:id',
    summary: 'Remove a kit that was never handed out',
    area,
    allow: 'lead',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removeKit(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/kits/:id/availability',
    summary: 'What of a kit there is at the moment',
    area,
    allow,
    params: idParams,
    answer: availabilityAnswer,
    handle: async ({ ctx, params }) => {
      const lines = await stateOfLines(ctx, (await knownKit(ctx, params.id)).lines);
      return { isComplete: !lines.some(({ isMissing }) => isMissing), lines };
    },
  }),
  route({
    method: 'post',
    path: '/kits/:id/hand-outs',
    summary: 'Hand out all that lies in a kit, or nothing',
    area,
    allow,
    params: idParams,
    body: kitHandOutBody,
    status: 201,
    answer: kitHandOutAnswer,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => handOutKit(ctx, actor, params.id, body),
  }),
  route({
    method: 'get',
    path: '/kit-hand-outs',
    summary: 'Kits that were handed out, latest first',
    area,
    allow,
    query: kitHandOutQuery,
    answer: kitHandOutPage,
    handle: ({ ctx, query }) => kitHandOuts(ctx, query),
  }),
  route({
    method: 'put',
    path: '/kit-hand-outs/:id/return',
    summary: 'Take back what a kit brought and its holder still has',
    area,
    allow,
    params: idParams,
    answer: kitHandOutAnswer,
    handle: ({ ctx, actor, params }) => returnKit(ctx, actor, params.id),
  }),
];
