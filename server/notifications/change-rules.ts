import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, Problem } from '../platform/problem.ts';
import type { rulesChange } from './contact-schemas.ts';
import { listContactMethods } from './contact-store.ts';
import type { NotificationRules, RuleStep } from './rules.ts';
import { findRules, type KeptRules, keepRules } from './rules-store.ts';

/** Changes how the actor is told; steps name only ways of the actor's own. 412 when `ifMatch` is not the present version. */
export async function changeRules(
  ctx: Context,
  actor: Actor,
  changes: z.output<typeof rulesChange>,
  ifMatch: number | null,
): Promise<KeptRules> {
  return transact(ctx, async (tx) => {
    const personId = actor.id as string;
    const { rules: before, version } = await findRules(tx.db.sql, personId);
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    const rules: NotificationRules = { ...before, ...changes };
    const own = new Set((await listContactMethods(tx.db.sql, [personId])).map(({ id }) => id));
    if (changes.page) checkWays('page', changes.page, own);
    if (changes.notify) checkWays('notify', changes.notify, own);
    if (!(await keepRules(tx.db.sql, personId, rules, version, tx.clock()))) throw new Problem('version_mismatch');
    return { rules, version: version + 1 };
  });
}

function checkWays(rule: string, steps: RuleStep[], own: Set<string>): void {
  const unknown = steps.findIndex(({ via }) => typeof via === 'object' && !own.has(via.contactMethodId));
  if (unknown >= 0) throw invalid(`/${rule}/${unknown}/via/contactMethodId`, 'There is no such contact method');
}
