import { enqueue } from '../../../db/outbox.ts';
import { takeTurn } from '../../../db/take-turn.ts';
import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import { loadRuleBook, saveRuleBook } from './rule-store.ts';
import { defaultJunk, defaultRules, type RuleBook } from './rules.ts';

/** The rules in force. */
export async function readRules(ctx: Context) {
  const book = await loadRuleBook(ctx.db.sql);
  const isDefault = JSON.stringify([book.rules, book.junk]) === JSON.stringify([defaultRules, defaultJunk]);
  return { ...book, isDefault };
}

/** Puts other rules in force and looks at every machine again by them, behind the answer; 412 when somebody was faster. */
export async function saveRules(ctx: Context, actor: Actor, book: RuleBook, ifMatch: number | null) {
  return transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'inventory');
    const { version } = await loadRuleBook(tx.db.sql);
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    await saveRuleBook(tx.db.sql, { ...book, version: version + 1 });
    const now = tx.clock();
    await enqueue(tx.db.sql, { job: 'inventory.regroup', payload: { after: '' }, runAt: now, now, key: 'inventory.regroup' });
    await recordAudit(tx, actor, {
      action: 'inventory.rulesChanged',
      subjectType: 'inventoryRules',
      subjectId: null,
      detail: { version: version + 1 },
    });
    return readRules(tx);
  });
}
