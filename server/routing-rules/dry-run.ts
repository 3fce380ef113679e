import type { z } from 'zod';
import { pastEvents } from '../incidents/event-queries.ts';
import { incidentRefs } from '../incidents/incident-queries.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { changesOf } from './changes-of.ts';
import { incidentsOfRule } from './match-incidents.ts';
import { isByDoer, isRuleActor, type RuleEvent, type Trigger } from './rule.ts';
import type { dryRun, dryRunAnswer } from './rule-schemas.ts';
import { afterMs, occasionColumn } from './sweep-time-rules.ts';

type Draft = z.output<typeof dryRun>;

interface Occasion {
  incidentId: string;
  event: RuleEvent | null;
  at: Date;
}

const usualMs = 30 * 86_400_000;
const mostOccasions = 5000;
const shown = 50;

/**
 * What a rule would have done in the past, 30 days unless told, changing nothing. Filters look at incidents as they are today:
 * a status or group that has changed since is not what it was then.
 */
export async function dryRunRule(ctx: Context, draft: Draft): Promise<z.output<typeof dryRunAnswer>> {
  const to = draft.to ?? ctx.clock();
  const from = draft.from ?? new Date(to.getTime() - usualMs);
  if (from >= to) throw invalid('/from', 'must be before the end');
  const found = await occasionsOf(ctx, draft, from, to);
  const occasions = found.slice(0, mostOccasions);
  const matching = await matchingIds(ctx, draft, occasions);
  const matched = occasions.filter(({ incidentId }) => matching.has(incidentId));
  const items = await itemsOf(ctx, draft, matched.slice(0, shown));
  return { from, to, occasions: occasions.length, matched: matched.length, isCut: found.length > mostOccasions, items };
}

async function occasionsOf(ctx: Context, { trigger, filters }: Draft, from: Date, to: Date): Promise<Occasion[]> {
  if (trigger.type === 'time') return instantsOf(ctx, trigger, filters, from, to);
  const events = await pastEvents(ctx.db.sql, trigger.events, from, to, mostOccasions + 1);
  return events
    .filter((event) => !isRuleActor({ id: event.actorId, name: event.actorName }) && isByDoer(trigger.by, event.actorId, event.requesterId))
    .map(({ incidentId, kind, happenedAt }) => ({ incidentId, event: kind as RuleEvent, at: happenedAt }));
}

async function instantsOf(
  ctx: Context,
  trigger: Extract<Trigger, { type: 'time' }>,
  filters: Record<string, string>,
  from: Date,
  to: Date,
): Promise<Occasion[]> {
  const column = occasionColumn(trigger);
  const shift = afterMs(trigger);
  const rows: Array<{ id: string; occasionAt: Date }> = await incidentsOfRule(ctx, { filters })
    .select('i.id', `${column} as occasion_at`)
    .where(column, '>=', new Date(from.getTime() - shift))
    .where(column, '<', new Date(to.getTime() - shift))
    .orderBy(column, 'desc')
    .limit(mostOccasions + 1);
  return rows.map(({ id, occasionAt }) => ({ incidentId: id, event: null, at: new Date(occasionAt.getTime() + shift) }));
}

async function matchingIds(ctx: Context, draft: Draft, occasions: Occasion[]): Promise<Set<string>> {
  const ids = [...new Set(occasions.map(({ incidentId }) => incidentId))];
  const matching = new Set<string>();
  for (let start = 0; start < ids.length; start += 500) {
    const rows: Array<{ id: string }> = await incidentsOfRule(ctx, draft)
      .select('i.id')
      .whereIn('i.id', ids.slice(start, start + 500));
    for (const { id } of rows) matching.add(id);
  }
  return matching;
}

async function itemsOf(ctx: Context, { actions }: Draft, matched: Occasion[]) {
  const ids = matched.map(({ incidentId }) => incidentId);
  const refs = await incidentRefs(ctx.db.sql, ids);
  const changes = await changesOf(ctx, actions, ids);
  return matched.flatMap(({ incidentId, event, at }) => {
    const incident = refs.get(incidentId);
    return incident ? [{ incident, at, event, changes: changes.get(incidentId) ?? [] }] : [];
  });
}
