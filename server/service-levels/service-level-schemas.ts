import { z } from 'zod';
import { timeZone } from '../people/person-schemas.ts';
import { duration } from '../platform/duration.ts';
import { calendarDate, id, instant, instantAnswer, line, version } from '../platform/schemas.ts';
import { weekdays } from './service-calendar.ts';
import { targetPriorities } from './service-level-agreement.ts';
import { clockKinds, segmentStates } from './service-level-clock.ts';

const opening = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00');
const closing = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 17:30, or 24:00');

const window = z
  .tuple([opening, closing])
  .refine(([from, to]) => from !== to, 'opens and closes at the same time; the whole day is ["00:00", "24:00"]')
  .meta({ example: ['09:00', '17:00'], description: 'Opening and closing by the wall clock; an end before the start is on the next day' });

const windows = z.array(window).max(48);

export const week = z
  .strictObject(
    Object.fromEntries(weekdays.map((day) => [day, windows.default([])])) as Record<
      (typeof weekdays)[number],
      z.ZodDefault<typeof windows>
    >,
  )
  .meta({ description: 'Opening hours by weekday; a day that is left out is closed' });

const exceptions = z
  .record(calendarDate, windows)
  .refine((dates) => Object.keys(dates).length <= 2000, 'must have at most 2000 dates')
  .meta({
    description: 'All the hours of single dates in place of their weekday: [] is closed',
    example: { '2026-12-24': [['08:00', '12:00']] },
  });

const hours = { timeZone, week, exceptions: exceptions.default({}) };
type Hours = { week?: Record<string, unknown[]> | undefined; exceptions?: Record<string, unknown[]> | undefined };
const opensEver = ({ week: days = {}, exceptions: dates = {} }: Hours): boolean =>
  [...Object.values(days), ...Object.values(dates)].some((list) => list.length > 0);
export const neverOpens = { message: 'has no opening hour at all', path: ['week'] };

export const newServiceCalendar = z
  .strictObject({
    name: line(120),
    ...hours,
    isDefault: z
      .boolean()
      .optional()
      .meta({ description: 'Holds where nothing else names a calendar. The first calendar is the default unless told otherwise' }),
    supportGroupIds: z.array(id).max(500).default([]).meta({ description: 'Groups that work by this calendar' }),
  })
  .refine(opensEver, neverOpens);

export const serviceCalendarChanges = z
  .strictObject({ name: line(120), timeZone, week, exceptions, isDefault: z.boolean(), supportGroupIds: z.array(id).max(500) })
  .partial();

const hoursAnswer = z.record(z.string(), z.array(z.array(z.string())));

export const serviceCalendarAnswer = z
  .object({
    id,
    name: z.string(),
    timeZone: z.string(),
    week: hoursAnswer,
    exceptions: hoursAnswer,
    isDefault: z.boolean(),
    supportGroupIds: z.array(z.string()),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'ServiceCalendar' });

/** Nobody plans by the hour further than this, and a preview is reckoned while its caller waits. */
const nearInstant = instant.refine((at) => at.getUTCFullYear() >= 1970 && at.getUTCFullYear() < 2200, 'must be between 1970 and 2200');

export const preview = z.strictObject({
  calendar: z.object(hours).refine(opensEver, neverOpens),
  startAt: nearInstant,
  duration: duration({ min: 'PT0S', max: 'PT100000H' }),
  pauses: z
    .array(
      z
        .tuple([nearInstant, nearInstant.nullable()])
        .refine(([from, to]) => to === null || from <= to, 'ends before it begins')
        .meta({ description: 'From and to; without an end the clock stands for good' }),
    )
    .max(1000)
    .default([]),
});

export const previewAnswer = z
  .object({
    dueAt: instantAnswer.nullable().meta({ description: 'Null when the clock stands before the time is up' }),
    segments: z.array(
      z.object({
        from: instantAnswer,
        to: instantAnswer.nullable(),
        state: z.enum(segmentStates),
        served: z.string().meta({ description: 'Service time spent in the segment, ISO 8601' }),
        openings: z.array(z.object({ from: instantAnswer, to: instantAnswer })),
      }),
    ),
  })
  .meta({ id: 'ServiceCalendarPreview' });

const target = z
  .strictObject({
    responseTarget: duration({ min: 'PT1M', max: 'PT100000H' }).nullable().default(null),
    resolutionTarget: duration({ min: 'PT1M', max: 'PT100000H' }).nullable().default(null),
    calendarId: id.nullable().default(null).meta({ description: 'Hours that hold for this priority in place of all others' }),
  })
  .meta({ description: 'What is promised, counted in service time' });

const targets = z
  .partialRecord(z.enum(targetPriorities), target)
  .refine((all) => Object.keys(all).length > 0, 'must promise something for one priority at least')
  .meta({ example: { P1: { responseTarget: 'PT15M', resolutionTarget: 'PT4H' } } });

const onReopen = z
  .enum(['continue', 'restart'])
  .meta({ description: 'Whether the time served before counts when an incident is reopened' });

export const newServiceLevelAgreement = z.strictObject({
  name: line(120),
  calendarId: id.nullable().default(null),
  onReopen: onReopen.default('continue'),
  isDefault: z
    .boolean()
    .optional()
    .meta({ description: 'Holds for services that name none. The first agreement is the default unless told otherwise' }),
  targets,
});

export const serviceLevelAgreementChanges = z
  .strictObject({ name: line(120), calendarId: id.nullable(), onReopen, isDefault: z.boolean(), targets })
  .partial();

export const serviceLevelAgreementAnswer = z
  .object({
    id,
    name: z.string(),
    isDefault: z.boolean(),
    calendarId: z.string().nullable(),
    onReopen,
    targets: z.record(
      z.string(),
      z.object({ responseTarget: z.string().nullable(), resolutionTarget: z.string().nullable(), calendarId: z.string().nullable() }),
    ),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'ServiceLevelAgreement' });

/** One clock of an incident: what is promised, where it stands, and the segments that say why it is due then. */
export const serviceLevelAnswer = z
  .object({
    kind: z.enum(clockKinds),
    state: z.enum([...segmentStates, 'met', 'cancelled']),
    priority: z.enum(targetPriorities),
    target: z.string(),
    agreement: z.object({ id, name: z.string(), version }),
    dueAt: instantAnswer.nullable(),
    metAt: instantAnswer.nullable(),
    breachedAt: instantAnswer.nullable(),
    served: z.string(),
    remaining: z.string(),
    segments: z.array(
      z.object({
        from: instantAnswer,
        to: instantAnswer.nullable(),
        state: z.enum(segmentStates),
        cause: z.string(),
        calendar: z.object({ id, name: z.string(), version, timeZone: z.string() }).nullable(),
        served: z.string(),
      }),
    ),
    events: z.array(
      z.object({
        event: z.enum(['met', 'breached', 'reopened', 'retargeted', 'cancelled']),
        happenedAt: instantAnswer,
        dueAt: instantAnswer.nullable(),
        priority: z.string(),
        target: z.string(),
        cause: z.string(),
      }),
    ),
  })
  .meta({ id: 'ServiceLevel' });
