import type { Knex } from 'knex';
import type { z } from 'zod';
import { snakeCase } from '../../db/rows.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, type SortColumn, toPage } from '../platform/keyset.ts';
import { whereMatches } from '../search/search.ts';
import { openStatuses, parseNumber, type Status } from './incident.ts';
import { isTechnician } from './incident-policy.ts';
import { joinedColumns, selectWithNames } from './incident-queries.ts';
import type { incidentQuery } from './incident-schemas.ts';
import { type IncidentListItem, type JoinedIncident, listItemOf } from './incident-view.ts';

export type IncidentFilter = z.output<typeof incidentQuery>;

const columns = [
  'id',
  'number',
  'title',
  'status',
  'priority',
  'impact',
  'urgency',
  'requesterId',
  'supportGroupId',
  'assigneeId',
  'serviceId',
  'assetId',
  'sourceType',
  'openedAt',
  'updatedAt',
  'acknowledgedAt',
  'responseDueAt',
  'responseMetAt',
  'responseBreachedAt',
  'resolutionDueAt',
  'resolutionMetAt',
  'resolutionBreachedAt',
  'nextDueAt',
  'pendingReason',
  'resumeAt',
  'resolvedAt',
  'closedAt',
  'version',
];

const columnsSelected = columns.map((column) => `i.${snakeCase(column)}`).join(', ');

/** The columns that each order goes by; every one has an index that begins so. */
const orders: Record<string, string[]> = {
  openedAt: ['openedAt'],
  updatedAt: ['updatedAt'],
  dueAt: ['nextDueAt'],
  priority: ['priority', 'nextDueAt'],
  number: ['number'],
};

/** A page of incidents that the actor may see, in one read whatever it holds. */
export async function listIncidents(
  ctx: Context,
  actor: Actor,
  filter: IncidentFilter,
): Promise<{ items: IncidentListItem[]; nextCursor: string | null }> {
  const order = orderOf(filter.sort);
  const now = ctx.clock();
  const query = selectWithNames(ctx.db.sql, columnsSelected).limit(filter.limit + 1);
  whereVisible(query, actor, 'i');
  whereStatus(query, filter.status, filter.sort);
  whereReferences(query, actor, filter);
  if (filter.priority) query.whereIn('i.priority', filter.priority);
  if (filter.overdue === true) query.where({ 'i.isOpen': true }).where('i.nextDueAt', '<', now);
  if (filter.overdue === false) query.where('i.nextDueAt', '>=', now);
  whereWords(ctx, query, actor, filter.q);
  const rows = await ctx.db.dialect.readMany<JoinedIncident>(ctx.db.sql, afterCursor(query, order, filter.cursor), [
    ...columns,
    ...joinedColumns,
  ]);
  const page = toPage(rows, filter.limit, (row) =>
    order.map(({ column }) => row[column.slice('i.'.length) as keyof JoinedIncident] as string | number | Date),
  );
  return { items: page.items.map((row) => listItemOf(row, now)), nextCursor: page.nextCursor };
}

function orderOf(sort: string): SortColumn[] {
  const isReversed = sort.startsWith('-');
  const direction = isReversed ? 'desc' : 'asc';
  const names = orders[isReversed ? sort.slice(1) : sort] ?? ['openedAt'];
  return [...names, 'id'].map((name) => ({ column: `i.${name}`, direction }));
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

/** Open or not is a column of its own, so that the common lists need no union over statuses. */
function whereStatus(query: Knex.QueryBuilder, statuses: Status[] | undefined, sort: string): void {
  if (!statuses) return;
  const wanted = [...new Set(statuses)];
  const open = wanted.filter((status) => openStatuses.includes(status));
  const isAllOpen = open.length === openStatuses.length && wanted.length === open.length;
  // One status has indexes of its own in these orders; a second condition would lead the database past them.
  if (wanted.length === 1 && /openedAt|dueAt/.test(sort)) return void query.where('i.status', wanted[0]);
  if (open.length === wanted.length) query.where('i.isOpen', true);
  if (open.length === 0) query.where('i.isOpen', false);
  if (!isAllOpen) query.whereIn('i.status', wanted);
}

function whereReferences(query: Knex.QueryBuilder, actor: Actor, filter: IncidentFilter): void {
  const { supportGroupId, assigneeId, requesterId, assetId, serviceId } = filter;
  const me = (value: string): string => (value === 'me' ? (actor.id ?? '') : value);
  if (supportGroupId === 'mine') query.whereIn('i.supportGroupId', [...actor.supportGroupIds]);
  else if (supportGroupId) query.where('i.supportGroupId', supportGroupId);
  if (assigneeId === 'none') query.whereNull('i.assigneeId');
  else if (assigneeId) query.where('i.assigneeId', me(assigneeId));
  if (requesterId) query.where('i.requesterId', me(requesterId));
  if (assetId) query.where('i.assetId', assetId);
  if (serviceId) query.where('i.serviceId', serviceId);
}

/** Words, or a number as people write it: `INC-1042` finds that one alone. */
function whereWords(ctx: Context, query: Knex.QueryBuilder, actor: Actor, q: string | undefined): void {
  if (!q) return;
  const number = /^\s*INC-/i.test(q) ? parseNumber(q) : null;
  if (number !== null) query.where('i.number', number);
  else whereMatches(ctx.db.sql, query, 'i.id', q, { type: 'incident', withInternal: isTechnician(actor) });
}
