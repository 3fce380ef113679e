import type { Knex } from 'knex';
import { matchingIncidents } from '../incidents/filter-incidents.ts';
import { incidentFilters } from '../incidents/incident-filter-schemas.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { RoutingRule } from './rule.ts';

/** The incidents (`i`) that a rule's filters let through, as they are now; days are those of UTC. */
export function incidentsOfRule(ctx: Context, { filters }: Pick<RoutingRule, 'filters'>): Knex.QueryBuilder {
  const asker = { actor: systemActor, now: ctx.clock(), timeZone: 'UTC' };
  return matchingIncidents(ctx, ctx.db.sql, asker, incidentFilters.parse(filters));
}

/** True when the incident is one that the rule is about. */
export async function matchesRule(ctx: Context, rule: Pick<RoutingRule, 'filters'>, incidentId: string): Promise<boolean> {
  return (await incidentsOfRule(ctx, rule).select('i.id').where('i.id', incidentId).first()) !== undefined;
}
