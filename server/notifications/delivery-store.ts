import type { Sql } from '../../db/connection.ts';
import type { Delivery } from './notification.ts';

export async function insertDelivery(tx: Sql, delivery: Delivery): Promise<void> {
  const { payload, ...row } = delivery;
  await tx('deliveries').insert({ ...row, payloadJson: payload === null ? null : JSON.stringify(payload) });
}

export async function findDelivery(sql: Sql, id: string): Promise<Delivery | null> {
  return (await sql('deliveries').where({ id }).first()) ?? null;
}

export async function updateDelivery(tx: Sql, id: string, changes: Partial<Omit<Delivery, 'payload'>>): Promise<void> {
  await tx('deliveries').where({ id }).update(changes);
}

/** The deliveries of these notifications, in the order in which they were asked for. */
export async function deliveriesOf(sql: Sql, notificationIds: string[]): Promise<Delivery[]> {
  return sql('deliveries').whereIn('notificationId', notificationIds).orderBy('id').limit(2000);
}

export async function deliveriesInBundle(sql: Sql, bundleId: string): Promise<Delivery[]> {
  return sql('deliveries').where({ bundleId }).orderBy('id').limit(2000);
}

/** What became of a bundle became of each message in it. */
export async function updateBundled(tx: Sql, bundleId: string, changes: Partial<Omit<Delivery, 'payload'>>): Promise<void> {
  await tx('deliveries').where({ bundleId }).update(changes);
}

/** Ends the deliveries of these notifications that wait for later or for others; answers their ids. */
export async function cancelWaiting(tx: Sql, notificationIds: string[], finishedAt: Date): Promise<string[]> {
  const rows: Array<{ id: string }> = await tx('deliveries')
    .whereIn('notificationId', notificationIds)
    .where({ bundleId: null, attempts: 0 })
    .where((any) => any.where({ status: 'held' }).orWhere((later) => later.where({ status: 'pending' }).whereRaw('due_at > created_at')))
    .update({ status: 'cancelled', finishedAt })
    .returning('id');
  return rows.map(({ id }) => id);
}
