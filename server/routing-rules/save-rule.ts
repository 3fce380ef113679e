import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { setFeedInterest } from '../incidents/event-feed.ts';
import { findPerson } from '../people/person-queries.ts';
import { findService, findSupportGroup } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { RoutingRule, RuleAction } from './rule.ts';
import type { newRule, ruleChanges, ruleOrder } from './rule-schemas.ts';
import { deleteRule, findRule, insertRule, listRules, placeRule, updateRule } from './rule-store.ts';

/** Adds a rule after all others; one that acts when time passes begins with what comes due from now on. */
export async function createRule(ctx: Context, actor: Actor, input: z.output<typeof newRule>): Promise<RoutingRule> {
  return transact(ctx, async (tx) => {
    await checkActions(tx, input.actions);
    const now = tx.clock();
    const position = ((await listRules(tx.db.sql)).at(-1)?.position ?? 0) + 1;
    const rule: RoutingRule = { id: newId(), ...input, position, activeFromAt: now, version: 1, createdAt: now, updatedAt: now };
    await insertRule(tx.db.sql, rule);
    await afterChange(tx, actor, 'routingRule.created', rule);
    return rule;
  });
}

/** Changes a rule. Throws 412 when somebody was faster. What changed when it is about, or switched it on, counts from now. */
export async function changeRule(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof ruleChanges>,
  ifMatch: number | null,
): Promise<RoutingRule> {
  return transact(ctx, async (tx) => {
    const before = await knownRule(tx, id);
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    const given: Partial<RoutingRule> = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    if (given.actions) await checkActions(tx, given.actions);
    const startsAnew = given.trigger !== undefined || (given.isActive === true && !before.isActive);
    const updates = { ...given, ...(startsAnew && { activeFromAt: tx.clock() }), updatedAt: tx.clock() };
    if (!(await updateRule(tx.db.sql, id, before.version, updates))) throw new Problem('version_mismatch');
    const after = await knownRule(tx, id);
    await afterChange(tx, actor, 'routingRule.changed', after);
    return after;
  });
}

/** Removes a rule; the log of what it did stays. */
export async function removeRule(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const rule = await knownRule(tx, id);
    await deleteRule(tx.db.sql, id);
    await afterChange(tx, actor, 'routingRule.removed', rule);
  });
}

/** Sets the order in which rules are tried; rules that are not named keep their order behind the named ones. */
export async function orderRules(ctx: Context, actor: Actor, { ids }: z.output<typeof ruleOrder>): Promise<RoutingRule[]> {
  return transact(ctx, async (tx) => {
    const rules = await listRules(tx.db.sql);
    const known = new Set(rules.map(({ id }) => id));
    const unknown = ids.findIndex((id) => !known.has(id));
    if (unknown >= 0) throw invalid(`/ids/${unknown}`, 'is not a routing rule');
    const ordered = [...new Set([...ids, ...rules.map(({ id }) => id)])];
    for (const [i, id] of ordered.entries()) await placeRule(tx.db.sql, id, i + 1);
    await recordAudit(tx, actor, { action: 'routingRules.ordered', subjectType: 'routingRule', subjectId: null, detail: { ids: ordered } });
    return listRules(tx.db.sql);
  });
}

/** The rule, or a 404. */
export async function knownRule(ctx: Context, id: string): Promise<RoutingRule> {
  const rule = await findRule(ctx.db.sql, id);
  if (!rule) throw notFound('routing rule');
  return rule;
}

async function afterChange(tx: Context, actor: Actor, action: string, rule: RoutingRule): Promise<void> {
  const active = (await listRules(tx.db.sql)).filter(({ isActive }) => isActive);
  await setFeedInterest(tx, 'routingRules', [
    ...new Set(active.flatMap(({ trigger }) => (trigger.type === 'event' ? trigger.events : []))),
  ]);
  const { name, isActive, trigger, filters, actions } = rule;
  await recordAudit(tx, actor, {
    action,
    subjectType: 'routingRule',
    subjectId: rule.id,
    detail: { name, isActive, trigger, filters, actions },
  });
}

/** Throws at the action that names somebody or something that there is not. */
async function checkActions(tx: Context, actions: RuleAction[]): Promise<void> {
  for (const [i, action] of actions.entries()) {
    const at = `/actions/${i}`;
    if (action.type === 'assign') await checkAssignment(tx, action, at);
    if (action.type === 'edit' && action.serviceId && !(await findService(tx.db.sql, action.serviceId)))
      throw invalid(`${at}/serviceId`, 'is not a service');
    if (action.type === 'watch') await checkPerson(tx, action.personId, `${at}/personId`);
    if (action.type === 'notify') for (const [k, id] of action.personIds.entries()) await checkTechnician(tx, id, `${at}/personIds/${k}`);
  }
}

async function checkAssignment(
  tx: Context,
  { supportGroupId, technicianId }: Extract<RuleAction, { type: 'assign' }>,
  at: string,
): Promise<void> {
  if (supportGroupId && !(await findSupportGroup(tx.db.sql, supportGroupId)))
    throw invalid(`${at}/supportGroupId`, 'is not a support group');
  if (technicianId) await checkTechnician(tx, technicianId, `${at}/technicianId`);
}

/** Whoever is told of an incident learns its title: that is for those who may see every one. */
async function checkTechnician(tx: Context, id: string, at: string): Promise<void> {
  const person = await findPerson(tx.db.sql, id);
  if (!person?.isActive || person.role === 'employee') throw invalid(at, 'is not an active technician');
}

async function checkPerson(tx: Context, id: string, at: string): Promise<void> {
  if (!(await findPerson(tx.db.sql, id))?.isActive) throw invalid(at, 'is not an active person');
}
