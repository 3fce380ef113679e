import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { deleteAffected, findMajor, insertAffected } from './major-store.ts';
import { announceChange } from './take-major.ts';

/** "I am affected too": counts the person and keeps them informed, without an incident of their own; again changes nothing. */
export async function sayAffected(ctx: Context, actor: Actor, id: string, isAffected: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    const major = await findMajor(tx.db.sql, id);
    if (!major || major.state === 'withdrawn' || actor.id === null) throw notFound('major incident');
    if (major.state === 'ended' && isAffected) throw new Problem('conflict', 'This major incident is ended');
    const changed = isAffected ? await insertAffected(tx.db.sql, id, actor.id, tx.clock()) : await deleteAffected(tx.db.sql, id, actor.id);
    if (changed) announceChange(tx, id);
  });
}
