import { z } from 'zod';
import { priorities } from '../incidents/incident.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instant, instantAnswer, line, version } from '../platform/schemas.ts';
import { dimensions, intervals, reportNames } from './report.ts';

const reference = z.string().min(1).max(64);

const filter = {
  supportGroupId: reference.optional(),
  serviceId: reference.optional(),
  priority: z.enum(priorities).optional(),
  department: line(120).optional(),
};

export const reportParams = z.object({ name: z.enum(reportNames) });

export const reportQuery = z.object({
  ...filter,
  /** The span of time, 28 days up to now unless told; `backlog` is about now. */
  from: instant.optional(),
  to: instant.optional(),
  by: z.enum(dimensions).default('supportGroup'),
  /** Of `flow`: the length of a step, cut at midnights of the zone. */
  interval: z.enum(intervals).default('day'),
  timeZone: z.string().max(64).optional().meta({ description: 'An IANA zone; yours unless told' }),
});

export const reportAnswer = z
  .object({
    name: z.enum(reportNames),
    from: instantAnswer.nullable(),
    to: instantAnswer,
    columns: z.array(z.object({ key: z.string(), kind: z.enum(['text', 'count', 'share', 'duration', 'instant']) })),
    /** A row for each value of `by` or each step; durations are milliseconds, shares lie between 0 and 1. */
    rows: z.array(
      z.object({ key: z.string().nullable(), label: z.string().nullable(), cells: z.array(z.union([z.string(), z.number(), z.null()])) }),
    ),
    total: z.array(z.union([z.string(), z.number(), z.null()])).nullable(),
  })
  .meta({ id: 'Report' });

/** The span that a scheduled report is about when it is sent. */
export const periods = ['day', 'week', 'month', 'quarter'] as const;

const scheduled = {
  name: line(120),
  report: z.enum(reportNames),
  filter: z.strictObject({ ...filter, by: z.enum(dimensions).optional(), interval: z.enum(intervals).optional() }),
  period: z.enum(periods),
  schedule: z.strictObject({ cron: line(120), timeZone: line(64) }),
  recipientIds: z.array(reference).min(1).max(50),
  isActive: z.boolean(),
};

export const newReportSchedule = z.strictObject({
  ...scheduled,
  filter: scheduled.filter.default({}),
  period: scheduled.period.default('week'),
  isActive: scheduled.isActive.default(true),
});
export const reportScheduleChanges = z.strictObject(scheduled).partial();

export const reportScheduleAnswer = z
  .object({
    id,
    ...scheduled,
    schedule: z.object({ cron: z.string(), timeZone: z.string() }),
    filter: z.object({ ...filter, by: z.enum(dimensions).optional(), interval: z.enum(intervals).optional() }),
    recipients: z.array(personRefAnswer),
    lastSentAt: instantAnswer.nullable(),
    nextAt: instantAnswer.nullable(),
    version,
  })
  .omit({ recipientIds: true })
  .meta({ id: 'ReportSchedule' });

export const reportScheduleParams = z.object({ id: z.string().min(1).max(64) });
