import { complete, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { JobCatalogue } from '../job-catalogue.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { findWebhookDelivery, finishedBetween, updateWebhookDelivery } from './delivery-store.ts';
import { armDelivery, planMessage } from './plan-deliveries.ts';
import { knownWebhook } from './save-webhook.ts';
import type { WebhookDelivery } from './webhook.ts';
import { findWebhook } from './webhook-store.ts';

const batch = 200;

/** Sends a finished message once more under its own id, so that a receiver who has it can tell; 409 while it is on its way. */
export async function replayOne(ctx: Context, actor: Actor, webhookId: string, deliveryId: string): Promise<WebhookDelivery> {
  return transact(ctx, async (tx) => {
    const webhook = await knownWebhook(tx, webhookId);
    const delivery = await findWebhookDelivery(tx.db.sql, deliveryId);
    if (delivery?.webhookId !== webhookId) throw notFound('delivery');
    if (!webhook.isEnabled) throw new Problem('conflict', 'The webhook is turned off');
    if (delivery.status !== 'sent' && delivery.status !== 'failed') throw new Problem('conflict', 'The message is still on its way');
    const again = await sendAgain(tx, delivery);
    await recordAudit(tx, actor, { action: 'webhook.replayed', subjectType: 'webhook', subjectId: webhookId, detail: { deliveryId } });
    return again;
  });
}

/** Sends everything again that was finished in a stretch of time, in its order, in the background. */
export async function replaySince(
  ctx: Context,
  actor: Actor,
  webhookId: string,
  { since, until, onlyFailed }: { since: Date; until?: Date | undefined; onlyFailed: boolean },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const now = tx.clock();
    const webhook = await knownWebhook(tx, webhookId);
    if (!webhook.isEnabled) throw new Problem('conflict', 'The webhook is turned off');
    const part = { since: since.toISOString(), until: (until ?? now).toISOString(), onlyFailed };
    await enqueue(tx.db.sql, { job: 'webhook.replay', payload: { webhookId, ...part, afterId: '' }, runAt: now, now });
    await recordAudit(tx, actor, { action: 'webhook.replayed', subjectType: 'webhook', subjectId: webhookId, detail: part });
  });
}

/** Job `webhook.replay`: some of the messages, and a further job for the rest. */
export async function replaySome(ctx: Context, payload: JobCatalogue['webhook.replay'], rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const { webhookId, since, until, onlyFailed, afterId } = payload;
    if (!(await findWebhook(tx.db.sql, webhookId))?.isEnabled) return;
    const part = { since: new Date(since), until: new Date(until), onlyFailed, afterId, limit: batch };
    const some = await finishedBetween(tx.db.sql, webhookId, part);
    for (const delivery of some) await sendAgain(tx, delivery);
    const last = some.at(-1);
    const now = tx.clock();
    if (last && some.length === batch) {
      await enqueue(tx.db.sql, { job: 'webhook.replay', payload: { ...payload, afterId: last.id }, runAt: now, now });
    }
  });
}

async function sendAgain(tx: Context, delivery: WebhookDelivery): Promise<WebhookDelivery> {
  const now = tx.clock();
  const changes: Partial<WebhookDelivery> = {
    status: 'pending',
    attempts: 0,
    replays: delivery.replays + 1,
    startedAt: now,
    nextAttemptAt: now,
    finishedAt: null,
  };
  await updateWebhookDelivery(tx.db.sql, delivery.id, changes);
  await armDelivery(tx, delivery.id, now);
  return { ...delivery, ...changes };
}

/** Sends a test message, also to a webhook that is turned off; it is tried once. */
export async function pingWebhook(ctx: Context, actor: Actor, webhookId: string): Promise<WebhookDelivery> {
  return transact(ctx, async (tx) => {
    const webhook = await knownWebhook(tx, webhookId);
    const about = { eventId: null, incidentId: null, type: 'ping', at: tx.clock() };
    const delivery = await planMessage(tx, webhook, about, { webhook: { id: webhook.id, name: webhook.name }, by: actor.name });
    return delivery as WebhookDelivery;
  });
}
