import { incidentParams } from '../incidents/incident-schemas.ts';
import { type Route, route } from '../platform/route.ts';
import { presenceAnswer, presenceParams, presenceWords } from './presence-schemas.ts';
import { endPresence, readPresence, showPresence } from './show-presence.ts';

const area = 'incidents';

export const presenceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents/:id/presence',
    summary: 'Who else looks at an incident or writes there now',
    area,
    allow: 'employee',
    params: incidentParams,
    answer: presenceAnswer,
    handle: ({ ctx, actor, params: { id } }) => readPresence(ctx, actor, id),
  }),
  route({
    method: 'put',
    path: '/incidents/:id/presence',
    summary: 'Say that I look at an incident or write there; said again every 15 seconds, it is forgotten after three silences',
    area,
    allow: 'employee',
    params: incidentParams,
    body: presenceWords,
    answer: presenceAnswer,
    handle: ({ ctx, actor, params: { id }, body }) => showPresence(ctx, actor, id, body),
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/presence/:deviceId',
    summary: 'Say that one of my pages has left an incident',
    area,
    allow: 'employee',
    params: presenceParams,
    handle: ({ ctx, actor, params: { id, deviceId } }) => endPresence(ctx, actor, id, deviceId),
  }),
];
