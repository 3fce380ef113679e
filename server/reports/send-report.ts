import { Temporal } from 'temporal-polyfill';
import { complete, findOutboxRow } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { notify } from '../notifications/notify.ts';
import type { Context } from '../platform/context.ts';
import { makeReport } from './make-report.ts';
import type { Report } from './report.ts';
import { reportCsv } from './report-csv.ts';
import { findReportSchedule, noteReportSent, type Period, type ReportSchedule } from './report-schedule-store.ts';
import { arm } from './save-report-schedule.ts';
import type { Span } from './target-report.ts';

/**
 * Job `report.send`: makes the report of the period that ended last, tells the recipients and wakes itself again. The report is
 * read outside the transaction, so that nobody waits for it.
 */
export async function sendReport(ctx: Context, { scheduleId }: { scheduleId: string }, rowId: string): Promise<void> {
  const row = await findOutboxRow(ctx.db.sql, rowId);
  if (!row) return;
  const schedule = await findReportSchedule(ctx.db.sql, scheduleId);
  const report = schedule?.isActive ? await reportOf(ctx, schedule, row.runAt) : null;
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId)) || !schedule || !report) return;
    await notify(tx, {
      recipientIds: schedule.recipientIds,
      kind: 'report.ready',
      subject: { type: 'reports', id: addressOf(schedule, report) },
      data: { title: schedule.name, text: daysOf(report, schedule), attachment: { name: `${report.name}.csv`, text: reportCsv(report) } },
      key: `report:${schedule.id}:${row.runAt.toISOString()}`,
    });
    await noteReportSent(tx.db.sql, schedule.id, tx.clock());
    await arm(tx, schedule);
  });
}

async function reportOf(ctx: Context, schedule: ReportSchedule, at: Date): Promise<Report> {
  const span = lastPeriod(schedule.period, at, schedule.timeZone);
  const { by = 'supportGroup', interval = 'day', ...filter } = schedule.filter;
  return makeReport(ctx, schedule.report, { ...filter, by, interval, ...span, timeZone: schedule.timeZone });
}

/** The last whole day, week from Monday, month or quarter of a zone that ended by an instant. */
export function lastPeriod(period: Period, at: Date, timeZone: string): Span {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const month = today.with({ day: 1 });
  const starts = {
    day: today,
    week: today.subtract({ days: today.dayOfWeek - 1 }),
    month,
    quarter: month.subtract({ months: (month.month - 1) % 3 }),
  };
  const lengths = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 }, quarter: { months: 3 } };
  const end = starts[period];
  const instantOf = (date: Temporal.PlainDate): Date => new Date(date.toZonedDateTime(timeZone).epochMilliseconds);
  return { from: instantOf(end.subtract(lengths[period])), to: instantOf(end) };
}

/** The days that a report is about, as its zone counts them. */
function daysOf({ from, to }: Report, { timeZone }: ReportSchedule): string {
  const dayOf = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  return from ? `${dayOf(from.getTime())} – ${dayOf(to.getTime() - 1)}` : dayOf(to.getTime());
}

/** The page's address that shows the same report. */
function addressOf(schedule: ReportSchedule, { from, to }: Report): string {
  const entries = Object.entries({ ...schedule.filter, from: from?.toISOString(), to: to.toISOString() });
  return `${schedule.report}?${new URLSearchParams(entries.flatMap(([key, value]): Array<[string, string]> => (value ? [[key, value]] : [])))}`;
}
