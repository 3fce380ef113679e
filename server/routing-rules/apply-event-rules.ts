import type { FedEvent } from '../incidents/event-feed.ts';
import type { Context } from '../platform/context.ts';
import { fireRule } from './fire-rule.ts';
import { matchesRule } from './match-incidents.ts';
import { isByDoer, isRuleActor, type RoutingRule, type RuleEvent } from './rule.ts';
import { listRules } from './rule-store.ts';

/** Tries every active rule on an event, in their order; each acts on it once, and none on what a rule did. */
export async function applyEventRules(tx: Context, event: FedEvent): Promise<void> {
  if (isRuleActor(event.actor)) return;
  for (const rule of await listRules(tx.db.sql)) {
    if (!rule.isActive || !answers(rule, event)) continue;
    if (!(await matchesRule(tx, rule, event.incident.id))) continue;
    const hasActed = await fireRule(tx, rule, event.incident.id, { eventId: event.id, occasionAt: null });
    if (hasActed && rule.isLast) return;
  }
}

function answers({ trigger }: RoutingRule, event: FedEvent): boolean {
  if (trigger.type !== 'event' || !trigger.events.includes(event.kind as RuleEvent)) return false;
  return isByDoer(trigger.by, event.actor.id, event.incident.requester?.id ?? null);
}
