import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import type { Dimension, ReportFilter } from './report.ts';

/** Where the value of a dimension stands, and its name for people. */
const grouped: Record<Dimension, { key: string; label: string; join?(query: Knex.QueryBuilder): void }> = {
  supportGroup: {
    key: 'i.support_group_id',
    label: 'g.name',
    join: (q) => void q.leftJoin('support_groups as g', 'g.id', 'i.support_group_id'),
  },
  service: { key: 'i.service_id', label: 's.name', join: (q) => void q.leftJoin('services as s', 's.id', 'i.service_id') },
  department: { key: 'r.department', label: 'r.department', join: (q) => void q.leftJoin('people as r', 'r.id', 'i.requester_id') },
  deviceModel: {
    key: "nullif(trim(coalesce(d.manufacturer, '') || ' ' || coalesce(d.model, '')), '')",
    label: "nullif(trim(coalesce(d.manufacturer, '') || ' ' || coalesce(d.model, '')), '')",
    join: (q) => void q.leftJoin('assets as d', 'd.id', 'i.asset_id'),
  },
  assignee: { key: 'i.assignee_id', label: 'a.name', join: (q) => void q.leftJoin('people as a', 'a.id', 'i.assignee_id') },
  priority: { key: 'i.priority', label: 'i.priority' },
  source: { key: 'i.source_type', label: 'i.source_type' },
};

/** The incidents that a report is about; one that was merged into another is the other's, not counted twice. */
export function incidentsOf(sql: Sql, filter: ReportFilter): Knex.QueryBuilder {
  const query = sql('incidents as i').whereNull('i.merged_into_id');
  if (filter.supportGroupId) query.where('i.support_group_id', filter.supportGroupId);
  if (filter.serviceId) query.where('i.service_id', filter.serviceId);
  if (filter.priority) query.where('i.priority', filter.priority);
  if (filter.department)
    query.whereIn('i.requester_id', (own) => void own.select('id').from('people').where({ department: filter.department }));
  return query;
}

/** Adds `key` and `label` of a dimension to what is selected; the caller groups by them with `groupByDimension`. */
export function selectDimension(sql: Sql, query: Knex.QueryBuilder, by: Dimension): Knex.QueryBuilder {
  const { key, label, join } = grouped[by];
  join?.(query);
  return query.select(sql.raw(`${key} as key`), sql.raw(`${label} as label`));
}

/** One row for each value of the dimension. */
export function groupByDimension(sql: Sql, query: Knex.QueryBuilder, by: Dimension): Knex.QueryBuilder {
  const { key, label } = grouped[by];
  return selectDimension(sql, query, by).groupByRaw(key === label ? key : `${key}, ${label}`);
}

/** How many rows meet a condition, as a column. */
export const countIf = (sql: Sql, condition: string, name: string, values: Array<string | Date> = []): Knex.Raw =>
  sql.raw(`sum(case when ${condition} then 1 else 0 end) as ${name}`, values as never);

/** The biggest first; what has no name last. */
export const byTotal = <T extends { label: string | null }>(rows: T[], sizeOf: (row: T) => number): T[] =>
  rows.sort(
    (a, b) => Number(a.label === null) - Number(b.label === null) || sizeOf(b) - sizeOf(a) || (a.label ?? '').localeCompare(b.label ?? ''),
  );
