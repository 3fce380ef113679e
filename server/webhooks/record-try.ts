import { complete, pushForward } from '../../db/outbox.ts';
import { notify } from '../notifications/notify.ts';
import { activePeopleWith } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { findWebhookDelivery, insertAttempt, nextOpen, updateWebhookDelivery } from './delivery-store.ts';
import { armDelivery } from './plan-deliveries.ts';
import { turnOff } from './save-webhook.ts';
import { disableAfterMs, giveUpAfterMs, pauseAfter, restAfter, type Webhook, type WebhookDelivery } from './webhook.ts';
import { findWebhook, noteHealth } from './webhook-store.ts';

/** What one try on a receiver came to. */
export interface Try {
  attemptedAt: Date;
  durationMs: number;
  requestHeaders: Record<string, string>;
  outcome: 'sent' | 'later' | 'never' | 'gone' | 'forbidden';
  responseStatus: number | null;
  responseExcerpt: string | null;
  error: string | null;
  /** What the receiver asked for. */
  retryAfterMs: number | null;
}

const longestRetryAfterMs = 3_600_000;

/** Writes a try into the log and does what follows: the end of the message, another try, or the end of the webhook. */
export async function recordTry(tx: Context, rowId: string, deliveryId: string, made: Try): Promise<void> {
  const { sql } = tx.db;
  const { outcome, retryAfterMs, ...shown } = made;
  const delivery = await findWebhookDelivery(sql, deliveryId);
  const webhook = delivery && (await findWebhook(sql, delivery.webhookId));
  if (!webhook) return void (await complete(sql, rowId));
  await insertAttempt(sql, { id: newId(), deliveryId, ...shown });
  const attempts = delivery.attempts + 1;
  const noted = { attempts, responseStatus: made.responseStatus, lastError: made.error };
  const again = outcome === 'later' || outcome === 'never' ? nextTry(delivery, attempts, made, outcome, tx.clock()) : null;
  if (again) {
    await pushForward(sql, rowId, again, made.error ?? '');
    await updateWebhookDelivery(sql, deliveryId, { ...noted, status: 'pending', nextAttemptAt: again });
  } else {
    if (!(await complete(sql, rowId))) return;
    const status = outcome === 'sent' ? 'sent' : 'failed';
    await updateWebhookDelivery(sql, deliveryId, { ...noted, status, nextAttemptAt: null, finishedAt: tx.clock() });
    await letNextGo(tx, delivery);
  }
  await noteOutcome(tx, webhook, delivery, outcome);
  tx.db.afterCommit(() => tx.live.publish({ type: 'webhook.changed', id: webhook.id, audience: { role: 'admin' } }));
}

/** When to try again, or null when a day of tries is over. A ping is tried once. */
function nextTry(delivery: WebhookDelivery, attempts: number, made: Try, kind: 'later' | 'never', now: Date): Date | null {
  if (delivery.eventId === null) return null;
  const asked = Math.min(made.retryAfterMs ?? 0, longestRetryAfterMs);
  const at = new Date(now.getTime() + Math.max(pauseAfter(attempts, kind, delivery.id), asked));
  return at.getTime() - delivery.startedAt.getTime() > giveUpAfterMs ? null : at;
}

async function letNextGo(tx: Context, delivery: WebhookDelivery): Promise<void> {
  if (delivery.incidentId === null) return;
  const next = await nextOpen(tx.db.sql, delivery);
  if (next?.status === 'pending' && next.attempts === 0) await armDelivery(tx, next.id, tx.clock());
}

/** Keeps the books on a receiver: one that fails rests, one that failed for days or says that it is gone is turned off. */
async function noteOutcome(tx: Context, webhook: Webhook, delivery: WebhookDelivery, outcome: Try['outcome']): Promise<void> {
  const now = tx.clock();
  const { sql } = tx.db;
  if (outcome === 'sent') {
    return noteHealth(sql, webhook.id, { failures: 0, failingSinceAt: null, restingUntilAt: null, lastSuccessAt: now });
  }
  if (delivery.eventId === null) return;
  const isResting = webhook.restingUntilAt !== null && webhook.restingUntilAt > now;
  const failures = webhook.failures + (isResting ? 0 : 1);
  const failingSinceAt = webhook.failingSinceAt ?? now;
  const restingUntilAt = outcome === 'later' && !isResting ? new Date(now.getTime() + restAfter(failures)) : webhook.restingUntilAt;
  await noteHealth(sql, webhook.id, { failures, failingSinceAt, restingUntilAt });
  if (!webhook.isEnabled) return;
  if (outcome === 'gone') await endWebhook(tx, webhook, 'gone');
  else if (now.getTime() - failingSinceAt.getTime() >= disableAfterMs) await endWebhook(tx, webhook, 'failing');
}

async function endWebhook(tx: Context, webhook: Webhook, reason: 'failing' | 'gone'): Promise<void> {
  await turnOff(tx, webhook, reason);
  await notify(tx, {
    recipientIds: await activePeopleWith(tx.db.sql, 'admin'),
    kind: 'webhook.turnedOff',
    subject: { type: 'webhook', id: webhook.id },
    data: { title: webhook.name, reason },
    key: `webhook:${webhook.id}:${webhook.version}:off`,
  });
}
