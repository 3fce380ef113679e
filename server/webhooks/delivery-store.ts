import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { WebhookAttempt, WebhookDelivery } from './webhook.ts';

/** Keeps a message unless this webhook has one about the same event; answers whether it is new. */
export async function insertWebhookDelivery(tx: Sql, delivery: WebhookDelivery): Promise<boolean> {
  const kept = await tx('webhookDeliveries').insert(delivery).onConflict(['webhookId', 'eventId']).ignore().returning('id');
  return kept.length > 0;
}

export async function findWebhookDelivery(sql: Sql, id: string): Promise<WebhookDelivery | null> {
  return (await sql('webhookDeliveries').where({ id }).first()) ?? null;
}

export async function updateWebhookDelivery(tx: Sql, id: string, changes: Partial<WebhookDelivery>): Promise<void> {
  await tx('webhookDeliveries').where({ id }).update(changes);
}

/** The messages of a webhook, newest first. */
export async function listWebhookDeliveries(
  sql: Sql,
  webhookId: string,
  filter: { status?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  const query = sql('webhookDeliveries')
    .where({ webhookId })
    .limit(filter.limit + 1);
  if (filter.status) query.where({ status: filter.status });
  afterCursor(query, [{ column: 'id', direction: 'desc' }], filter.cursor);
  return toPage((await query) as WebhookDelivery[], filter.limit, ({ id }) => [id]);
}

type Place = Pick<WebhookDelivery, 'id' | 'webhookId' | 'incidentId'>;

const openOf = (sql: Sql, { webhookId, incidentId }: Place) =>
  sql('webhookDeliveries').where({ webhookId, incidentId }).whereIn('status', ['pending', 'sending']);

/** An unfinished message about the same incident that comes before this one, or null. */
export async function earlierOpen(sql: Sql, place: Place): Promise<WebhookDelivery | null> {
  return (await openOf(sql, place).where('id', '<', place.id).orderBy('id').first()) ?? null;
}

/** The unfinished message about the same incident that comes next after this one, or null. */
export async function nextOpen(sql: Sql, place: Place): Promise<WebhookDelivery | null> {
  return (await openOf(sql, place).where('id', '>', place.id).orderBy('id').first()) ?? null;
}

/** Finished messages of a webhook in their order, made in a stretch of time, after one of them. */
export async function finishedBetween(
  sql: Sql,
  webhookId: string,
  part: { since: Date; until: Date; afterId: string; onlyFailed: boolean; limit: number },
): Promise<WebhookDelivery[]> {
  return sql('webhookDeliveries')
    .where({ webhookId })
    .where('id', '>', part.afterId)
    .whereIn('status', part.onlyFailed ? ['failed'] : ['sent', 'failed'])
    .where('createdAt', '>=', part.since)
    .where('createdAt', '<=', part.until)
    .orderBy('id')
    .limit(part.limit);
}

/** The unfinished messages of a webhook. */
export async function openDeliveries(sql: Sql, webhookId: string, limit: number): Promise<Array<{ id: string }>> {
  return sql('webhookDeliveries').select('id').where({ webhookId }).whereIn('status', ['pending', 'sending']).orderBy('id').limit(limit);
}

export async function insertAttempt(tx: Sql, { requestHeaders, ...attempt }: WebhookAttempt): Promise<void> {
  await tx('webhookAttempts').insert({ ...attempt, requestHeadersJson: JSON.stringify(requestHeaders) });
}

/** The tries of one message, the latest first. */
export async function attemptsOf(sql: Sql, deliveryId: string): Promise<WebhookAttempt[]> {
  return sql('webhookAttempts').where({ deliveryId }).orderBy('id', 'desc').limit(50);
}

/** Forgets finished messages made before an instant, some at a time; answers how many. */
export async function forgetBefore(tx: Sql, before: Date, limit: number): Promise<number> {
  const old = tx('webhookDeliveries').select('id').where('createdAt', '<', before).whereIn('status', ['sent', 'failed']).limit(limit);
  const ids = ((await old) as Array<{ id: string }>).map(({ id }) => id);
  await tx('webhookAttempts').whereIn('deliveryId', ids).delete();
  return tx('webhookDeliveries').whereIn('id', ids).delete();
}
