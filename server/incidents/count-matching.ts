import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import type { Context } from '../platform/context.ts';
import type { LiveEvent } from '../platform/live.ts';
import { type Asker, matchingIncidents, rangeNames } from './filter-incidents.ts';
import { isOpen, openStatuses, type Status, statuses } from './incident.ts';
import type { IncidentFilters } from './incident-filter-schemas.ts';
import { movesWithTime, needsZone } from './time-range.ts';

/** Nobody reads "1,273" in a sidebar; counting stops here, so that it costs the same however many there are. */
export const countedTo = 1000;

/** A count that time alone changes is this old at the most; one that only events change is counted anew this often, in case one was lost. */
const timedAgeMs = 1000;
const settledAgeMs = 30_000;
const mostKept = 5000;
/** Parts of one statement; several statements are counted side by side. */
const atOnce = 8;

export interface Counting {
  asker: Asker;
  filters: IncidentFilters;
}

interface Counter extends Counting {
  count: number;
  /** What has to change of an incident for it to come in or go; null: anything. */
  fields: Set<string> | null;
  maxAgeMs: number;
  isStale: boolean;
  countedFor: number;
  pending: Promise<void> | null;
}

const memories = new WeakMap<Database, Map<string, Counter>>();

function memoryOf(ctx: Context): Map<string, Counter> {
  let memory = memories.get(ctx.db);
  if (!memory) {
    const made = new Map<string, Counter>();
    ctx.live.subscribe((event) => markStale(made, event));
    memories.set(ctx.db, made);
    memory = made;
  }
  return memory;
}

/**
 * How many incidents match each of these, up to `countedTo`. Everybody who asks for the same shares one count; it is
 * counted anew once an incident has changed in something that it looks at, and then once for all who wait.
 */
export async function countMatching(ctx: Context, countings: Counting[]): Promise<number[]> {
  const memory = memoryOf(ctx);
  if (memory.size > mostKept) memory.clear();
  const counters = countings.map((counting) => counterFor(memory, counting));
  const now = ctx.clock().getTime();
  const old = counters.filter((counter) => isOld(counter, now));
  // A count that began before we came may not know of what we ask about.
  await Promise.allSettled(old.map(({ pending }) => pending));
  const idle = [...new Set(old)].filter((counter) => isOld(counter, now) && !counter.pending);
  for (let i = 0; i < idle.length; i += atOnce) begin(ctx, idle.slice(i, i + atOnce), now);
  await Promise.all(counters.map(({ pending }) => pending));
  return counters.map(({ count }) => count);
}

const isOld = ({ isStale, countedFor, maxAgeMs }: Counter, now: number): boolean => isStale || Math.abs(now - countedFor) > maxAgeMs;

function counterFor(memory: Map<string, Counter>, counting: Counting): Counter {
  const key = keyOf(counting);
  const known = memory.get(key);
  if (known) {
    // Day words mean another day tomorrow: who asks last says what day it is.
    known.asker = counting.asker;
    return known;
  }
  const isTimed = counting.filters.overdue !== undefined || rangesOf(counting.filters).some(movesWithTime);
  const made: Counter = {
    ...counting,
    count: 0,
    fields: fieldsOf(counting.filters),
    maxAgeMs: isTimed ? timedAgeMs : settledAgeMs,
    isStale: true,
    countedFor: 0,
    pending: null,
  };
  memory.set(key, made);
  return made;
}

const rangesOf = (filters: IncidentFilters) => rangeNames.flatMap((name) => filters[name] ?? []);

/** The same key for the same question: who asks belongs to it only where the answer depends on it. */
function keyOf({ asker, filters }: Counting): string {
  const { actor, now, timeZone } = asker;
  const saysMe = filters.watching !== undefined || [filters.assigneeId, filters.requesterId].some((ids) => ids?.includes('me'));
  const saysMine = filters.supportGroupId?.includes('mine');
  const zone = rangesOf(filters).some(needsZone) ? `${timeZone} ${now.toLocaleDateString('sv', { timeZone })}` : null;
  return JSON.stringify([filters, saysMe && actor.id, saysMine && actor.supportGroupIds, zone]);
}

/** The names under which a live event tells what a filter looks at. */
const fieldOfFilter: Partial<Record<keyof IncidentFilters, string[]>> = {
  status: ['status'],
  priority: ['priority'],
  impact: ['impact'],
  urgency: ['urgency'],
  source: [],
  supportGroupId: ['supportGroup'],
  assigneeId: ['assignee'],
  requesterId: ['requester'],
  department: ['requester'],
  serviceId: ['service'],
  assetId: ['asset'],
  tag: ['tags'],
  opened: [],
  due: ['dueAt'],
  overdue: ['dueAt', 'isOpen'],
  resolved: ['status'],
};

function fieldsOf(filters: IncidentFilters): Set<string> | null {
  const names = Object.keys(filters) as Array<keyof IncidentFilters>;
  const fields = names.map((name) => {
    if (filters[name] === undefined) return [];
    // "All that is open", or all that is not, does not look at which status it is.
    if (name === 'status' && isWholeSide(filters.status ?? [])) return ['isOpen'];
    return fieldOfFilter[name];
  });
  return fields.includes(undefined) ? null : new Set(fields.flatMap((each) => each ?? []));
}

const isWholeSide = (wanted: Status[]): boolean =>
  [openStatuses, statuses.filter((status) => !isOpen(status))].some(
    (side) => side.length === wanted.length && side.every((status) => wanted.includes(status)),
  );

function markStale(memory: Map<string, Counter>, { type, data }: LiveEvent): void {
  if (!type.startsWith('incident.')) return;
  const changed = Array.isArray(data?.['fields']) ? (data['fields'] as string[]) : null;
  for (const counter of memory.values()) {
    if (!changed || !counter.fields || changed.some((field) => counter.fields?.has(field))) counter.isStale = true;
  }
}

function begin(ctx: Context, counters: Counter[], now: number): void {
  const run = count(ctx, counters).finally(() => {
    for (const counter of counters) counter.pending = null;
  });
  for (const counter of counters) Object.assign(counter, { isStale: false, countedFor: now, pending: run });
}

async function count(ctx: Context, counters: Counter[]): Promise<void> {
  const { sql } = ctx.db;
  const parts = counters.map(({ asker, filters }, index): Knex.QueryBuilder => {
    const some = matchingIncidents(ctx, sql, asker, filters).select(sql.raw('1 as one')).limit(countedTo);
    return sql.from(some.as('some')).select(sql.raw(`${index} as place`), sql.raw('count(*) as count'));
  });
  try {
    const [first, ...rest] = parts as [Knex.QueryBuilder, ...Knex.QueryBuilder[]];
    const rows: Array<{ place: number; count: number }> = await (rest.length > 0 ? first.unionAll(rest) : first);
    for (const row of rows) (counters[row.place] as Counter).count = Number(row.count);
  } catch (error) {
    for (const counter of counters) counter.isStale = true;
    throw error;
  }
}
