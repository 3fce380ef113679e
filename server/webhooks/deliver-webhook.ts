import { complete, findOutboxRow, pushForward } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { CallFailure, callOut, judgeStatus } from '../platform/call-out.ts';
import type { Context } from '../platform/context.ts';
import { unseal } from '../platform/secret-box.ts';
import { earlierOpen, findWebhookDelivery, updateWebhookDelivery } from './delivery-store.ts';
import { recordTry, type Try } from './record-try.ts';
import { longestHoldMs, signedHeaders, type Webhook, type WebhookDelivery } from './webhook.ts';
import { findWebhook } from './webhook-store.ts';

/**
 * Leaf job `webhook.deliver`: one try, then its result and what follows in one transaction. A crash between the two tries
 * once more under the same webhook-id. Messages about one incident go in their order while the earlier ones are young.
 */
export async function deliverWebhook(ctx: Context, { deliveryId }: { deliveryId: string }, rowId: string): Promise<void> {
  const ready = await transact(ctx, (tx) => prepare(tx, deliveryId, rowId));
  if (!ready) return;
  const { webhook, delivery } = ready;
  const made = await tryOnce(ctx, webhook, delivery);
  await transact(ctx, (tx) => recordTry(tx, rowId, deliveryId, made));
}

type Ready = { webhook: Webhook; delivery: WebhookDelivery };

/** Says that the message is on its way, unless it must wait, is done, or nobody wants it any more. */
async function prepare(tx: Context, deliveryId: string, rowId: string): Promise<Ready | null> {
  const { sql } = tx.db;
  if (!(await findOutboxRow(sql, rowId))) return null;
  const delivery = await findWebhookDelivery(sql, deliveryId);
  const webhook = delivery && (await findWebhook(sql, delivery.webhookId));
  const isOpen = delivery?.status === 'pending' || delivery?.status === 'sending';
  if (!webhook || !isOpen || (!webhook.isEnabled && delivery.eventId !== null)) {
    await complete(sql, rowId);
    if (webhook && isOpen) await giveUp(tx, delivery, 'The webhook is turned off');
    return null;
  }
  const waitUntil = await reasonToWait(tx, webhook, delivery);
  if (waitUntil) {
    await pushForward(sql, rowId, waitUntil.at, waitUntil.reason);
    await updateWebhookDelivery(sql, delivery.id, { nextAttemptAt: waitUntil.at });
    return null;
  }
  await updateWebhookDelivery(sql, delivery.id, { status: 'sending' });
  return { webhook, delivery };
}

const giveUp = (tx: Context, { id }: WebhookDelivery, lastError: string): Promise<void> =>
  updateWebhookDelivery(tx.db.sql, id, { status: 'failed', lastError, nextAttemptAt: null, finishedAt: tx.clock() });

async function reasonToWait(tx: Context, webhook: Webhook, delivery: WebhookDelivery): Promise<{ at: Date; reason: string } | null> {
  const now = tx.clock();
  // A ping is asked for by somebody who waits for the answer.
  if (delivery.eventId === null) return null;
  if (webhook.restingUntilAt && webhook.restingUntilAt > now) return { at: webhook.restingUntilAt, reason: 'The receiver rests' };
  const end = delivery.startedAt.getTime() + longestHoldMs;
  if (end <= now.getTime() || !(await earlierOpen(tx.db.sql, delivery))) return null;
  return { at: new Date(end), reason: 'An earlier message about the incident is on its way' };
}

async function tryOnce(ctx: Context, webhook: Webhook, { id, body }: WebhookDelivery): Promise<Try> {
  const attemptedAt = ctx.clock();
  const started = performance.now();
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Coulisse',
    ...signedHeaders(id, attemptedAt, body, secretsOf(ctx, webhook)),
  };
  const common = () => ({ attemptedAt, durationMs: Math.round(performance.now() - started), requestHeaders: headers });
  try {
    const { status, excerpt, headers: answered } = await callOut(ctx.settings, { url: webhook.url, headers, body });
    const outcome = judgeStatus(status);
    const error = outcome === 'sent' ? null : `It answered ${status}`;
    const retryAfterMs = Number(answered['retry-after']) * 1000 || null;
    return { ...common(), outcome, responseStatus: status, responseExcerpt: excerpt.replaceAll('\u0000', ''), error, retryAfterMs };
  } catch (error) {
    const isForbidden = error instanceof CallFailure && error.kind === 'forbidden';
    const { message } = error as Error;
    return {
      ...common(),
      outcome: isForbidden ? 'forbidden' : 'later',
      responseStatus: null,
      responseExcerpt: null,
      error: message,
      retryAfterMs: null,
    };
  }
}

/** The present secret, and the one before while receivers change over. */
function secretsOf(ctx: Context, { sealedSecret, sealedPreviousSecret, previousSecretUntilAt }: Webhook): string[] {
  const isOverlap = sealedPreviousSecret !== null && previousSecretUntilAt !== null && previousSecretUntilAt > ctx.clock();
  return [sealedSecret, ...(isOverlap ? [sealedPreviousSecret] : [])].map((one) => unseal(ctx.settings.secretKey, 'webhook-secret', one));
}
