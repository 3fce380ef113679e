import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { cancel } from '../../db/outbox.ts';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { setFeedInterest } from '../incidents/event-feed.ts';
import { eventKinds } from '../incidents/incident.ts';
import { serviceRefs, supportGroupRefs } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { seal } from '../platform/secret-box.ts';
import { openDeliveries } from './delivery-store.ts';
import { outboxKey } from './plan-deliveries.ts';
import { secretOverlapMs, type Webhook } from './webhook.ts';
import type { newWebhook, webhookChanges } from './webhook-schemas.ts';
import { deleteWebhook, findWebhook, insertWebhook, listWebhooks, updateWebhook } from './webhook-store.ts';

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const sealed = (ctx: Context, secret: string): string => seal(ctx.settings.secretKey, 'webhook-secret', secret);

/** Adds a webhook; its secret is in the answer this once and nowhere else. */
export async function addWebhook(
  ctx: Context,
  actor: Actor,
  input: z.output<typeof newWebhook>,
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = newSecret();
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    const { includeInternal, ...fields } = input;
    const webhook: Webhook = {
      ...fields,
      id: newId(),
      isInternalIncluded: includeInternal,
      disabledReason: input.isEnabled ? null : 'person',
      sealedSecret: sealed(tx, secret),
      sealedPreviousSecret: null,
      previousSecretUntilAt: null,
      failures: 0,
      failingSinceAt: null,
      restingUntilAt: null,
      lastSuccessAt: null,
      version: 1,
      createdById: actor.id,
      createdAt: now,
      updatedAt: now,
    };
    await takeTurn(tx.db.sql, 'webhooks');
    await check(tx, webhook);
    await insertWebhook(tx.db.sql, webhook);
    await afterEdit(tx, actor, 'webhook.added', webhook, { url: webhook.url });
    return { webhook, secret };
  });
}

/** Changes a webhook; turning it on forgets its failures. 412 when `ifMatch` is not the present version. */
export async function changeWebhook(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof webhookChanges>,
  ifMatch: number | null,
): Promise<Webhook> {
  return transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'webhooks');
    const before = await knownWebhook(tx, id);
    if (ifMatch !== null && ifMatch !== before.version) {
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    }
    const { includeInternal, isEnabled, ...fields } = changes;
    const written: Partial<Webhook> = { ...fields, updatedAt: tx.clock() };
    if (includeInternal !== undefined) written.isInternalIncluded = includeInternal;
    if (isEnabled !== undefined) Object.assign(written, isEnabled ? healthy : { isEnabled, disabledReason: 'person' });
    await check(tx, { ...before, ...written });
    await updateWebhook(tx.db.sql, id, before.version, written);
    const after = { ...before, ...written, version: before.version + 1 };
    await afterEdit(tx, actor, 'webhook.changed', after, { fields: Object.keys(changes) });
    return after;
  });
}

const healthy = { isEnabled: true, disabledReason: null, failures: 0, failingSinceAt: null, restingUntilAt: null } as const;

/** Makes a new secret, shown this once; the one before signs as well for a day, so that receivers can change over. */
export async function rotateSecret(ctx: Context, actor: Actor, id: string): Promise<{ webhook: Webhook; secret: string }> {
  const secret = newSecret();
  return transact(ctx, async (tx) => {
    const before = await knownWebhook(tx, id);
    const changes = {
      sealedSecret: sealed(tx, secret),
      sealedPreviousSecret: before.sealedSecret,
      previousSecretUntilAt: new Date(tx.clock().getTime() + secretOverlapMs),
      updatedAt: tx.clock(),
    };
    if (!(await updateWebhook(tx.db.sql, id, before.version, changes))) throw new Problem('version_mismatch');
    const webhook = { ...before, ...changes, version: before.version + 1 };
    await afterEdit(tx, actor, 'webhook.secretRotated', webhook, {});
    return { webhook, secret };
  });
}

/** Removes a webhook with its log; what waits for it is not sent any more. */
export async function removeWebhook(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'webhooks');
    const webhook = await knownWebhook(tx, id);
    for (const delivery of await openDeliveries(tx.db.sql, id, 10_000)) await cancel(tx.db.sql, outboxKey(delivery.id));
    await deleteWebhook(tx.db.sql, id);
    await afterEdit(tx, actor, 'webhook.removed', webhook, { url: webhook.url });
  });
}

/** Turns a webhook off because it does not work, in the transaction that found out. */
export async function turnOff(tx: Context, webhook: Webhook, disabledReason: 'failing' | 'gone'): Promise<void> {
  await updateWebhook(tx.db.sql, webhook.id, webhook.version, { isEnabled: false, disabledReason, updatedAt: tx.clock() });
  await renewInterest(tx);
}

export async function knownWebhook(ctx: Context, id: string): Promise<Webhook> {
  const webhook = await findWebhook(ctx.db.sql, id);
  if (!webhook) throw notFound('webhook');
  return webhook;
}

async function check(tx: Context, { id, name, supportGroupIds, serviceIds }: Webhook): Promise<void> {
  const isTaken = (await listWebhooks(tx.db.sql)).some((other) => other.id !== id && other.name === name);
  if (isTaken) throw invalid('/name', 'There is a webhook of this name already');
  const groups = await supportGroupRefs(tx.db.sql, supportGroupIds);
  const group = supportGroupIds.findIndex((one) => !groups.has(one));
  if (group >= 0) throw invalid(`/supportGroupIds/${group}`, 'There is no such support group');
  const services = await serviceRefs(tx.db.sql, serviceIds);
  const service = serviceIds.findIndex((one) => !services.has(one));
  if (service >= 0) throw invalid(`/serviceIds/${service}`, 'There is no such service');
}

async function afterEdit(tx: Context, actor: Actor, action: string, { id, name }: Webhook, detail: Record<string, unknown>): Promise<void> {
  await renewInterest(tx);
  await recordAudit(tx, actor, { action, subjectType: 'webhook', subjectId: id, detail: { name, ...detail } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'webhook.changed', id, audience: { role: 'admin' } }));
}

/** The feed is asked for what the webhooks that are on want together. */
async function renewInterest(tx: Context): Promise<void> {
  const live = (await listWebhooks(tx.db.sql)).filter(({ isEnabled }) => isEnabled);
  const kinds = live.some(({ events }) => events.length === 0) ? eventKinds : [...new Set(live.flatMap(({ events }) => events))];
  await setFeedInterest(tx, 'webhooks', kinds);
}
