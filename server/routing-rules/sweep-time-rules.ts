import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { fireRule } from './fire-rule.ts';
import { incidentsOfRule, matchesRule } from './match-incidents.ts';
import type { RoutingRule, Since, Trigger } from './rule.ts';
import { listRules } from './rule-store.ts';

const columns: Record<Since, string> = { opened: 'i.opened_at', updated: 'i.updated_at', due: 'i.next_due_at', resolved: 'i.resolved_at' };
const batch = 200;

type TimeTrigger = Extract<Trigger, { type: 'time' }>;

/** Lets rules act whose time came, once on each incident and occasion; answers how often. One incident that fails holds up no other. */
export async function sweepTimeRules(ctx: Context): Promise<number> {
  let fired = 0;
  for (const rule of await listRules(ctx.db.sql)) {
    if (rule.isActive && rule.trigger.type === 'time') fired += await sweepRule(ctx, rule, rule.trigger);
  }
  return fired;
}

async function sweepRule(ctx: Context, rule: RoutingRule, trigger: TimeTrigger): Promise<number> {
  const due = await dueFor(ctx, rule, trigger);
  let fired = 0;
  for (const { id, at } of due) {
    try {
      const hasFired = await transact(ctx, async (tx) => {
        if (!(await matchesRule(tx, rule, id))) return false;
        return fireRule(tx, rule, id, { eventId: null, occasionAt: at });
      });
      if (hasFired) fired += 1;
    } catch (error) {
      ctx.log.error({ err: error, ruleId: rule.id, incidentId: id }, 'A routing rule failed on an incident');
    }
  }
  return fired;
}

/** The signed length of a trigger's `after`. */
export const afterMs = ({ after }: TimeTrigger): number => (after.startsWith('-') ? -1 : 1) * (durationMs(after.replace(/^-/, '')) ?? 0);

/** When an incident's occasion for a trigger lies, in a query of incidents. */
export const occasionColumn = ({ since }: TimeTrigger): string => columns[since];

async function dueFor(ctx: Context, rule: RoutingRule, trigger: TimeTrigger): Promise<Array<{ id: string; at: Date }>> {
  const column = occasionColumn(trigger);
  const latest = new Date(ctx.clock().getTime() - afterMs(trigger));
  const earliest = new Date(rule.activeFromAt.getTime() - afterMs(trigger));
  const rows: Array<{ id: string; occasionAt: Date }> = await incidentsOfRule(ctx, rule)
    .select('i.id', `${column} as occasion_at`)
    .where(column, '<=', latest)
    .where(column, '>', earliest)
    .whereNotExists(
      (fired) =>
        void fired
          .select('f.id')
          .from('routing_rule_firings as f')
          .where('f.rule_id', rule.id)
          .whereRaw('f.incident_id = i.id')
          .whereRaw(`f.occasion_at = ${column}`),
    )
    .orderBy(column)
    .limit(batch);
  return rows.map(({ id, occasionAt }) => ({ id, at: occasionAt }));
}
