import { complete, enqueue } from '../../../db/outbox.ts';
import { takeTurn } from '../../../db/take-turn.ts';
import { transact } from '../../../db/transaction.ts';
import type { Context } from '../../platform/context.ts';
import { findFingerprints, fingerprintsAfter } from './fingerprint-store.ts';
import { placeMachine } from './place-machine.ts';
import { loadRuleBook } from './rule-store.ts';

const portion = 100;

/** Looks at the next machines by the rules in force; the rest follows in another job. State job. */
export async function regroup(ctx: Context, { after }: { after: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    await takeTurn(tx.db.sql, 'inventory');
    const book = await loadRuleBook(tx.db.sql);
    const some = await fingerprintsAfter(tx.db.sql, after, portion);
    for (const { id } of some) {
      // An earlier one of these may have moved it.
      const [fingerprint] = await findFingerprints(tx.db.sql, [id]);
      if (fingerprint && fingerprint.state !== 'ignored') await placeMachine(tx, fingerprint, null, book);
    }
    if (some.length < portion) return;
    const now = tx.clock();
    const next = some.at(-1)?.id as string;
    await enqueue(tx.db.sql, { job: 'inventory.regroup', payload: { after: next }, runAt: now, now, key: 'inventory.regroup' });
  });
}
