import { findOutboxRowByKey } from '../../../db/outbox.ts';
import { transact } from '../../../db/transaction.ts';
import type { Context } from '../../platform/context.ts';
import { enqueueLook, lookKey } from './accept-document.ts';
import { forgetContacts } from './contact-store.ts';
import { forgetSubmissions, waitingBefore } from './submission-store.ts';

const dayMs = 86_400_000;
/** Long enough to see why an agent stopped coming, short enough for a site that comes every hour. */
const contactDays = 30;
const batch = 500;

/** Forgets what was only noted: old contacts, and what became of documents once no agent asks any more. */
export async function forgetOldContacts(ctx: Context): Promise<void> {
  const now = ctx.clock().getTime();
  for (let round = 0; round < 20; round += 1) {
    const gone = await transact(ctx, (tx) => forgetContacts(tx.db.sql, new Date(now - contactDays * dayMs), batch));
    if (gone < batch) break;
  }
  await transact(ctx, (tx) => forgetSubmissions(tx.db.sql, 'done', new Date(now - dayMs), batch));
  await transact(ctx, (tx) => forgetSubmissions(tx.db.sql, 'failed', new Date(now - contactDays * dayMs), batch));
}

/** Asks again for documents to be looked at whose work got lost. */
export async function rearmLooks(ctx: Context): Promise<void> {
  const waiting = await waitingBefore(ctx.db.sql, new Date(ctx.clock().getTime() - 10 * 60_000), batch);
  for (const { id } of waiting) {
    if (await findOutboxRowByKey(ctx.db.sql, lookKey(id))) continue;
    await transact(ctx, (tx) => enqueueLook(tx, id));
  }
}
