import { z } from 'zod';
import { personRefAnswer, timeZone } from '../people/person-schemas.ts';
import { calendarDate, id, instant, instantAnswer, line, text, version } from '../platform/schemas.ts';
import { week } from '../service-levels/service-level-schemas.ts';
import { layerings, overrideKinds } from './on-call.ts';
import { rotationTypes } from './rotation.ts';

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00');

const rotation = z
  .strictObject({
    name: line(120).default('Rotation'),
    type: z.enum(rotationTypes),
    every: z.number().int().min(1).max(366).default(1).meta({ description: 'A turn lasts so many hours, days, weeks or months' }),
    startsOn: calendarDate.meta({ description: 'Date of the first handover, in the zone of the schedule' }),
    handoverAt: localTime.default('09:00'),
    endsOn: calendarDate.nullable().default(null).meta({ description: 'Date of the last handover, to nobody' }),
    participantIds: z.array(id).min(1, 'must have one participant at least').max(200),
    week: week.nullable().default(null).meta({ description: 'Hours in which the rotation is on call at all; null is always' }),
    level: z.number().int().min(1).max(5).default(1).meta({ description: '1 is called first, 2 stands behind, and so on' }),
  })
  .refine(({ startsOn, endsOn }) => endsOn === null || endsOn > startsOn, { message: 'must be after startsOn', path: ['endsOn'] });

const rotations = z.array(rotation).max(20).meta({ description: 'From the lowest layer to the highest' });

const plan = {
  name: line(120),
  timeZone,
  layering: z.enum(layerings).meta({
    description: '`stacked`: of the rotations of one level the last that has somebody wins. `together`: all are on call',
  }),
  coverWeek: week.nullable().meta({ description: 'Hours in which somebody must be on call; null is always' }),
  isWatched: z.boolean().meta({ description: 'Leads are told of gaps in the coming week when a policy uses the schedule' }),
};

export const newOnCallSchedule = z.strictObject({
  ...plan,
  layering: plan.layering.default('together'),
  coverWeek: plan.coverWeek.default(null),
  isWatched: plan.isWatched.default(true),
  rotations: rotations.min(1, 'must have one rotation at least'),
});
export const onCallScheduleChanges = z.strictObject({ ...plan, rotations }).partial();

const rangeFields = { from: instant, to: instant };
export const rangeQuery = z.object(rangeFields);
export const shiftsQuery = z.object({
  ...rangeFields,
  layers: z.stringbool().default(false).meta({ description: 'Also what each rotation says by itself' }),
});
export const atQuery = z.object({ at: instant.optional() });

export const schedulePreview = z.strictObject({
  schedule: z.strictObject({
    timeZone,
    layering: plan.layering.default('together'),
    coverWeek: plan.coverWeek.default(null),
    rotations: rotations.min(1, 'must have one rotation at least'),
  }),
  scheduleId: id.optional().meta({ description: 'A saved schedule whose overrides and temporary schedules are to count' }),
  ...rangeFields,
});

const spanAnswer = z.object({ startAt: instantAnswer, endAt: instantAnswer });

const rotationAnswer = z.object({
  name: z.string(),
  type: z.enum(rotationTypes),
  every: z.number().int(),
  startsOn: z.string(),
  handoverAt: z.string(),
  endsOn: z.string().nullable(),
  participantIds: z.array(z.string()),
  week: z.record(z.string(), z.array(z.array(z.string()))).nullable(),
  level: z.number().int(),
});

export const onCallScheduleAnswer = z
  .object({
    id,
    name: z.string(),
    timeZone: z.string(),
    layering: z.enum(layerings),
    coverWeek: z.record(z.string(), z.array(z.array(z.string()))).nullable(),
    isWatched: z.boolean(),
    rotations: z.array(rotationAnswer),
    onCallNow: z.array(personRefAnswer),
    isMissing: z.boolean().meta({ description: 'Nobody is on call although somebody must be' }),
    retiredAt: instantAnswer.nullable(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'OnCallSchedule' });

/** One plan that a schedule had. */
export const scheduleVersionAnswer = z
  .object({
    version,
    timeZone: z.string(),
    layering: z.enum(layerings),
    rotations: z.array(rotationAnswer),
    changedBy: personRefAnswer.nullable(),
    createdAt: instantAnswer,
  })
  .meta({ id: 'OnCallScheduleVersion' });

const span = { startAt: instant, endAt: instant };
const inOrder = { message: 'must be after startAt', path: ['endAt'] };
const reason = text(500, 0).nullable().default(null);

export const newOverride = z
  .strictObject({
    kind: z.enum(overrideKinds).optional().meta({
      description: '`everybody` gives way to personId, `replace` takes one person’s turns, `add` joins, `remove` puts nobody instead',
    }),
    personId: id.nullable().default(null).meta({ description: 'Who takes over; from everybody, or from replacesPersonId alone' }),
    replacesPersonId: id.nullable().default(null).meta({ description: 'Whose turns are taken over; without personId nobody takes them' }),
    ...span,
    reason,
  })
  .refine(({ personId, replacesPersonId }) => personId !== null || replacesPersonId !== null, {
    message: 'say personId, replacesPersonId or both',
    path: ['personId'],
  })
  .refine(({ startAt, endAt }) => startAt < endAt, inOrder);

export const overrideAnswer = z
  .object({
    id,
    scheduleId: z.string(),
    kind: z.enum(overrideKinds),
    personId: z.string().nullable(),
    replacesPersonId: z.string().nullable(),
    startAt: instantAnswer,
    endAt: instantAnswer,
    reason: z.string().nullable(),
    swapId: z.string().nullable(),
    createdAt: instantAnswer,
  })
  .meta({ id: 'OnCallOverride' });

const fixedShift = z.strictObject({ personId: id, ...span }).refine(({ startAt, endAt }) => startAt < endAt, inOrder);

export const newTemporarySchedule = z
  .strictObject({ ...span, shifts: z.array(fixedShift).max(500), reason })
  .refine(({ startAt, endAt }) => startAt < endAt, inOrder);

export const temporaryScheduleAnswer = z
  .object({
    id,
    scheduleId: z.string(),
    startAt: instantAnswer,
    endAt: instantAnswer,
    shifts: z.array(spanAnswer.extend({ personId: z.string() })),
    reason: z.string().nullable(),
    createdAt: instantAnswer,
  })
  .meta({ id: 'TemporarySchedule' });

const shiftAnswer = z.object({
  person: personRefAnswer,
  startAt: instantAnswer,
  endAt: instantAnswer,
  level: z.number().int(),
  rotation: z.string().nullable(),
  overrideId: z.string().nullable(),
  temporaryId: z.string().nullable(),
});

export const coverageAnswer = z
  .object({
    items: z.array(shiftAnswer),
    gaps: z.array(spanAnswer).meta({ description: 'When nobody is on call' }),
    layers: z
      .array(z.object({ name: z.string(), level: z.number().int(), items: z.array(shiftAnswer) }))
      .optional()
      .meta({ description: 'What each rotation says by itself, from now on; the past is in items alone' }),
    conflicts: z
      .array(z.object({ person: personRefAnswer, startAt: instantAnswer, endAt: instantAnswer }))
      .meta({ description: 'When somebody is on call and absent at once' }),
    nextCursor: z.null(),
  })
  .meta({ id: 'OnCallShifts' });

/** Who is on call at an instant, by schedule. */
export const onCallNowAnswer = z
  .object({
    at: instantAnswer,
    items: z.array(
      z.object({
        schedule: z.object({ id, name: z.string(), timeZone: z.string() }),
        people: z.array(
          z.object({ person: personRefAnswer, level: z.number().int(), startAt: instantAnswer, endAt: instantAnswer.nullable() }),
        ),
        isMissing: z.boolean().meta({ description: 'Nobody is on call although somebody must be' }),
        next: z.object({ person: personRefAnswer, startAt: instantAnswer }).nullable(),
      }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'OnCallNow' });

export const myShiftAnswer = z
  .object({
    schedule: z.object({ id, name: z.string(), timeZone: z.string() }),
    startAt: instantAnswer,
    endAt: instantAnswer,
    level: z.number().int(),
    isFixed: z.boolean().meta({ description: 'Of a temporary schedule: no swap and no override changes it' }),
    swapId: z.string().nullable().meta({ description: 'The open request to swap that touches the shift' }),
  })
  .meta({ id: 'MyShift' });

export const gapAnswer = z
  .object({
    schedule: z.object({ id, name: z.string() }),
    startAt: instantAnswer,
    endAt: instantAnswer,
    foundAt: instantAnswer
      .nullable()
      .meta({ description: 'When leads were told; null when the sweep has not seen it or nobody is to be told' }),
  })
  .meta({ id: 'OnCallGap' });
