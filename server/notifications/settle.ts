import { cancel } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { cancelWaiting } from './delivery-store.ts';
import { markTheseRead, pagesAbout, unreadIdsOf } from './notification-store.ts';
import { deliveryKey } from './notify.ts';

const batch = 500;

/** These notifications were read: what was to remind of them is not sent any more. What is on its way goes on. */
export async function settleRead(tx: Context, notificationIds: string[]): Promise<void> {
  for (let i = 0; i < notificationIds.length; i += batch) {
    const cancelled = await cancelWaiting(tx.db.sql, notificationIds.slice(i, i + batch), tx.clock());
    for (const id of cancelled) await cancel(tx.db.sql, deliveryKey(id));
  }
}

/** Marks everything as read that a person was told, or told about one subject. */
export async function readAll(ctx: Context, actor: Actor, subjectId?: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const ids = await unreadIdsOf(tx.db.sql, actor.id as string, subjectId);
    for (let i = 0; i < ids.length; i += batch) await markTheseRead(tx.db.sql, ids.slice(i, i + batch), tx.clock());
    await settleRead(tx, ids);
  });
}

/** Somebody has taken care of it: no page about it goes out later to anybody. */
export async function quieten(tx: Context, subject: { type: string; id: string }): Promise<void> {
  await settleRead(tx, await pagesAbout(tx.db.sql, subject));
}
