import type { Sql } from '../../db/connection.ts';
import { byTotal, countIf, groupByDimension, incidentsOf } from './incident-facts.ts';
import type { Cell, Column, Dimension, Report, ReportFilter } from './report.ts';

const dayMs = 86_400_000;
/** Ages at which an incident changes its column, in days. */
const ages = [1, 3, 7, 30];

const columns: Column[] = ['open', 'underDay', 'underThreeDays', 'underWeek', 'underMonth', 'older', 'overdue', 'unassigned'].map(
  (key) => ({
    key,
    kind: 'count' as const,
  }),
);

interface Row {
  key: string | null;
  label: string | null;
  open: number;
  overdue: number;
  unassigned: number;
  within0: number;
  within1: number;
  within2: number;
  within3: number;
}

/** Open incidents now, by age; what is overdue and what nobody works on. */
export async function backlogReport(sql: Sql, by: Dimension, filter: ReportFilter, now: Date): Promise<Report> {
  const query = incidentsOf(sql, filter).where('i.is_open', true);
  query.select(
    sql.raw('count(*) as open'),
    countIf(sql, 'i.next_due_at < ?', 'overdue', [now]),
    countIf(sql, 'i.assignee_id is null', 'unassigned'),
    ...ages.map((days, i) => countIf(sql, 'i.opened_at > ?', `within${i}`, [new Date(now.getTime() - days * dayMs)])),
  );
  const rows: Row[] = await groupByDimension(sql, query, by);
  const sorted = byTotal(rows, (row) => Number(row.open)).map((row) => ({ key: row.key, label: row.label, cells: cellsOf(row) }));
  return { name: 'backlog', from: null, to: now, columns, rows: sorted, total: sumOf(sorted.map(({ cells }) => cells)) };
}

function cellsOf(row: Row): Cell[] {
  const open = Number(row.open);
  const within = [row.within0, row.within1, row.within2, row.within3].map(Number);
  const perAge = [...within, open].map((count, i) => count - (within[i - 1] ?? 0));
  return [open, ...perAge, Number(row.overdue), Number(row.unassigned)];
}

/** The sums of columns that are counts. */
export const sumOf = (rows: Cell[][]): Cell[] => (rows[0] ?? []).map((_, i) => rows.reduce((sum, row) => sum + Number(row[i]), 0));
