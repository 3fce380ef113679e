import { Temporal } from 'temporal-polyfill';
import type { Sql } from '../../db/connection.ts';
import { incidentsOf } from './incident-facts.ts';
import type { Column, Interval, Report, ReportFilter } from './report.ts';
import type { Span } from './target-report.ts';

const columns: Column[] = [
  { key: 'startsAt', kind: 'instant' },
  { key: 'opened', kind: 'count' },
  { key: 'resolved', kind: 'count' },
  { key: 'reopened', kind: 'count' },
  { key: 'cancelled', kind: 'count' },
  { key: 'backlog', kind: 'count' },
];

/** More points than that no chart shows; the database counts each by itself. */
export const maxSteps = 400;

/** The beginnings of days, weeks (from Monday) or months of a zone that touch a span, and its end. */
export function stepsOf({ from, to }: Span, interval: Interval, timeZone: string): Date[] {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  const day = start.toPlainDate();
  const first = interval === 'day' ? day : interval === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : day.with({ day: 1 });
  const steps: Date[] = [];
  for (let i = 0; i <= maxSteps; i++) {
    // The first instant of the day: midnight does not exist everywhere.
    const at = new Date(first.add({ [`${interval}s`]: i }).toZonedDateTime(timeZone).epochMilliseconds);
    if (at >= to) break;
    steps.push(at);
  }
  return steps;
}

/** What came and what went in each step of time, and how many were open at its end; the present backlog reckoned backwards. */
export async function flowReport(
  sql: Sql,
  interval: Interval,
  timeZone: string,
  filter: ReportFilter,
  span: Span,
  now: Date,
): Promise<Report> {
  const steps = stepsOf(span, interval, timeZone);
  const bounds = [...steps, span.to];
  const opened = await countEach(
    bounds,
    (query, from, to) => query.where('i.opened_at', '>=', from).where('i.opened_at', '<', to),
    sql,
    filter,
  );
  const [resolved, reopened, cancelled] = await Promise.all(
    (['resolved', 'reopened', 'cancelled'] as const).map((kind) => countEvents(sql, filter, kind, bounds)),
  );
  const ends = await backlogAtEnds(sql, filter, { opened, resolved, reopened, cancelled } as Flow, span.to, now);
  const rows = steps.map((at, i) => ({
    key: at.toISOString(),
    label: null,
    cells: [at.toISOString(), opened[i], resolved?.[i], reopened?.[i], cancelled?.[i], ends[i]].map((cell) => cell ?? 0),
  }));
  return { name: 'flow', ...span, columns, rows, total: null };
}

interface Flow {
  opened: number[];
  resolved: number[];
  reopened: number[];
  cancelled: number[];
}

async function backlogAtEnds(sql: Sql, filter: ReportFilter, flow: Flow, to: Date, now: Date): Promise<number[]> {
  const after = [to, new Date(Math.max(now.getTime(), to.getTime()) + 1)];
  const [openNow] = (await incidentsOf(sql, filter).where('i.is_open', true).count('* as count')) as [{ count: number }];
  const since = await countEach(
    after,
    (query, from, until) => query.where('i.opened_at', '>=', from).where('i.opened_at', '<', until),
    sql,
    filter,
  );
  const [resolved, reopened, cancelled] = await Promise.all(
    (['resolved', 'reopened', 'cancelled'] as const).map(async (kind) => (await countEvents(sql, filter, kind, after))[0] as number),
  );
  let backlog = Number(openNow.count) - (since[0] as number) + (resolved as number) + (cancelled as number) - (reopened as number);
  const ends: number[] = [];
  for (let i = flow.opened.length - 1; i >= 0; i--) {
    ends[i] = backlog;
    backlog += (flow.resolved[i] as number) + (flow.cancelled[i] as number) - (flow.opened[i] as number) - (flow.reopened[i] as number);
  }
  return ends;
}

type Narrow = (query: ReturnType<typeof incidentsOf>, from: Date, to: Date) => ReturnType<typeof incidentsOf>;

/** The counts between each two neighbouring bounds, some hundreds of statements in one. */
async function countEach(bounds: Date[], narrow: Narrow, sql: Sql, filter: ReportFilter): Promise<number[]> {
  const counts: number[] = [];
  for (let start = 0; start + 1 < bounds.length; start += 100) {
    const parts = bounds.slice(start, Math.min(start + 101, bounds.length)).slice(0, -1);
    const queries = parts.map((from, i) =>
      narrow(incidentsOf(sql, filter), from, bounds[start + i + 1] as Date).select(sql.raw(`${start + i} as step, count(*) as count`)),
    );
    const rows: Array<{ step: number; count: number }> = await (queries[0] as (typeof queries)[0]).unionAll(queries.slice(1));
    for (const { step, count } of rows) counts[Number(step)] = Number(count);
  }
  return counts;
}

const countEvents = (sql: Sql, filter: ReportFilter, kind: 'resolved' | 'reopened' | 'cancelled', bounds: Date[]): Promise<number[]> =>
  countEach(
    bounds,
    (query, from, to) =>
      query
        .join('incident_events as e', 'e.incident_id', 'i.id')
        // Written out, so that the planner sees that the partial index holds them.
        .whereRaw(`e.kind = '${kind}' and e.kind in ('resolved', 'reopened', 'cancelled')`)
        .where('e.happened_at', '>=', from)
        .where('e.happened_at', '<', to),
    sql,
    filter,
  );
