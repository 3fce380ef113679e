import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { performActions } from './perform-actions.ts';
import { mostFirings, type RoutingRule } from './rule.ts';
import { countFirings, insertFiring, updateFiring } from './rule-store.ts';

/** What a rule acts on: an event, or an instant that came. */
export type Occasion = { eventId: string; occasionAt: null } | { eventId: null; occasionAt: Date };

/**
 * Lets a rule act on an incident once for each occasion, and writes down what it did; answers whether it acted. A rule that acted
 * too often on the same incident is stopped there, and the log says so.
 */
export async function fireRule(tx: Context, rule: RoutingRule, incidentId: string, occasion: Occasion): Promise<boolean> {
  const isTooOften = (await countFirings(tx.db.sql, rule.id, incidentId, mostFirings)) >= mostFirings;
  const id = newId();
  const firing = { id, ruleId: rule.id, ruleVersion: rule.version, ruleName: rule.name, incidentId, ...occasion, firedAt: tx.clock() };
  if (isTooOften) return false;
  if (!(await insertFiring(tx.db.sql, { ...firing, outcome: 'acted', actions: [] }))) return false;
  const actions = await performActions(tx, rule, incidentId, id);
  const isLastTime = (await countFirings(tx.db.sql, rule.id, incidentId, mostFirings)) >= mostFirings;
  const isRefused = actions.every(({ outcome }) => outcome === 'refused');
  await updateFiring(tx.db.sql, id, isLastTime ? 'stopped' : isRefused ? 'refused' : 'acted', actions);
  return true;
}
