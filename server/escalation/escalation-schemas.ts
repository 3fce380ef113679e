import { z } from 'zod';
import { skill } from '../people/availability-schemas.ts';
import { timeZone } from '../people/person-schemas.ts';
import { duration, durationMs } from '../platform/duration.ts';
import { id, instant, instantAnswer, line, version } from '../platform/schemas.ts';
import { week } from '../service-levels/service-level-schemas.ts';
import { anchors, incidentPriorities, strategies, targetRoles } from './escalation-policy.ts';
import { skipReasons } from './next-step.ts';

const person = z.strictObject({ personId: id });
const group = z.strictObject({ supportGroupId: id });
const leads = z.strictObject({ leadsOfGroupId: id });
const schedule = z.strictObject({
  scheduleId: id,
  level: z
    .number()
    .int()
    .min(1)
    .max(5)
    .optional()
    .meta({ description: 'Of this level alone; otherwise the first level that has somebody' }),
});

const target = z
  .union([person, group, leads, schedule, z.enum(targetRoles)], {
    error: `must be {personId}, {supportGroupId}, {leadsOfGroupId}, {scheduleId}, ${targetRoles.map((role) => `"${role}"`).join(', ')}`,
  })
  .meta({ description: 'A person, a group or its leads, who is on call, or found from the incident when the step fires' });

/** Instead of `targets` an action may name one `target`, or a person, group or schedule directly. */
const direct = { personId: id.optional(), supportGroupId: id.optional(), scheduleId: id.optional() };
const calling = { targets: z.array(target).min(1).max(50).optional(), target: target.optional(), ...direct };

const assign = z
  .strictObject({
    type: z.literal('assign'),
    target: z.union([person, group, schedule, z.literal('supportGroup')]).optional(),
    ...direct,
    strategy: z
      .enum(strategies)
      .nullable()
      .default(null)
      .meta({ description: 'How somebody is found in the group or on call; null gives it to the person or the group as a whole' }),
    skills: z.array(skill).max(20).default([]).meta({ description: 'For `bySkill`: who knows most of these is chosen' }),
  })
  .meta({ description: 'Gives the incident to a technician, to a group, or to somebody in it; people who are away are passed over' });

const action = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('notify'), ...calling })
    .meta({ description: 'Tells people; without a target the incident’s support group' }),
  z.strictObject({ type: z.literal('page'), ...calling }).meta({ description: 'The same, marked urgent' }),
  assign,
  z.strictObject({ type: z.literal('raisePriority'), by: z.number().int().min(1).max(4).default(1) }),
  z.strictObject({ type: z.literal('webhook'), url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2000) }),
]);

const priority = z.enum(incidentPriorities);

const conditions = z
  .strictObject({
    priorityAtLeast: priority.nullable().default(null),
    unassigned: z.boolean().default(false).meta({ description: 'Only while the incident has no technician' }),
    unacknowledged: z.boolean().optional().meta({ description: 'The opposite of `evenAcknowledged`' }),
  })
  .meta({ description: 'What must hold when the step is due; otherwise it does nothing in this round' });

const step = z
  .strictObject({
    after: duration({ min: '-P90D', max: 'P90D' }).optional().meta({ description: 'Negative is before, e.g. -PT30M from resolutionDue' }),
    before: duration({ min: 'PT0S', max: 'P90D' }).nullable().optional().meta({ description: 'The same as a negative `after`' }),
    from: z.enum(anchors).default('opened'),
    conditions: conditions.optional(),
    actions: z.array(action).min(1, 'must have one action at least').max(20),
    evenAcknowledged: z.boolean().optional().meta({ description: 'Fires although somebody acknowledged the incident' }),
  })
  .refine(({ after, before }) => after !== undefined || before != null, { message: 'say when: after or before', path: ['after'] })
  .refine(({ after, before }) => after === undefined || before == null || durationMs(after) === 0 - (durationMs(before) ?? 0), {
    message: 'says something else than after',
    path: ['before'],
  })
  .refine(({ evenAcknowledged, conditions: c }) => evenAcknowledged === undefined || c?.unacknowledged !== evenAcknowledged, {
    message: 'contradicts conditions.unacknowledged',
    path: ['evenAcknowledged'],
  });

const steps = z.array(step).min(1, 'must have one step at least').max(20);
const repeat = z.number().int().min(0).max(9).meta({ description: 'How often all steps are gone through again' });

const quietHours = z
  .strictObject({
    priorityAtMost: priority.default('P4').meta({ description: 'This priority and lower ones are quiet' }),
    calendarId: id.optional().meta({ description: 'Quiet whenever this service calendar is closed' }),
    timeZone: timeZone.optional(),
    week: week.optional().meta({ description: 'Quiet in these hours, e.g. {"mon": [["20:00", "07:00"]]}' }),
  })
  .refine((quiet) => (quiet.calendarId === undefined) !== (quiet.week === undefined && quiet.timeZone === undefined), {
    message: 'say either calendarId, or timeZone and week',
    path: ['calendarId'],
  })
  .refine((quiet) => quiet.calendarId !== undefined || (quiet.week !== undefined && quiet.timeZone !== undefined), {
    message: 'needs timeZone and week',
    path: ['week'],
  })
  .meta({ description: 'Steps that fall into quiet hours wait for their end' });

const acknowledgementExpiresAfter = duration({ min: 'PT5M', max: 'P30D' })
  .nullable()
  .meta({ description: 'Unless work has begun by then, the escalation goes on where it stood; null is never' });

const rules = {
  steps,
  repeat: repeat.default(0),
  quietHours: quietHours.nullable().default(null),
  acknowledgementExpiresAfter: acknowledgementExpiresAfter.default(null),
};

export const newEscalationPolicy = z.strictObject({
  name: line(120),
  ...rules,
  isDefault: z
    .boolean()
    .optional()
    .meta({ description: 'Holds for services that name none. The first policy is the default unless told otherwise' }),
});

export const escalationPolicyChanges = z
  .strictObject({ name: line(120), steps, repeat, quietHours: quietHours.nullable(), acknowledgementExpiresAfter, isDefault: z.boolean() })
  .partial();

export const escalationPreview = z.strictObject({
  policyId: id.optional(),
  policy: z.strictObject({ name: line(120).optional(), isDefault: z.boolean().optional(), ...rules }).optional(),
  at: instant.optional().meta({ description: 'When the incident would be opened; now unless told' }),
  priority: priority.default('P2'),
  serviceId: id.nullable().default(null),
  supportGroupId: id.nullable().default(null).meta({ description: 'Otherwise the service’s group, or the default one' }),
  assigneeId: id.nullable().default(null),
  acknowledgedAfter: duration({ min: 'PT0S', max: 'P30D' })
    .nullable()
    .default(null)
    .meta({ description: 'As if somebody acknowledged so long after the opening and then did nothing' }),
});

const actionAnswer = z.looseObject({ type: z.enum(['notify', 'page', 'assign', 'raisePriority', 'webhook']) });

const stepAnswer = z.object({
  after: z.string(),
  before: z.string().nullable(),
  from: z.enum(anchors),
  conditions: z.object({ priorityAtLeast: priority.nullable(), unassigned: z.boolean(), unacknowledged: z.boolean() }),
  actions: z.array(actionAnswer),
  evenAcknowledged: z.boolean(),
});

export const escalationPolicyAnswer = z
  .object({
    id,
    name: z.string(),
    isDefault: z.boolean(),
    steps: z.array(stepAnswer),
    repeat: z.number().int(),
    quietHours: z
      .object({
        priorityAtMost: priority,
        calendarId: z.string().optional(),
        timeZone: z.string().optional(),
        week: z.record(z.string(), z.array(z.array(z.string()))).optional(),
      })
      .nullable(),
    acknowledgementExpiresAfter: z.string().nullable(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'EscalationPolicy' });

const named = z.object({ id, name: z.string() });

const assignmentAnswer = z
  .object({
    person: named.nullable(),
    supportGroup: named.nullable(),
    strategy: z.enum([...strategies, 'named', 'group']),
    why: z.object({ en: z.string(), fr: z.string() }).meta({ description: 'Why to them, in both languages' }),
  })
  .meta({ id: 'EscalationAssignment' });

const skipped = z.enum(skipReasons).nullable().meta({
  description: '`nobody`: there was nobody to tell, and the next step fired at once; otherwise the condition that did not hold',
});

/** One step that fired for an incident. */
export const escalationItemAnswer = z
  .object({
    step: z.number().int().meta({ description: 'From 1' }),
    loop: z.number().int().meta({ description: '0 the first time, n the nth repetition' }),
    dueAt: instantAnswer,
    firedAt: instantAnswer,
    lateMs: z.number().int(),
    waitedSince: instantAnswer.nullable().meta({ description: 'When it was due but for quiet hours' }),
    recipients: z.array(named),
    absent: z.array(named).meta({ description: 'Meant, but away' }),
    assignments: z.array(assignmentAnswer),
    actions: z.array(actionAnswer),
    skipped,
  })
  .meta({ id: 'EscalationItem' });

const eventKind = z.enum(['step', 'acknowledgementExpiring', 'acknowledgementExpired']);

/** Where the escalation of an incident stands. */
export const escalationStateAnswer = z
  .object({
    state: z.enum(['none', 'running', 'acknowledged', 'paused', 'stopped', 'finished']),
    policy: z
      .object({ id, name: z.string(), version, newestVersion: version, steps: z.number().int(), repeat: z.number().int() })
      .nullable()
      .meta({ description: 'The version that this escalation began with and keeps' }),
    next: z
      .object({
        kind: eventKind,
        at: instantAnswer,
        step: z.number().int().nullable(),
        loop: z.number().int().nullable(),
        waitsSince: instantAnswer.nullable(),
        recipients: z.array(named).meta({ description: 'Who would be told then, as things stand now' }),
        assignments: z.array(assignmentAnswer),
        skipped,
      })
      .nullable(),
    acknowledgement: z.object({ at: instantAnswer, person: named.nullable(), expiresAt: instantAnswer.nullable() }).nullable(),
  })
  .meta({ id: 'EscalationState' });

export const escalationPreviewAnswer = z
  .object({
    openedAt: instantAnswer,
    responseDueAt: instantAnswer.nullable(),
    resolutionDueAt: instantAnswer.nullable(),
    supportGroup: named.nullable(),
    items: z.array(
      z.object({
        kind: z.enum(['acknowledged', ...eventKind.options]),
        at: instantAnswer,
        step: z.number().int().nullable(),
        loop: z.number().int().nullable(),
        waitsSince: instantAnswer.nullable(),
        recipients: z.array(named),
        absent: z.array(named),
        isRequesterTold: z.boolean(),
        assignments: z.array(assignmentAnswer),
        priority: priority.meta({ description: 'After the step' }),
        actions: z.array(actionAnswer),
        skipped,
      }),
    ),
  })
  .meta({ id: 'EscalationPreview' });
