import { supportGroupsOf } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { countedTo, countMatching } from './count-matching.ts';
import { askerOf, matchingIncidents } from './filter-incidents.ts';
import { openStatuses } from './incident.ts';
import type { IncidentFilters } from './incident-filter-schemas.ts';

export interface IncidentCounts {
  open: number;
  unassigned: number;
  mine: number;
  myGroups: number;
  overdue: number;
  supportGroups: Array<{ id: string; name: string; open: number }>;
  limit: number;
}

const mostGroups = 30;

/** How many open incidents each queue of the actor holds, counted to `limit` at the most. */
export async function countIncidents(ctx: Context, actor: Actor): Promise<IncidentCounts> {
  const groups = (actor.id ? await supportGroupsOf(ctx.db.sql, actor.id) : []).slice(0, mostGroups);
  const ids = groups.map(({ id }) => id);
  const open: IncidentFilters = { status: [...openStatuses] };
  const wanted: IncidentFilters[] = [
    open,
    { ...open, assigneeId: ['none'] },
    { ...open, assigneeId: ['me'] },
    { ...open, supportGroupId: ids.length > 0 ? ids : ['mine'] },
    { ...open, overdue: true },
    ...ids.map((id) => ({ ...open, supportGroupId: [id] })),
  ];
  const asker = await askerOf(ctx, actor, {});
  const [all, unassigned, mine, myGroups, overdue, ...each] = await countMatching(
    ctx,
    wanted.map((filters) => ({ asker, filters })),
  );
  return {
    open: all ?? 0,
    unassigned: unassigned ?? 0,
    mine: mine ?? 0,
    myGroups: myGroups ?? 0,
    overdue: overdue ?? 0,
    supportGroups: groups.map(({ id, name }, index) => ({ id, name, open: each[index] ?? 0 })),
    limit: countedTo,
  };
}

/** How many incidents match, up to `limit`; for who is about to act on all of them. */
export async function countThese(ctx: Context, actor: Actor, filters: IncidentFilters, limit: number): Promise<number> {
  const { sql } = ctx.db;
  const some = matchingIncidents(ctx, sql, await askerOf(ctx, actor, filters), filters)
    .select(sql.raw('1 as one'))
    .limit(limit);
  const [row] = await sql.from(some.as('some')).select(sql.raw('count(*) as count'));
  return Number(row.count);
}
