import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { remembered } from '../auth/remember.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { whereMatches } from '../search/search.ts';
import { noDueAt, openStatuses, parseNumber, type Status } from './incident.ts';
import type { IncidentFilters } from './incident-filter-schemas.ts';
import { isTechnician } from './incident-policy.ts';
import { tidyTags } from './tag.ts';
import { needsZone, resolveTimeRange, type TimeRange } from './time-range.ts';

/** Who asks, and when and where: `me`, `mine` and `today` mean something else for everybody. */
export interface Asker {
  actor: Actor;
  now: Date;
  timeZone: string;
}

const ranges = { opened: 'openedAt', updated: 'updatedAt', due: 'nextDueAt', resolved: 'resolvedAt' } as const;
type RangeName = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as RangeName[];

/** Who asks, with the time zone looked up where the filters need it. */
export async function askerOf(ctx: Context, actor: Actor, filters: IncidentFilters): Promise<Asker> {
  const needs = rangeNames.some((name) => filters[name] && needsZone(filters[name] as TimeRange));
  return { actor, now: ctx.clock(), timeZone: needs ? await timeZoneOf(ctx, actor) : 'UTC' };
}

/** The time zone that the actor lives in. */
export async function timeZoneOf(ctx: Context, actor: Actor): Promise<string> {
  const { id } = actor;
  if (id === null) return 'UTC';
  return remembered(ctx.db, `zone ${id}`, async () => (await findPerson(ctx.db.sql, id))?.timeZone ?? 'UTC');
}

/** Leaves an employee only what they asked for and what they watch. */
export function whereVisible(query: Knex.QueryBuilder, actor: Actor, table: string): void {
  if (isTechnician(actor)) return;
  const personId = actor.id ?? '';
  query.where((any) =>
    any
      .where(`${table}.requesterId`, personId)
      .orWhereIn(`${table}.id`, (watched) => void watched.select('incidentId').from('incidentWatchers').where({ personId })),
  );
}

/**
 * Narrows a query of incidents (`i`) to what the filters mean for who asks. `order` is the column that the list goes by,
 * null when it is only counted.
 */
export function whereFilters(ctx: Context, query: Knex.QueryBuilder, asker: Asker, filters: IncidentFilters, order: string | null): void {
  const { actor } = asker;
  whereVisible(query, actor, 'i');
  // These leave so few that no other index should be thought of.
  if (filters.requesterId || filters.assetId || filters.id) whereAny(query, 'i.status', filters.status);
  else whereStatus(query, filters.status, order);
  whereColumns(query, asker, filters);
  whereTimes(query, asker, filters);
  if (filters.watching !== undefined) whereWatching(query, actor, filters.watching);
  whereTags(query, filters.tag);
  whereDepartments(query, filters.department);
  whereWords(ctx, query, actor, filters.q);
}

/** Orders in which one status alone has an index. */
const ordersOfStatus = new Set([null, 'openedAt', 'updatedAt', 'dueAt', 'status']);

/** Open or not is a column of its own, so that the common lists need no union over statuses. */
function whereStatus(query: Knex.QueryBuilder, wanted: Status[] | undefined, order: string | null): void {
  if (!wanted) return;
  const open = wanted.filter((status) => openStatuses.includes(status));
  const isAllOpen = open.length === openStatuses.length && wanted.length === open.length;
  // One status has indexes of its own in these orders; a second condition would lead the database past them.
  if (wanted.length === 1 && ordersOfStatus.has(order)) return void query.where('i.status', wanted[0]);
  if (open.length === wanted.length) query.where('i.isOpen', true);
  if (open.length === 0) query.where('i.isOpen', false);
  if (!isAllOpen) query.whereIn('i.status', wanted);
}

function whereColumns(query: Knex.QueryBuilder, { actor }: Asker, filters: IncidentFilters): void {
  const me = (value: string): string[] => [value === 'me' ? (actor.id ?? '') : value];
  const mine = (value: string): string[] => (value === 'mine' ? [...actor.supportGroupIds] : [value]);
  whereAny(query, 'i.id', filters.id);
  whereAny(query, 'i.priority', filters.priority);
  whereAny(query, 'i.impact', filters.impact);
  whereAny(query, 'i.urgency', filters.urgency);
  whereAny(query, 'i.sourceType', filters.source);
  whereAny(query, 'i.supportGroupId', filters.supportGroupId, mine);
  whereAny(query, 'i.assigneeId', filters.assigneeId, me);
  whereAny(query, 'i.requesterId', filters.requesterId, me);
  whereAny(query, 'i.serviceId', filters.serviceId);
  whereAny(query, 'i.assetId', filters.assetId);
}

function whereAny(
  query: Knex.QueryBuilder,
  column: string,
  values: string[] | undefined,
  meaning: (value: string) => string[] = (value) => [value],
): void {
  if (!values) return;
  const known = [...new Set(values.filter((value) => value !== 'none').flatMap(meaning))];
  if (values.includes('none')) {
    if (known.length === 0) query.whereNull(column);
    else query.where((any) => any.whereNull(column).orWhereIn(column, known));
  } else if (known.length === 1) query.where(column, known[0]);
  else query.whereIn(column, known);
}

function whereTimes(query: Knex.QueryBuilder, { now, timeZone }: Asker, filters: IncidentFilters): void {
  for (const name of rangeNames) {
    const range = filters[name];
    if (!range) continue;
    const { from, to } = resolveTimeRange(range, now, timeZone);
    const column = `i.${ranges[name]}`;
    if (from) query.where(column, '>=', from);
    if (to) query.where(column, '<', to);
    if (name === 'resolved') query.whereNotNull(column);
    if (name === 'due' && !to) query.where(column, '<', noDueAt);
  }
  if (filters.overdue === true) query.where('i.isOpen', true).where('i.nextDueAt', '<', now);
  if (filters.overdue === false) query.where('i.nextDueAt', '>=', now);
}

function whereWatching(query: Knex.QueryBuilder, actor: Actor, wanted: boolean): void {
  const watched = (part: Knex.QueryBuilder) =>
    void part
      .select('incidentId')
      .from('incidentWatchers')
      .where({ personId: actor.id ?? '' });
  if (wanted) query.whereIn('i.id', watched);
  else query.whereNotIn('i.id', watched);
}

function whereTags(query: Knex.QueryBuilder, tags: string[] | undefined): void {
  if (!tags) return;
  query.whereIn('i.id', (tagged) => void tagged.select('incidentId').from('incidentTags').whereIn('tag', tidyTags(tags)));
}

function whereDepartments(query: Knex.QueryBuilder, departments: string[] | undefined): void {
  if (!departments) return;
  query.whereIn('i.requesterId', (people) => void people.select('id').from('people').whereIn('department', departments));
}

/** Words, or a number as people write it: `INC-1042` finds that one alone. */
function whereWords(ctx: Context, query: Knex.QueryBuilder, actor: Actor, q: string | undefined): void {
  if (!q) return;
  const number = /^\s*INC-/i.test(q) ? parseNumber(q) : null;
  if (number !== null) query.where('i.number', number);
  else whereMatches(ctx.db.sql, query, 'i.id', q, { type: 'incident', withInternal: isTechnician(actor) });
}

/** A query of the incidents (`i`) that match, without columns and order. */
export function matchingIncidents(ctx: Context, sql: Sql, asker: Asker, filters: IncidentFilters): Knex.QueryBuilder {
  const query = sql('incidents as i');
  whereFilters(ctx, query, asker, filters, null);
  return query;
}
