import type { Sql } from '../../db/connection.ts';
import type { ActionOutcome, RoutingRule } from './rule.ts';

const rowOf = ({ trigger, filters, actions, ...rule }: Partial<RoutingRule>): object => ({
  ...rule,
  ...(trigger && { triggerJson: JSON.stringify(trigger) }),
  ...(filters && { filtersJson: JSON.stringify(filters) }),
  ...(actions && { actionsJson: JSON.stringify(actions) }),
});

/** Every rule in its order; there are few. */
export const listRules = (sql: Sql): Promise<RoutingRule[]> =>
  sql('routingRules').select('*').orderBy(['position', 'id']).limit(1000) as unknown as Promise<RoutingRule[]>;

/** The rule with this id, or null. */
export async function findRule(sql: Sql, id: string): Promise<RoutingRule | null> {
  return (await sql('routingRules').where({ id }).first()) ?? null;
}

export async function insertRule(tx: Sql, rule: RoutingRule): Promise<void> {
  await tx('routingRules').insert(rowOf(rule));
}

/** Changes a rule that still has this version; answers false when somebody was faster. */
export async function updateRule(tx: Sql, id: string, version: number, changes: Partial<RoutingRule>): Promise<boolean> {
  return (
    (await tx('routingRules')
      .where({ id, version })
      .update(rowOf({ ...changes, version: version + 1 }))) === 1
  );
}

/** Puts a rule in its place; that is no new version of it. */
export async function placeRule(tx: Sql, id: string, position: number): Promise<void> {
  await tx('routingRules').where({ id }).update({ position });
}

export async function deleteRule(tx: Sql, id: string): Promise<void> {
  await tx('routingRules').where({ id }).delete();
}

/** One time that a rule acted, or would have but was stopped. */
export interface Firing {
  id: string;
  ruleId: string;
  ruleVersion: number;
  ruleName: string;
  incidentId: string;
  eventId: string | null;
  occasionAt: Date | null;
  firedAt: Date;
  outcome: 'acted' | 'refused' | 'stopped';
  actions: ActionOutcome[];
}

/** Claims the occasion for this rule; false when it acted on it already. */
export async function insertFiring(tx: Sql, { actions, ...firing }: Firing): Promise<boolean> {
  const rows = await tx('routingRuleFirings')
    .insert({ ...firing, actionsJson: JSON.stringify(actions) })
    .onConflict()
    .ignore()
    .returning('id');
  return rows.length === 1;
}

/** Notes how the actions of a claimed occasion ended. */
export async function updateFiring(tx: Sql, id: string, outcome: Firing['outcome'], actions: ActionOutcome[]): Promise<void> {
  await tx('routingRuleFirings')
    .where({ id })
    .update({ outcome, actionsJson: JSON.stringify(actions) });
}

/** How often a rule acted on an incident, counted up to a limit. */
export async function countFirings(sql: Sql, ruleId: string, incidentId: string, limit: number): Promise<number> {
  const rows = await sql('routingRuleFirings').select('id').where({ incidentId, ruleId }).limit(limit);
  return rows.length;
}

/** What a rule did, the newest first; a query to page through. */
export const firingsOf = (sql: Sql, ruleId: string) => sql('routingRuleFirings').where({ ruleId });
