import type { Sql } from '../../db/connection.ts';
import type { Webhook } from './webhook.ts';

const written = ({ events, supportGroupIds, serviceIds, ...row }: Partial<Webhook>): Record<string, unknown> => ({
  ...row,
  ...(events && { eventsJson: JSON.stringify(events) }),
  ...(supportGroupIds && { supportGroupIdsJson: JSON.stringify(supportGroupIds) }),
  ...(serviceIds && { serviceIdsJson: JSON.stringify(serviceIds) }),
});

export async function insertWebhook(tx: Sql, webhook: Webhook): Promise<void> {
  await tx('webhooks').insert(written(webhook));
}

/** Every webhook by name; an installation has a few dozen at the most. */
export async function listWebhooks(sql: Sql): Promise<Webhook[]> {
  return sql('webhooks').orderBy('name').limit(500);
}

export async function findWebhook(sql: Sql, id: string): Promise<Webhook | null> {
  return (await sql('webhooks').where({ id }).first()) ?? null;
}

/** Changes what people set; answers false when somebody was faster. */
export async function updateWebhook(tx: Sql, id: string, version: number, changes: Partial<Webhook>): Promise<boolean> {
  const count = await tx('webhooks')
    .where({ id, version })
    .update({ ...written(changes), version: version + 1 });
  return count === 1;
}

/** Notes how a webhook fares, which is no edit. */
export async function noteHealth(
  tx: Sql,
  id: string,
  health: Partial<Pick<Webhook, 'failures' | 'failingSinceAt' | 'restingUntilAt' | 'lastSuccessAt'>>,
): Promise<void> {
  await tx('webhooks').where({ id }).update(health);
}

export async function deleteWebhook(tx: Sql, id: string): Promise<void> {
  await tx('webhooks').where({ id }).delete();
}
