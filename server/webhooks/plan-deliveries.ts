import { enqueue } from '../../db/outbox.ts';
import type { FedEvent } from '../incidents/event-feed.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { insertWebhookDelivery } from './delivery-store.ts';
import { type Webhook, type WebhookDelivery, wants } from './webhook.ts';
import { listWebhooks } from './webhook-store.ts';

/** The one row of the outbox that a message has. */
export const outboxKey = (deliveryId: string): string => `webhook:${deliveryId}`;

/** Consumer of the event feed: a message for each webhook that wants the event, each once. */
export async function planWebhookDeliveries(tx: Context, event: FedEvent): Promise<void> {
  const { kind, visibility, incident } = event;
  const facts = { kind, visibility, supportGroupId: incident.supportGroup?.id ?? null, serviceId: incident.service?.id ?? null };
  for (const webhook of await listWebhooks(tx.db.sql)) {
    if (!webhook.isEnabled || !wants(webhook, facts)) continue;
    const message = { eventId: event.id, incidentId: incident.id, type: `incident.${kind}`, at: event.happenedAt };
    await planMessage(tx, webhook, message, dataOf(event));
  }
}

/** What a receiver is told of an event. Its `version` grows when a field changes its meaning, not when one is added. */
const dataOf = ({ id, incident, actor, visibility, detail, comment }: FedEvent) => ({
  eventId: id,
  incident,
  actor,
  visibility,
  detail,
  comment,
});

/** Keeps a message and asks for its delivery; null when this webhook has one about the same event. */
export async function planMessage(
  tx: Context,
  webhook: Pick<Webhook, 'id'>,
  about: { eventId: string | null; incidentId: string | null; type: string; at: Date },
  data: Record<string, unknown>,
): Promise<WebhookDelivery | null> {
  const now = tx.clock();
  const { type, at, eventId, incidentId } = about;
  const id = newId();
  const delivery: WebhookDelivery = {
    id,
    webhookId: webhook.id,
    eventId,
    incidentId,
    type,
    body: JSON.stringify({ version: 1, id, type, timestamp: at.toISOString(), data }),
    status: 'pending',
    attempts: 0,
    replays: 0,
    responseStatus: null,
    lastError: null,
    createdAt: now,
    startedAt: now,
    nextAttemptAt: now,
    finishedAt: null,
  };
  if (!(await insertWebhookDelivery(tx.db.sql, delivery))) return null;
  await armDelivery(tx, id, now, true);
  return delivery;
}

/** Sets the alarm of a message, in place of the one that it had. */
export async function armDelivery(tx: Context, deliveryId: string, runAt: Date, isNew = false): Promise<void> {
  const work = { job: 'webhook.deliver', payload: { deliveryId }, runAt, now: tx.clock() };
  await enqueue(tx.db.sql, { ...work, key: outboxKey(deliveryId), isNew });
}
