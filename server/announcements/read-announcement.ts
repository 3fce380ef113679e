import { transact } from '../../db/transaction.ts';
import { findService } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { isFor } from './announcement.ts';
import { readerOf } from './announcement-queries.ts';
import { deleteFollower, findAnnouncement, insertFollower, saveReading } from './announcement-store.ts';

/** Keeps that a person has read an announcement that is for them, and whether they put it away. */
export async function readAnnouncement(ctx: Context, actor: Actor, id: string, isDismissed: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    const announcement = await findAnnouncement(tx.db.sql, id);
    const personId = actor.id;
    if (!announcement || personId === null || !isFor(announcement, await readerOf(tx.db.sql, personId))) throw notFound('announcement');
    const now = tx.clock();
    await saveReading(tx.db.sql, personId, { announcementId: id, readAt: now, dismissedAt: isDismissed ? now : null });
  });
}

/** Lets a person hear of what happens to a service, or no more. */
export async function followService(ctx: Context, actor: Actor, serviceId: string, follows: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    const personId = actor.id;
    if (personId === null || !(await findService(tx.db.sql, serviceId))) throw notFound('service');
    if (follows) await insertFollower(tx.db.sql, serviceId, personId, tx.clock());
    else await deleteFollower(tx.db.sql, serviceId, personId);
  });
}
