import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { snakeCase } from '../../db/rows.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { countChildren, parentIdOf } from './family-store.ts';
import { type Incident, numberText, type Priority, parseNumber, type Status } from './incident.ts';
import { maySee } from './incident-policy.ts';
import { findIncidentRow, findOpenRowByKey } from './incident-store.ts';
import { answerOf, type IncidentAnswer, type JoinedIncidentPage } from './incident-view.ts';

/** The incident with this id or number, or null. Whether the caller may see it is not asked. */
export const findIncident = (sql: Sql, idOrNumber: string): Promise<Incident | null> => findIncidentRow(sql, idOrNumber);

/** The open incident that was filed with this `source.key`, or null. */
export const findOpenIncidentByKey = (sql: Sql, key: string): Promise<Incident | null> => findOpenRowByKey(sql, key);

/** The incident above this one, or null. */
export const parentOf = (sql: Sql, incidentId: string): Promise<string | null> => parentIdOf(sql, incidentId);

/** How many children an incident has, and how many of them are open. */
export const familySize = (sql: Sql, incidentId: string): Promise<{ total: number; open: number }> => countChildren(sql, incidentId);

export interface IncidentRef {
  id: string;
  number: string;
  title: string;
  status: Status;
  priority: Priority;
}

/** How other things mention these incidents, by id; unknown ids and nulls are left out. */
export async function incidentRefs(sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, IncidentRef>> {
  const wanted = [...new Set([...ids].filter((id) => id != null))];
  if (wanted.length === 0) return new Map();
  const rows: Array<Omit<IncidentRef, 'number'> & { number: number }> = await sql('incidents')
    .select('id', 'number', 'title', 'status', 'priority')
    .whereIn('id', wanted);
  return new Map(rows.map((row) => [row.id, { ...row, number: numberText(row.number) }]));
}

const namesJoined = {
  requesterName: 'requester.name',
  requesterEmail: 'requester.email',
  assigneeName: 'assignee.name',
  assigneeEmail: 'assignee.email',
  supportGroupName: 'grp.name',
  serviceName: 'service.name',
  assetTag: 'asset.tag',
  assetName: 'asset.name',
  assetKind: 'asset.kind',
};

// As text, because building these by the query builder took longer than asking the database.
const namesSelected = Object.entries(namesJoined)
  .map(([name, column]) => `${column} as ${snakeCase(name)}`)
  .join(', ');
const tablesJoined = `
  left join people as requester on requester.id = i.requester_id
  left join people as assignee on assignee.id = i.assignee_id
  left join support_groups as grp on grp.id = i.support_group_id
  left join services as service on service.id = i.service_id
  left join assets as asset on asset.id = i.asset_id`;

/** Reads these columns of incidents (`i`) with the names of what they refer to: one read for all kinds of reference. */
export const selectWithNames = (sql: Sql, columns: string): Knex.QueryBuilder =>
  sql('incidents as i')
    .select(sql.raw(`${columns}, ${namesSelected}`))
    .joinRaw(tablesJoined);

/** One incident as its page shows it to the actor; 404 when it does not exist or the actor may not see it. */
export async function readIncident(ctx: Context, actor: Actor, idOrNumber: string): Promise<IncidentAnswer> {
  const { sql } = ctx.db;
  const number = parseNumber(idOrNumber);
  const row: (JoinedIncidentPage & { watcherId: string | null }) | undefined = await selectWithNames(sql, 'i.*')
    .leftJoin('people as resolver', 'resolver.id', 'i.resolvedById')
    .leftJoin('incidents as target', 'target.id', 'i.mergedIntoId')
    .leftJoin('incidentWatchers as watcher', (join) =>
      join.on('watcher.incidentId', 'i.id').andOn('watcher.personId', sql.raw('?', [actor.id ?? ''])),
    )
    .select({
      resolvedByName: 'resolver.name',
      resolvedByEmail: 'resolver.email',
      mergedIntoNumber: 'target.number',
      watcherId: 'watcher.personId',
    })
    .where(number === null ? { 'i.id': idOrNumber } : { 'i.number': number })
    .first();
  const isVisible = row && maySee(actor, row, row.watcherId !== null);
  if (!isVisible) throw notFound('incident');
  return answerOf(row, actor, ctx.clock(), row.watcherId !== null);
}

/** The comments of these incidents that came by mail or from a program, with their words; 500 at the most. */
export async function mailCommentsOf(sql: Sql, incidentIds: string[]): Promise<Array<{ id: string; body: string }>> {
  return sql('incidentComments')
    .select('id', 'body')
    .whereIn('incidentId', incidentIds)
    .whereIn('origin', ['mail', 'automatic'])
    .whereNull('deletedAt')
    .orderBy('id')
    .limit(500);
}
