import { type Route, route } from '../../platform/route.ts';
import { idParams } from '../../platform/schemas.ts';
import { credentialAnswerOf, networkAnswerOf, readCredentials, readDevices, readNetworks, runAnswerOf } from './discovery-queries.ts';
import {
  credentialAnswer,
  credentialChanges,
  credentialPage,
  devicePage,
  discoveryQuery,
  networkAnswer,
  networkChanges,
  networkPage,
  newCredential,
  newNetwork,
  runAnswer,
  runPage,
} from './discovery-schemas.ts';
import { listRuns } from './discovery-store.ts';
import { requestRun } from './plan-run.ts';
import { addCredential, changeCredential, removeCredential } from './save-credential.ts';
import { addNetwork, changeNetwork, knownNetwork, removeNetwork } from './save-network.ts';

const area = 'inventory';
const allow = 'admin' as const;

const credentialRoutes: Route[] = [
  route({
    method: 'get',
    path: '/snmp-credentials',
    summary: 'How devices are asked by SNMP; never with the secrets',
    area,
    allow,
    answer: credentialPage,
    handle: async ({ ctx }) => ({ items: await readCredentials(ctx), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/snmp-credentials',
    summary: 'Keep a community, or a user of version 3 with its passphrases',
    area,
    allow,
    body: newCredential,
    status: 201,
    answer: credentialAnswer,
    handle: async ({ ctx, actor, body }) => credentialAnswerOf(await addCredential(ctx, actor, body)),
  }),
  route({
    method: 'patch',
    path: '/snmp-credentials/:id',
    summary: 'Change a credential; secrets that are not sent stay',
    area,
    allow,
    params: idParams,
    body: credentialChanges,
    answer: credentialAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) =>
      credentialAnswerOf(await changeCredential(ctx, actor, params.id, body, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/snmp-credentials/:id',
    summary: 'Take a credential away that no network uses',
    area,
    allow,
    params: idParams,
    handle: ({ ctx, actor, params }) => removeCredential(ctx, actor, params.id),
  }),
];

const networkRoutes: Route[] = [
  route({
    method: 'get',
    path: '/discovery-networks',
    summary: 'Networks that agents look through',
    area,
    allow: 'technician',
    answer: networkPage,
    handle: async ({ ctx }) => ({ items: await readNetworks(ctx), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/discovery-networks',
    summary: 'Add a network; its agent is trusted with the credentials and needs a source of its own',
    area,
    allow,
    body: newNetwork,
    status: 201,
    answer: networkAnswer,
    handle: async ({ ctx, actor, body }) => networkAnswerOf(ctx, await addNetwork(ctx, actor, body)),
  }),
  route({
    method: 'get',
    path: '/discovery-networks/:id',
    summary: 'One network',
    area,
    allow: 'technician',
    params: idParams,
    answer: networkAnswer,
    handle: async ({ ctx, params }) => networkAnswerOf(ctx, await knownNetwork(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/discovery-networks/:id',
    summary: 'Change a network',
    area,
    allow,
    params: idParams,
    body: networkChanges,
    answer: networkAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) =>
      networkAnswerOf(ctx, await changeNetwork(ctx, actor, params.id, body, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/discovery-networks/:id',
    summary: 'Take a network away with what was found in it; the assets stay',
    area,
    allow,
    params: idParams,
    handle: ({ ctx, actor, params }) => removeNetwork(ctx, actor, params.id),
  }),
  route({
    method: 'post',
    path: '/discovery-networks/:id/runs',
    summary: 'Look through the network as soon as its agent comes',
    area,
    allow: 'lead',
    params: idParams,
    status: 202,
    answer: runAnswer,
    handle: async ({ ctx, actor, params }) => runAnswerOf(await requestRun(ctx, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/discovery-networks/:id/runs',
    summary: 'The runs of a network, the latest first',
    area,
    allow: 'technician',
    params: idParams,
    query: discoveryQuery,
    answer: runPage,
    handle: async ({ ctx, params, query }) => {
      const { id } = await knownNetwork(ctx, params.id);
      const { items, nextCursor } = await listRuns(ctx.db.sql, id, query);
      return { items: items.map(runAnswerOf), nextCursor };
    },
  }),
  route({
    method: 'get',
    path: '/discovery-networks/:id/devices',
    summary: 'What answered in the network',
    area,
    allow: 'technician',
    params: idParams,
    query: discoveryQuery,
    answer: devicePage,
    handle: async ({ ctx, params, query }) => readDevices(ctx, (await knownNetwork(ctx, params.id)).id, query),
  }),
];

export const discoveryRoutes: Route[] = [...credentialRoutes, ...networkRoutes];
