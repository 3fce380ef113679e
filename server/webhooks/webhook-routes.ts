import type { z } from 'zod';
import { incidentRefs } from '../incidents/incident-queries.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { attemptsOf, findWebhookDelivery, listWebhookDeliveries } from './delivery-store.ts';
import { pingWebhook, replayOne, replaySince } from './replay-webhook.ts';
import { addWebhook, changeWebhook, knownWebhook, removeWebhook, rotateSecret } from './save-webhook.ts';
import type { Webhook, WebhookDelivery } from './webhook.ts';
import {
  deliveryParams,
  deliveryQuery,
  newWebhook,
  replayBody,
  webhookAnswer,
  webhookChanges,
  webhookDeliveryAnswer,
  webhookDeliveryDetail,
  webhookDeliveryPage,
  webhookWithSecret,
} from './webhook-schemas.ts';
import { listWebhooks } from './webhook-store.ts';

const area = 'webhooks';
const allow = 'admin' as const;

const shown = (webhook: Webhook): z.output<typeof webhookAnswer> => {
  const { sealedSecret, sealedPreviousSecret, createdById, isInternalIncluded, ...fields } = webhook;
  return { ...fields, includeInternal: isInternalIncluded };
};

async function shownDeliveries(ctx: Context, deliveries: WebhookDelivery[]): Promise<Array<z.output<typeof webhookDeliveryAnswer>>> {
  const refs = await incidentRefs(
    ctx.db.sql,
    deliveries.map(({ incidentId }) => incidentId),
  );
  return deliveries.map(({ webhookId, eventId, incidentId, body, startedAt, ...fields }) => {
    const incident = incidentId ? refs.get(incidentId) : undefined;
    return { ...fields, incident: incident ? { id: incident.id, number: incident.number } : null };
  });
}

const shownDelivery = async (ctx: Context, delivery: WebhookDelivery) => (await shownDeliveries(ctx, [delivery]))[0];

export const webhookRoutes: Route[] = [
  route({
    method: 'get',
    path: '/webhooks',
    summary: 'All webhooks by name, and how they fare',
    area,
    allow,
    answer: page(webhookAnswer),
    handle: async ({ ctx }) => ({ items: (await listWebhooks(ctx.db.sql)).map(shown), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/webhooks',
    summary: 'Add a webhook; its messages are signed as Standard Webhooks says, with the secret that is shown this once',
    area,
    allow,
    body: newWebhook,
    status: 201,
    answer: webhookWithSecret,
    handle: async ({ ctx, actor, body }) => {
      const { webhook, secret } = await addWebhook(ctx, actor, body);
      return { ...shown(webhook), secret };
    },
  }),
  route({
    method: 'get',
    path: '/webhooks/:id',
    summary: 'One webhook',
    area,
    allow,
    params: idParams,
    answer: webhookAnswer,
    handle: async ({ ctx, params }) => shown(await knownWebhook(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/webhooks/:id',
    summary: 'Change a webhook or turn it on or off',
    area,
    allow,
    params: idParams,
    body: webhookChanges,
    answer: webhookAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) => shown(await changeWebhook(ctx, actor, params.id, body, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/webhooks/:id',
    summary: 'Remove a webhook with its log',
    area,
    allow,
    params: idParams,
    handle: ({ ctx, actor, params }) => removeWebhook(ctx, actor, params.id),
  }),
  route({
    method: 'put',
    path: '/webhooks/:id/secret',
    summary: 'Make a new secret; the one before signs as well for 24 hours',
    area,
    allow,
    params: idParams,
    answer: webhookWithSecret,
    handle: async ({ ctx, actor, params }) => {
      const { webhook, secret } = await rotateSecret(ctx, actor, params.id);
      return { ...shown(webhook), secret };
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/:id/ping',
    summary: 'Send a test message; read its delivery for what came of it',
    area,
    allow,
    params: idParams,
    status: 202,
    answer: webhookDeliveryAnswer,
    handle: async ({ ctx, actor, params }) => shownDelivery(ctx, await pingWebhook(ctx, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/webhooks/:id/deliveries',
    summary: 'The messages of a webhook, newest first, kept for 30 days',
    area,
    allow,
    params: idParams,
    query: deliveryQuery,
    answer: webhookDeliveryPage,
    handle: async ({ ctx, params, query }) => {
      await knownWebhook(ctx, params.id);
      const { items, nextCursor } = await listWebhookDeliveries(ctx.db.sql, params.id, query);
      return { items: await shownDeliveries(ctx, items), nextCursor };
    },
  }),
  route({
    method: 'get',
    path: '/webhooks/:id/deliveries/:deliveryId',
    summary: 'One message with each of its tries: what was sent and what came back',
    area,
    allow,
    params: deliveryParams,
    answer: webhookDeliveryDetail,
    handle: async ({ ctx, params }) => {
      const delivery = await findWebhookDelivery(ctx.db.sql, params.deliveryId);
      if (delivery?.webhookId !== params.id) throw notFound('delivery');
      const tries = await attemptsOf(ctx.db.sql, delivery.id);
      return {
        ...(await shownDelivery(ctx, delivery)),
        body: delivery.body,
        tries: tries.map(({ deliveryId, ...fields }) => fields),
      };
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/:id/deliveries/:deliveryId/replay',
    summary: 'Send a finished message again under the same webhook-id',
    area,
    allow,
    params: deliveryParams,
    status: 202,
    answer: webhookDeliveryAnswer,
    handle: async ({ ctx, actor, params }) => shownDelivery(ctx, await replayOne(ctx, actor, params.id, params.deliveryId)),
  }),
  route({
    method: 'post',
    path: '/webhooks/:id/replays',
    summary: 'Send again everything that was finished since an instant',
    area,
    allow,
    params: idParams,
    body: replayBody,
    handle: ({ ctx, actor, params, body }) => replaySince(ctx, actor, params.id, body),
  }),
];
