import { z } from 'zod';
import { timeZone } from '../people/person-schemas.ts';
import { duration } from '../platform/duration.ts';
import { calendarDate, id, instant, instantAnswer, line, text, version } from '../platform/schemas.ts';
import { importEffects } from './imported-days.ts';
import { weekdays } from './service-calendar.ts';
import { targetPriorities } from './service-level-agreement.ts';
import { breachCauses, clockKinds, segmentStates } from './service-level-clock.ts';

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

/** What an iCal import did to single dates. Exceptions that people typed hold in its place. */
const importedDays = z
  .array(
    z.object({
      date: calendarDate,
      name: z.string().max(500),
      effect: z.enum(importEffects),
      window: window.nullable(),
      importId: z.string().max(64),
    }),
  )
  .max(10_000);

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
    exceptions: hoursAnswer.meta({ description: 'What people typed' }),
    imported: z
      .array(
        z.object({
          date: z.string(),
          name: z.string(),
          effect: z.enum(importEffects),
          window: z.array(z.string()).nullable().meta({ description: 'Null: the whole day' }),
          importId: z.string(),
        }),
      )
      .meta({ description: 'What came in by iCal, in order of dates' }),
    isDefault: z.boolean(),
    supportGroupIds: z.array(z.string()),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'ServiceCalendar' });

export const newCalendarImport = z
  .strictObject({
    name: line(120),
    ics: z.string().min(1).max(2_100_000).optional().meta({ description: 'The text of an iCal file' }),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .meta({ description: 'Where an iCal feed lies; it is read again every day' }),
    effect: z.enum(importEffects).default('close').meta({ description: 'Whether its events close the service, or open it' }),
  })
  .refine(({ ics, url }) => (ics === undefined) !== (url === undefined), { message: 'say either ics or url', path: ['url'] });

const importedDay = { date: z.string(), name: z.string(), effect: z.enum(importEffects), window: z.array(z.string()).nullable() };

export const calendarImportAnswer = z
  .object({
    id,
    name: z.string(),
    url: z.string().nullable(),
    effect: z.enum(importEffects),
    days: z.array(z.object(importedDay)),
    readAt: instantAnswer,
    nextReadAt: instantAnswer.nullable(),
    failure: z.string().nullable().meta({ description: 'Why the last reading failed; the days of the one before stay' }),
    createdAt: instantAnswer,
  })
  .meta({ id: 'ServiceCalendarImport' });

export const importPreviewAnswer = z
  .object({
    days: z.array(
      z.object({
        ...importedDay,
        hours: z.array(z.array(z.string())).meta({ description: 'The hours of the date with the import' }),
        isTyped: z.boolean().meta({ description: 'People typed hours for the date; those stay' }),
      }),
    ),
  })
  .meta({ id: 'ServiceCalendarImportPreview' });

/** Nobody plans by the hour further than this, and a preview is reckoned while its caller waits. */
const nearInstant = instant.refine((at) => at.getUTCFullYear() >= 1970 && at.getUTCFullYear() < 2200, 'must be between 1970 and 2200');

export const preview = z.strictObject({
  calendar: z.object({ ...hours, imported: importedDays.default([]) }).refine(opensEver, neverOpens),
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

const promise = (what: string) => duration({ min: 'PT1M', max: 'PT100000H' }).nullable().default(null).meta({ description: what });

const promises = {
  responseTarget: promise('Until the first answer of a person'),
  nextResponseTarget: promise('Until the answer to each further question, from the oldest that waits'),
  resolutionTarget: promise('Until the solution'),
  calendarId: id.nullable().default(null).meta({ description: 'Hours that hold for these promises in place of all others' }),
};

const target = z.strictObject(promises).meta({ description: 'What is promised, counted in service time' });

const targets = z
  .partialRecord(z.enum(targetPriorities), target)
  .refine((all) => Object.keys(all).length > 0, 'must promise something for one priority at least')
  .meta({ example: { P1: { responseTarget: 'PT15M', resolutionTarget: 'PT4H' } } });

const somePriorities = z.array(z.enum(targetPriorities)).max(5).default([]);

const rule = z
  .strictObject({
    when: z
      .strictObject({
        serviceIds: z.array(id).max(200).default([]),
        priorities: somePriorities,
        departments: z.array(line(120)).max(200).default([]),
      })
      .refine((when) => Object.values(when).some((list) => list.length > 0), 'must say when the rule holds')
      .meta({ description: 'All of what is named must fit; an empty list means any' }),
    ...promises,
  })
  .meta({ description: 'Promises for some incidents in place of the table by priority' });

const rules = z.array(rule).max(100).meta({ description: 'Looked at in this order; the first that fits holds' });

const operationalRule = z
  .strictObject({
    supportGroupIds: z.array(id).max(200).default([]),
    priorities: somePriorities,
    target: duration({ min: 'PT1M', max: 'PT100000H' }),
  })
  .meta({ description: 'How long a support group may take over its part, from when it gets the incident; empty lists mean any' });

const operational = z.array(operationalRule).max(100).meta({ description: 'Promises within the house; the first that fits holds' });

const onReopen = z
  .enum(['continue', 'restart'])
  .meta({ description: 'Whether the time served before counts when an incident is reopened' });

const isNextResponsePausing = z.boolean().meta({ description: 'Whether the clock of a question stands too while an incident is on hold' });

export const newServiceLevelAgreement = z.strictObject({
  name: line(120),
  calendarId: id.nullable().default(null),
  onReopen: onReopen.default('continue'),
  isNextResponsePausing: isNextResponsePausing.default(true),
  isDefault: z
    .boolean()
    .optional()
    .meta({ description: 'Holds for services that name none. The first agreement is the default unless told otherwise' }),
  rules: rules.default([]),
  targets,
  operational: operational.default([]),
});

export const serviceLevelAgreementChanges = z
  .strictObject({
    name: line(120),
    calendarId: id.nullable(),
    onReopen,
    isNextResponsePausing,
    isDefault: z.boolean(),
    rules,
    targets,
    operational,
  })
  .partial();

const promisesAnswer = {
  responseTarget: z.string().nullable(),
  nextResponseTarget: z.string().nullable(),
  resolutionTarget: z.string().nullable(),
  calendarId: z.string().nullable(),
};

export const serviceLevelAgreementAnswer = z
  .object({
    id,
    name: z.string(),
    isDefault: z.boolean(),
    calendarId: z.string().nullable(),
    onReopen,
    isNextResponsePausing: z.boolean(),
    rules: z.array(
      z.object({
        when: z.object({
          serviceIds: z.array(z.string()),
          priorities: z.array(z.enum(targetPriorities)),
          departments: z.array(z.string()),
        }),
        ...promisesAnswer,
      }),
    ),
    targets: z.record(z.string(), z.object(promisesAnswer)),
    operational: z.array(
      z.object({ supportGroupIds: z.array(z.string()), priorities: z.array(z.enum(targetPriorities)), target: z.string() }),
    ),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'ServiceLevelAgreement' });

/** One clock of an incident: what is promised, where it stands, and the segments that say why it is due then. */
export const serviceLevelAnswer = z
  .object({
    id: z.string().meta({ example: 'nextResponse-2', description: 'Names the clock among those of its incident' }),
    kind: z.enum(clockKinds),
    cycle: z.number().int(),
    supportGroup: z.object({ id, name: z.string() }).nullable().meta({ description: 'Whose promise it is, of an operational clock' }),
    state: z.enum([...segmentStates, 'met', 'cancelled']),
    priority: z.enum(targetPriorities),
    target: z.string(),
    agreement: z.object({ id, name: z.string(), version, newestVersion: version }),
    rule: z.number().int().nullable().meta({ description: 'The rule of the agreement that says so, from 1; null: the table by priority' }),
    startedAt: instantAnswer,
    dueAt: instantAnswer.nullable(),
    metAt: instantAnswer.nullable(),
    breachedAt: instantAnswer.nullable(),
    breachCause: z.enum(breachCauses).nullable(),
    breachNote: z
      .object({ text: z.string(), by: z.object({ id, name: z.string() }).nullable(), notedAt: instantAnswer })
      .nullable()
      .meta({ description: 'Why it was missed, in the words of a lead; for technicians' }),
    served: z.string(),
    remaining: z.string(),
    segments: z.array(
      z.object({
        from: instantAnswer,
        to: instantAnswer.nullable(),
        state: z.enum(segmentStates),
        cause: z.string(),
        supportGroup: z.object({ id, name: z.string() }).nullable(),
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
        target: z.string().nullable(),
        cause: z.string(),
      }),
    ),
  })
  .meta({ id: 'ServiceLevel' });

export const breachNote = z.strictObject({ text: text(2000, 0).meta({ description: 'Why it was missed; empty takes the note back' }) });

export const adoptionAnswer = z
  .object({
    id,
    agreementVersion: version,
    state: z.enum(['running', 'done']),
    requestedByName: z.string(),
    checked: z.number().int(),
    changed: z.number().int(),
    breached: z.number().int().meta({ description: 'Promises that the newer version broke' }),
    failed: z.number().int().meta({ description: 'Incidents that could not be changed; they keep their version' }),
    createdAt: instantAnswer,
    finishedAt: instantAnswer.nullable(),
  })
  .meta({ id: 'AgreementAdoption' });
