import { z } from 'zod';
import { personRefAnswer, timeZone } from '../people/person-schemas.ts';
import { duration } from '../platform/duration.ts';
import { calendarDate, id, instant, instantAnswer, line, text, version } from '../platform/schemas.ts';
import { week } from '../service-levels/service-level-schemas.ts';
import { anchors } from './escalation-policy.ts';
import { rotationTypes } from './on-call.ts';

const person = z.strictObject({ personId: id });
const group = z.strictObject({ supportGroupId: id });
const schedule = z.strictObject({ scheduleId: id });
const role = z.enum(['assignee', 'supportGroup', 'lead']);

const target = z
  .union([person, group, schedule, role], {
    error: 'must be {personId}, {supportGroupId}, {scheduleId}, "assignee", "supportGroup" or "lead"',
  })
  .meta({ description: 'A person, a group, who is on call, or found from the incident when the step fires' });

/** Instead of `targets` an action may name one `target`, or a person, group or schedule directly. */
const direct = { personId: id.optional(), supportGroupId: id.optional(), scheduleId: id.optional() };
const calling = { targets: z.array(target).min(1).max(50).optional(), target: target.optional(), ...direct };

const action = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('notify'), ...calling })
    .meta({ description: 'Tells people; without a target the incident’s support group' }),
  z.strictObject({ type: z.literal('page'), ...calling }).meta({ description: 'The same, marked urgent' }),
  z
    .strictObject({ type: z.literal('assign'), target: z.union([person, group, schedule]).optional(), ...direct })
    .meta({ description: 'Gives the incident to a technician, to a group, or to who is on call' }),
  z.strictObject({ type: z.literal('raisePriority'), by: z.number().int().min(1).max(4).default(1) }),
  z.strictObject({ type: z.literal('webhook'), url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2000) }),
]);

const step = z.strictObject({
  after: duration({ min: '-P90D', max: 'P90D' }).meta({ description: 'Negative is before, e.g. -PT30M from resolutionDue' }),
  from: z.enum(anchors).default('opened'),
  actions: z.array(action).min(1, 'must have one action at least').max(20),
  evenAcknowledged: z.boolean().default(false).meta({ description: 'Fires although somebody acknowledged the incident' }),
});

const steps = z.array(step).min(1, 'must have one step at least').max(20);
const repeat = z.number().int().min(0).max(9).meta({ description: 'How often all steps are gone through again' });

export const newEscalationPolicy = z.strictObject({
  name: line(120),
  steps,
  repeat: repeat.default(0),
  isDefault: z
    .boolean()
    .optional()
    .meta({ description: 'Holds for services that name none. The first policy is the default unless told otherwise' }),
});

export const escalationPolicyChanges = z.strictObject({ name: line(120), steps, repeat, isDefault: z.boolean() }).partial();

const actionAnswer = z.looseObject({ type: z.enum(['notify', 'page', 'assign', 'raisePriority', 'webhook']) });

export const escalationPolicyAnswer = z
  .object({
    id,
    name: z.string(),
    isDefault: z.boolean(),
    steps: z.array(z.object({ after: z.string(), from: z.enum(anchors), actions: z.array(actionAnswer), evenAcknowledged: z.boolean() })),
    repeat: z.number().int(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'EscalationPolicy' });

/** One step that fired for an incident. */
export const escalationItemAnswer = z
  .object({
    step: z.number().int().meta({ description: 'From 1' }),
    loop: z.number().int().meta({ description: '0 the first time, n the nth repetition' }),
    dueAt: instantAnswer,
    firedAt: instantAnswer,
    lateMs: z.number().int(),
    recipients: z.array(z.object({ id, name: z.string() })),
    actions: z.array(actionAnswer),
    skipped: z.enum(['nobody']).nullable().meta({ description: '`nobody`: there was nobody to tell, and the next step fired at once' }),
  })
  .meta({ id: 'EscalationItem' });

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00');

const rotation = z.strictObject({
  name: line(120).default('Rotation'),
  type: z.enum(rotationTypes),
  every: z.number().int().min(1).max(366).default(1).meta({ description: 'A turn lasts so many hours, days, weeks or months' }),
  startsOn: calendarDate.meta({ description: 'Date of the first handover, in the zone of the schedule' }),
  handoverAt: localTime.default('09:00'),
  participantIds: z.array(id).min(1, 'must have one participant at least').max(200),
  week: week.nullable().default(null).meta({ description: 'Hours in which the rotation is on call at all; null is always' }),
});

const rotations = z.array(rotation).max(20);

export const newOnCallSchedule = z.strictObject({
  name: line(120),
  timeZone,
  rotations: rotations.min(1, 'must have one rotation at least'),
});
export const onCallScheduleChanges = z.strictObject({ name: line(120), timeZone, rotations }).partial();

export const onCallScheduleAnswer = z
  .object({
    id,
    name: z.string(),
    timeZone: z.string(),
    rotations: z.array(
      z.object({
        name: z.string(),
        type: z.enum(rotationTypes),
        every: z.number().int(),
        startsOn: z.string(),
        handoverAt: z.string(),
        participantIds: z.array(z.string()),
        week: z.record(z.string(), z.array(z.array(z.string()))).nullable(),
      }),
    ),
    onCallNow: z.array(personRefAnswer),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'OnCallSchedule' });

export const newOverride = z
  .strictObject({
    personId: id.nullable().default(null).meta({ description: 'Who takes over; from everybody, or from replacesPersonId alone' }),
    replacesPersonId: id.nullable().default(null).meta({ description: 'Whose turns are taken over; without personId nobody takes them' }),
    startAt: instant,
    endAt: instant,
    reason: text(500, 0).nullable().default(null),
  })
  .refine(({ personId, replacesPersonId }) => personId !== null || replacesPersonId !== null, {
    message: 'say personId, replacesPersonId or both',
    path: ['personId'],
  })
  .refine(({ startAt, endAt }) => startAt < endAt, { message: 'must be after startAt', path: ['endAt'] });

export const overrideAnswer = z
  .object({
    id,
    scheduleId: z.string(),
    personId: z.string().nullable(),
    replacesPersonId: z.string().nullable(),
    startAt: instantAnswer,
    endAt: instantAnswer,
    reason: z.string().nullable(),
    createdAt: instantAnswer,
  })
  .meta({ id: 'OnCallOverride' });

export const rangeQuery = z.object({ from: instant, to: instant });
export const atQuery = z.object({ at: instant.optional() });

export const coverageAnswer = z
  .object({
    items: z.array(
      z.object({
        person: personRefAnswer,
        startAt: instantAnswer,
        endAt: instantAnswer,
        rotation: z.string().nullable(),
        overrideId: z.string().nullable(),
      }),
    ),
    gaps: z.array(z.object({ startAt: instantAnswer, endAt: instantAnswer })).meta({ description: 'When nobody is on call' }),
    nextCursor: z.null(),
  })
  .meta({ id: 'OnCallShifts' });
