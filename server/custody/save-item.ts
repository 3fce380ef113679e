import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notFound, Problem } from '../platform/problem.ts';
import type { RequestableItem } from './asset-request.ts';
import type { itemChanges, newItem } from './request-schemas.ts';
import { findItem, insertItem, updateItem } from './request-store.ts';

/** Offers something that people may ask for. */
export async function addItem(ctx: Context, actor: Actor, input: z.output<typeof newItem>): Promise<RequestableItem> {
  return transact(ctx, async (tx) => {
    const item = { id: newId(), ...input, version: 1 };
    await insertItem(tx.db.sql, item);
    await recordAudit(tx, actor, {
      action: 'custody.itemAdded',
      subjectType: 'requestableItem',
      subjectId: item.id,
      detail: { name: item.name },
    });
    return item;
  });
}

/** Changes what people may ask for; requests keep the words in which they were made. 412 when somebody was faster. */
export async function changeItem(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof itemChanges>,
  ifMatch: number | null,
): Promise<RequestableItem> {
  return transact(ctx, async (tx) => {
    const before = await findItem(tx.db.sql, id);
    if (!before) throw notFound('item');
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    if (!(await updateItem(tx.db.sql, before, given))) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, { action: 'custody.itemChanged', subjectType: 'requestableItem', subjectId: id, detail: given });
    return (await findItem(tx.db.sql, id)) as RequestableItem;
  });
}
