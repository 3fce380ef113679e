import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { byTotal, countIf, groupByDimension, incidentsOf, selectDimension } from './incident-facts.ts';
import { type Cell, type Column, type Dimension, type Report, type ReportFilter, shareOf } from './report.ts';

/** The incidents opened in a span of time. */
export interface Span {
  from: Date;
  to: Date;
}

const promises = ['response', 'resolution'] as const;
type Promised = (typeof promises)[number];

const waitColumns = (promise: Promised): Column[] => [
  { key: `${promise}Share`, kind: 'share' },
  { key: `${promise}Median`, kind: 'duration' },
  { key: `${promise}Ninetieth`, kind: 'duration' },
];
const countColumns = (promise: Promised): Column[] =>
  ['Met', 'Breached', 'Running'].map((state) => ({ key: `${promise}${state}`, kind: 'count' as const }));

/** What is asked first stands first: was it kept, how long did it take; then the counts behind it. */
const columns: Column[] = [{ key: 'opened', kind: 'count' }, ...promises.flatMap(waitColumns), ...promises.flatMap(countColumns)];

type Counts = { key: string | null; label: string | null; opened: number } & Record<string, number>;

/** Incidents opened in a span: how many promises were kept, broken or still run, and how long people waited by the clock on the wall. */
export async function targetReport(sql: Sql, by: Dimension, filter: ReportFilter, span: Span): Promise<Report> {
  const counts: Counts[] = await groupByDimension(sql, countsOf(sql, openedIn(sql, filter, span)), by);
  const waits = await Promise.all(promises.map((promise) => waitsOf(sql, promise, by, filter, span)));
  const rows = byTotal(counts, (row) => Number(row.opened)).map((row) => ({
    key: row.key,
    label: row.label,
    cells: cellsOf(
      row,
      waits.map((of) => of.get(row.key) ?? null),
    ),
  }));
  const [total] = (await countsOf(sql, openedIn(sql, filter, span))) as [Counts];
  return { name: 'targets', ...span, columns, rows, total: cellsOf(total, await totalWaits(sql, filter, span)) };
}

const openedIn = (sql: Sql, filter: ReportFilter, { from, to }: Span): Knex.QueryBuilder =>
  incidentsOf(sql, filter).where('i.opened_at', '>=', from).where('i.opened_at', '<', to).whereNot('i.status', 'cancelled');

const countsOf = (sql: Sql, query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query.select(
    sql.raw('count(*) as opened'),
    ...promises.flatMap((promise) => [
      countIf(sql, `i.${promise}_met_at is not null and i.${promise}_breached_at is null`, `${promise}_met`),
      countIf(sql, `i.${promise}_breached_at is not null`, `${promise}_breached`),
      countIf(
        sql,
        `i.${promise}_due_at is not null and i.${promise}_met_at is null and i.${promise}_breached_at is null`,
        `${promise}_running`,
      ),
    ]),
  );

interface Wait {
  median: number;
  ninetieth: number;
}

/** When a promise was kept or, late, answered: the response when it was met, the resolution when it was resolved. */
const endOf: Record<Promised, string> = { response: 'i.response_met_at', resolution: 'i.resolved_at' };

/**
 * The median and the ninetieth hundredth of the time until then, for each value of the dimension. Instants are subtracted only
 * to be ordered, because each database does so in a type of its own.
 */
async function waitsOf(
  sql: Sql,
  promise: Promised,
  by: Dimension | null,
  filter: ReportFilter,
  span: Span,
): Promise<Map<string | null, Wait>> {
  const end = endOf[promise];
  const ended = openedIn(sql, filter, span).whereRaw(`${end} is not null`);
  ended.select(sql.raw(`i.opened_at as began_at, ${end} as ended_at, ${end} - i.opened_at as wait`));
  if (by) selectDimension(sql, ended, by);
  else ended.select(sql.raw('null as key'));
  const ranked = sql
    .from(ended.as('e'))
    .select(
      'key',
      'began_at',
      'ended_at',
      sql.raw('row_number() over (partition by key order by wait) as place, count(*) over (partition by key) as size'),
    );
  const rows: Array<{ key: string | null; beganAt: Date; endedAt: Date; place: number; size: number }> = await sql
    .from(ranked.as('r'))
    .select('key', 'began_at', 'ended_at', 'place', 'size')
    .whereRaw('place = (size + 1) / 2 or place = (size * 9 + 9) / 10');
  const waits = new Map<string | null, Wait>();
  for (const { key, beganAt, endedAt, place, size } of rows) {
    const ms = endedAt.getTime() - beganAt.getTime();
    const wait = waits.get(key) ?? { median: ms, ninetieth: ms };
    const isMedian = Number(place) === Math.floor((Number(size) + 1) / 2);
    waits.set(key, isMedian ? { ...wait, median: ms, ninetieth: Math.max(ms, wait.ninetieth) } : { ...wait, ninetieth: ms });
  }
  return waits;
}

const totalWaits = async (sql: Sql, filter: ReportFilter, span: Span): Promise<Array<Wait | null>> =>
  Promise.all(promises.map(async (promise) => (await waitsOf(sql, promise, null, filter, span)).get(null) ?? null));

function cellsOf(row: Counts, waits: Array<Wait | null>): Cell[] {
  const counts = promises.map((promise) => ['Met', 'Breached', 'Running'].map((state) => Number(row[`${promise}${state}`] ?? 0)));
  const waited = counts.flatMap(([met, breached], i): Cell[] => {
    const share = shareOf(met as number, (met as number) + (breached as number));
    return [share, waits[i]?.median ?? null, waits[i]?.ninetieth ?? null];
  });
  return [Number(row.opened ?? 0), ...waited, ...counts.flat()];
}
