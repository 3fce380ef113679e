import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { supportGroupsOf } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { whereVisible } from './filter-incidents.ts';

/** Nobody reads "1,273" in a sidebar; counting stops here, so that it costs the same however many there are. */
const countedTo = 1000;

export interface IncidentCounts {
  open: number;
  unassigned: number;
  mine: number;
  myGroups: number;
  overdue: number;
  supportGroups: Array<{ id: string; name: string; open: number }>;
  limit: number;
}

type Narrow = (query: Knex.QueryBuilder) => void;

/** How many open incidents each queue of the actor holds, in one bounded read of indexes alone. */
export async function countIncidents(ctx: Context, actor: Actor): Promise<IncidentCounts> {
  const { sql } = ctx.db;
  const now = ctx.clock();
  const groups = actor.id ? await supportGroupsOf(sql, actor.id) : [];
  const groupIds = groups.map(({ id }) => id);
  const narrows: Record<string, Narrow> = {
    open: () => {},
    unassigned: (query) => void query.whereNull('i.assigneeId'),
    mine: (query) => void query.where('i.assigneeId', actor.id ?? ''),
    myGroups: (query) => void query.whereIn('i.supportGroupId', groupIds),
    overdue: (query) => void query.where('i.nextDueAt', '<', now),
    ...Object.fromEntries(groupIds.slice(0, 30).map((id): [string, Narrow] => [id, (query) => void query.where('i.supportGroupId', id)])),
  };
  const counts = await countAll(sql, actor, narrows);
  const countOf = (name: string): number => counts.get(name) ?? 0;
  return {
    open: countOf('open'),
    unassigned: countOf('unassigned'),
    mine: countOf('mine'),
    myGroups: countOf('myGroups'),
    overdue: countOf('overdue'),
    supportGroups: groups.map(({ id, name }) => ({ id, name, open: countOf(id) })),
    limit: countedTo,
  };
}

async function countAll(sql: Sql, actor: Actor, narrows: Record<string, Narrow>): Promise<Map<string, number>> {
  const parts = Object.entries(narrows).map(([name, narrow]) => {
    const some = sql('incidents as i').select(sql.raw('1 as one')).where({ 'i.isOpen': true }).limit(countedTo);
    whereVisible(some, actor, 'i');
    narrow(some);
    return sql.from(some.as('some')).select(sql.raw('? as name', [name]), sql.raw('count(*) as count'));
  });
  const rows: Array<{ name: string; count: number }> = await sql.unionAll(parts);
  return new Map(rows.map(({ name, count }) => [name, Number(count)]));
}
