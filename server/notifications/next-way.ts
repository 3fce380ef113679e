import { findPerson } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { deliveriesInBundle, deliveriesOf, updateDelivery } from './delivery-store.ts';
import type { Delivery } from './notification.ts';
import { armDelivery, sendAs } from './notify.ts';

/**
 * A page is not known to have arrived: the next way in the recipient's rule is tried at once instead of later, and the
 * person's own mail address when there is none. Nothing when another way has brought it already.
 */
export async function tryNextWay(tx: Context, delivery: Delivery): Promise<void> {
  if (delivery.urgency !== 'page' || !delivery.recipientId) return;
  for (const page of await pagesIn(tx, delivery)) await advance(tx, page);
}

/** A bundle stands for the pages in it. */
async function pagesIn(tx: Context, delivery: Delivery): Promise<Delivery[]> {
  const inside = await deliveriesInBundle(tx.db.sql, delivery.id);
  return inside.length > 0 ? inside.filter(({ urgency }) => urgency === 'page') : [delivery];
}

async function advance(tx: Context, { id, notificationId, recipientId, step }: Delivery): Promise<void> {
  if (!notificationId || !recipientId) return;
  const others = (await deliveriesOf(tx.db.sql, [notificationId])).filter((other) => other.id !== id);
  if (others.some(({ status }) => status === 'sent')) return;
  const waiting = others.filter((other) => other.status === 'pending' && other.attempts === 0 && other.step > step);
  const nextStep = Math.min(...waiting.map((other) => other.step));
  const now = tx.clock();
  for (const next of waiting.filter((other) => other.step === nextStep && other.dueAt > now)) {
    await updateDelivery(tx.db.sql, next.id, { dueAt: now });
    await armDelivery(tx, next, now);
  }
  if (waiting.length === 0) await fallBackToMail(tx, notificationId, recipientId, step, others);
}

async function fallBackToMail(tx: Context, notificationId: string, recipientId: string, step: number, others: Delivery[]): Promise<void> {
  const person = await findPerson(tx.db.sql, recipientId);
  const isTold = [...others, ...(await deliveriesOf(tx.db.sql, [notificationId]))].some(
    ({ channel, contactMethodId }) => channel === 'mail' && contactMethodId === null,
  );
  if (!person || isTold) return;
  const way = { channel: 'mail' as const, address: person.email, payload: null, urgency: 'page' as const };
  await sendAs(tx, { notificationId, recipientId, ...way, step: step + 1 });
}
