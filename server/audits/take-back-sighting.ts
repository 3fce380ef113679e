import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { deleteItem, findItem, updateItem } from './audit-item-store.ts';
import { addToCounters } from './audit-store.ts';
import { announceAudit, checkOpen, holdAudit } from './load-audit.ts';

/** Forgets that an asset was seen: somebody scanned the wrong thing. What was not expected is off the list again. */
export async function takeBackSighting(ctx: Context, auditId: string, assetId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const audit = await holdAudit(tx, auditId);
    checkOpen(audit);
    const item = await findItem(sql, audit.id, assetId);
    if (!item) throw notFound('item of this stock-take');
    if (item.result === 'missing') throw new Problem('conflict', `Nobody has seen ${item.tag}`);
    await addToCounters(sql, audit.id, { [item.result]: -1 });
    if (item.result === 'unexpected') await deleteItem(sql, audit.id, assetId);
    else {
      const unseen = { scanCount: 0, seenAt: null, seenLocationId: null, seenById: null, seenByName: null };
      await updateItem(sql, audit.id, assetId, { result: 'missing', ...unseen });
    }
    announceAudit(tx, audit.id);
  });
}
