import type { Sql } from '../../db/connection.ts';
import { countIf, incidentsOf } from './incident-facts.ts';
import type { Column, Report, ReportFilter } from './report.ts';
import type { Span } from './target-report.ts';

const columns: Column[] = [
  { key: 'openNow', kind: 'count' },
  { key: 'urgentNow', kind: 'count' },
  { key: 'overdueNow', kind: 'count' },
  { key: 'resolved', kind: 'count' },
  { key: 'answers', kind: 'count' },
];

interface Counted {
  id: string;
  count: number;
}

/** What each technician has now, and what they resolved and answered in a span. */
export async function workloadReport(sql: Sql, filter: ReportFilter, span: Span, now: Date): Promise<Report> {
  const held: Array<Counted & { urgent: number; overdue: number }> = await incidentsOf(sql, filter)
    .where('i.is_open', true)
    .whereNotNull('i.assignee_id')
    .select('i.assignee_id as id', sql.raw('count(*) as count'), countIf(sql, "i.priority in ('P1', 'P2')", 'urgent'))
    .select(countIf(sql, 'i.next_due_at < ?', 'overdue', [now]))
    .groupBy('i.assignee_id');
  const resolved: Counted[] = await incidentsOf(sql, filter)
    .whereNotNull('i.resolved_by_id')
    .where('i.resolved_at', '>=', span.from)
    .where('i.resolved_at', '<', span.to)
    .select('i.resolved_by_id as id', sql.raw('count(*) as count'))
    .groupBy('i.resolved_by_id');
  const answers: Counted[] = await answersOf(sql, filter, span);
  const technicians: Array<{ id: string; name: string }> = await sql('people')
    .select('id', 'name')
    .whereNot('role', 'employee')
    .where('is_active', true)
    .orderBy(['name', 'id']);
  const of = (rows: Counted[], id: string): number => Number(rows.find((row) => row.id === id)?.count ?? 0);
  const rows = technicians.map(({ id, name }) => {
    const now = held.find((row) => row.id === id);
    return {
      key: id,
      label: name,
      cells: [of(held, id), Number(now?.urgent ?? 0), Number(now?.overdue ?? 0), of(resolved, id), of(answers, id)],
    };
  });
  return { name: 'workload', ...span, columns, rows, total: null };
}

const answersOf = (sql: Sql, filter: ReportFilter, { from, to }: Span) =>
  incidentsOf(sql, filter)
    .join('incident_comments as c', 'c.incident_id', 'i.id')
    .where('c.created_at', '>=', from)
    .where('c.created_at', '<', to)
    .where('c.visibility', 'public')
    .whereNotNull('c.author_id')
    .select('c.author_id as id', sql.raw('count(*) as count'))
    .groupBy('c.author_id');
