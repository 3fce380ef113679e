import type { z } from 'zod';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import { isTimeZone } from '../platform/config.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { backlogReport } from './backlog-report.ts';
import { flowReport, maxSteps } from './flow-report.ts';
import { reopenReport } from './reopen-report.ts';
import type { Report, ReportName } from './report.ts';
import type { reportQuery } from './report-schemas.ts';
import { satisfactionReport } from './satisfaction-report.ts';
import { type Span, targetReport } from './target-report.ts';
import { workloadReport } from './workload-report.ts';

const dayMs = 86_400_000;
const usualDays = 28;
const maxYears = 10;
const stepMs = { day: dayMs, week: 7 * dayMs, month: 28 * dayMs };

export type ReportQuery = z.output<typeof reportQuery>;

/** A report as of now. Throws for a span that is empty, too long, or of too many steps, and for an unknown zone. */
export async function makeReport(ctx: Context, name: ReportName, query: ReportQuery & { timeZone: string }): Promise<Report> {
  const { sql } = ctx.db;
  const now = ctx.clock();
  const span = spanOf(query, now);
  if (!isTimeZone(query.timeZone)) throw invalid('/timeZone', `There is no time zone ${query.timeZone}`);
  switch (name) {
    case 'backlog':
      return backlogReport(sql, query.by, query, now);
    case 'targets':
      return targetReport(sql, query.by, query, span);
    case 'workload':
      return workloadReport(sql, query, span, now);
    case 'reopened':
      return reopenReport(sql, query.by, query, span);
    case 'satisfaction':
      return satisfactionReport(sql, query.by, query, span);
    case 'flow':
      if ((span.to.getTime() - span.from.getTime()) / stepMs[query.interval] > maxSteps)
        throw invalid('/interval', 'makes too many steps of this span');
      return flowReport(sql, query.interval, query.timeZone, query, span, now);
  }
}

function spanOf({ from, to }: ReportQuery, now: Date): Span {
  const end = to ?? now;
  const start = from ?? new Date(end.getTime() - usualDays * dayMs);
  if (start >= end) throw invalid('/from', 'must be before the end');
  if (end.getTime() - start.getTime() > maxYears * 366 * dayMs) throw invalid('/from', 'is more than ten years before the end');
  return { from: start, to: end };
}

/** The zone in which the actor reads times. */
export const zoneOf = async (ctx: Context, actor: Actor): Promise<string> =>
  (actor.id && (await findPerson(ctx.db.sql, actor.id))?.timeZone) || 'UTC';
