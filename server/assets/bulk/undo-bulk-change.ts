import { transact } from '../../../db/transaction.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { notFound, Problem } from '../../platform/problem.ts';
import type { BulkChange } from './bulk-change.ts';
import { dropWaiting, lockBulkChange, updateBulkChange } from './bulk-store.ts';
import { tellBulk } from './perform-bulk-change.ts';
import { enqueueBulk } from './start-bulk-change.ts';

/**
 * Takes a bulk change back, in the background: each asset that nobody has changed since becomes what it was, the others are
 * listed. One that still runs stops where it is.
 */
export async function undoBulkChange(ctx: Context, actor: Actor, id: string): Promise<BulkChange> {
  return transact(ctx, async (tx) => {
    const change = await lockBulkChange(tx.db.sql, id);
    if (!change || change.actorId !== actor.id) throw notFound('bulk change');
    if (change.state === 'undoing' || change.state === 'undone') throw new Problem('conflict', 'This was undone already');
    const dropped = change.state === 'running' ? await dropWaiting(tx.db.sql, id, 'Stopped before its turn') : 0;
    const after: BulkChange = { ...change, state: 'undoing', done: change.done + dropped };
    await updateBulkChange(tx.db.sql, id, { state: after.state, done: after.done });
    await enqueueBulk(tx, id);
    tellBulk(tx, after);
    return after;
  });
}
