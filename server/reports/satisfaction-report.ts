import type { Sql } from '../../db/connection.ts';
import { byTotal, countIf, groupByDimension, incidentsOf } from './incident-facts.ts';
import { type Cell, type Column, type Dimension, type Report, type ReportFilter, shareOf } from './report.ts';
import type { Span } from './target-report.ts';

const columns: Column[] = [
  { key: 'asked', kind: 'count' },
  { key: 'rated', kind: 'count' },
  { key: 'ratedShare', kind: 'share' },
  { key: 'satisfiedShare', kind: 'share' },
  { key: 'averageRating', kind: 'count' },
];

interface Row {
  key: string | null;
  label: string | null;
  asked: number;
  rated: number;
  content: number;
  total: number | null;
}

/** Who was asked in a span how content they are, who answered, and how; content is 4 or 5 of 5. */
export async function satisfactionReport(sql: Sql, by: Dimension, filter: ReportFilter, span: Span): Promise<Report> {
  const query = incidentsOf(sql, filter)
    .join('satisfaction_requests as q', 'q.incident_id', 'i.id')
    .where('q.asked_at', '>=', span.from)
    .where('q.asked_at', '<', span.to)
    .select(sql.raw('count(*) as asked'), sql.raw('count(q.rating) as rated'), sql.raw('sum(q.rating) as total'))
    .select(countIf(sql, 'q.rating >= 4', 'content'));
  const found: Row[] = await groupByDimension(sql, query, by);
  const rows = byTotal(found, ({ asked }) => Number(asked)).map((row) => ({ key: row.key, label: row.label, cells: cellsOf([row]) }));
  return { name: 'satisfaction', ...span, columns, rows, total: cellsOf(found) };
}

function cellsOf(rows: Row[]): Cell[] {
  const sum = (of: (row: Row) => number | null): number => rows.reduce((all, row) => all + Number(of(row) ?? 0), 0);
  const [asked, rated] = [sum((row) => row.asked), sum((row) => row.rated)];
  return [
    asked,
    rated,
    shareOf(rated, asked),
    shareOf(
      sum((row) => row.content),
      rated,
    ),
    shareOf(
      sum((row) => row.total),
      rated,
    ),
  ];
}
