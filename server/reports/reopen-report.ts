import type { Sql } from '../../db/connection.ts';
import { byTotal, countIf, groupByDimension, incidentsOf } from './incident-facts.ts';
import { type Column, type Dimension, type Report, type ReportFilter, shareOf } from './report.ts';
import type { Span } from './target-report.ts';

const columns: Column[] = [
  { key: 'resolutions', kind: 'count' },
  { key: 'reopenings', kind: 'count' },
  { key: 'reopenShare', kind: 'share' },
];

/** How often incidents were resolved in a span and how often people said that they were not. */
export async function reopenReport(sql: Sql, by: Dimension, filter: ReportFilter, span: Span): Promise<Report> {
  const query = incidentsOf(sql, filter)
    .join('incident_events as e', 'e.incident_id', 'i.id')
    .whereRaw("e.kind in ('resolved', 'reopened') and e.kind in ('resolved', 'reopened', 'cancelled')")
    .where('e.happened_at', '>=', span.from)
    .where('e.happened_at', '<', span.to)
    .select(countIf(sql, "e.kind = 'resolved'", 'resolutions'), countIf(sql, "e.kind = 'reopened'", 'reopenings'));
  const found: Array<{ key: string | null; label: string | null; resolutions: number; reopenings: number }> = await groupByDimension(
    sql,
    query,
    by,
  );
  const rows = byTotal(found, (row) => Number(row.resolutions)).map((row) => ({
    key: row.key,
    label: row.label,
    cells: cellsOf(Number(row.resolutions), Number(row.reopenings)),
  }));
  const sum = (i: number): number => rows.reduce((all, { cells }) => all + Number(cells[i]), 0);
  return { name: 'reopened', ...span, columns, rows, total: cellsOf(sum(0), sum(1)) };
}

const cellsOf = (resolutions: number, reopenings: number) => [resolutions, reopenings, shareOf(reopenings, resolutions)];
