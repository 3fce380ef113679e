import { type Route, route } from '../../platform/route.ts';
import { idParams } from '../../platform/schemas.ts';
import { assetParams } from '../asset-schemas.ts';
import { placeSim, takeSim } from './place-sim.ts';
import { changeSim, readSecrets, registerSim, removeSim } from './save-sim.ts';
import {
  assetSimsAnswer,
  newSim,
  placementBody,
  secretsAnswer,
  simAnswer,
  simChanges,
  simHistoryAnswer,
  simPage,
  simQuery,
} from './sim-schemas.ts';
import { listSims } from './sim-store.ts';
import { showSim, simHistory, simsOfAsset, viewSims } from './view-sims.ts';

const area = 'assets';

export const simRoutes: Route[] = [
  route({
    method: 'get',
    path: '/sim-cards',
    summary: 'SIM cards by number; q is the beginning of a number or a line',
    area,
    allow: 'technician',
    query: simQuery,
    answer: simPage,
    handle: async ({ ctx, query }) => {
      const found = await listSims(ctx.db.sql, query);
      return { ...found, items: await viewSims(ctx.db.sql, found.items) };
    },
  }),
  route({
    method: 'post',
    path: '/sim-cards',
    summary: 'Register a SIM card',
    area,
    allow: 'technician',
    body: newSim,
    status: 201,
    answer: simAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => registerSim(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/sim-cards/:id',
    summary: 'A SIM card by id or number',
    area,
    allow: 'technician',
    params: idParams,
    answer: simAnswer,
    handle: ({ ctx, params }) => showSim(ctx, params.id),
  }),
  route({
    method: 'patch',
    path: '/sim-cards/:id',
    summary: 'Change a SIM card',
    area,
    allow: 'technician',
    params: idParams,
    body: simChanges,
    answer: simAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeSim(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/sim-cards/:id',
    summary: 'Remove a SIM card that was registered by mistake',
    area,
    allow: 'lead',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removeSim(ctx, actor, params.id),
  }),
  route({
    method: 'put',
    path: '/sim-cards/:id/placement',
    summary: 'Put a SIM card into a mobile',
    area,
    allow: 'technician',
    params: idParams,
    body: placementBody,
    answer: simAnswer,
    handle: ({ ctx, actor, params, body }) => placeSim(ctx, actor, params.id, body),
  }),
  route({
    method: 'delete',
    path: '/sim-cards/:id/placement',
    summary: 'Take a SIM card out of its mobile',
    area,
    allow: 'technician',
    params: idParams,
    answer: simAnswer,
    handle: ({ ctx, actor, params }) => takeSim(ctx, actor, params.id),
  }),
  route({
    method: 'post',
    path: '/sim-cards/:id/secrets',
    summary: 'PIN and PUK in clear text; that they were read is noted',
    area,
    allow: 'technician',
    params: idParams,
    answer: secretsAnswer,
    handle: ({ ctx, actor, params }) => readSecrets(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/sim-cards/:id/history',
    summary: 'Which mobiles a SIM card was in, and what changed',
    area,
    allow: 'technician',
    params: idParams,
    answer: simHistoryAnswer,
    handle: ({ ctx, params }) => simHistory(ctx, params.id),
  }),
  route({
    method: 'get',
    path: '/assets/:id/sim-cards',
    summary: 'The SIM cards in an asset, and those before',
    area,
    allow: 'employee',
    params: assetParams,
    answer: assetSimsAnswer,
    handle: ({ ctx, actor, params }) => simsOfAsset(ctx, actor, params.id),
  }),
];
