import { z } from 'zod';
import { levels } from '../incidents/incident.ts';
import { keptFilters } from '../incidents/incident-filter-schemas.ts';
import { incidentRefAnswer, pending, resolution, tag } from '../incidents/incident-schemas.ts';
import { durationMs } from '../platform/duration.ts';
import { id, instant, instantAnswer, line, pageQuery, text, version } from '../platform/schemas.ts';
import { doers, ruleEvents, sinces } from './rule.ts';

const duration = z
  .string()
  .max(40)
  .refine((value) => durationMs(value.replace(/^-/, '')) !== null, 'is not an ISO 8601 duration such as PT2H, or -PT30M before a due time');

const trigger = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('event'),
    events: z.array(z.enum(ruleEvents)).min(1).max(ruleEvents.length),
    by: z.enum(doers).default('anybody'),
  }),
  z
    .strictObject({ type: z.literal('time'), since: z.enum(sinces), after: duration })
    .refine(({ since, after }) => since === 'due' || !after.startsWith('-'), {
      path: ['after'],
      message: 'may lie before a due time only',
    }),
]);

const oneAtLeast = { message: 'must say what to change' };
const saysSomething = (action: object): boolean => Object.values(action).filter((value) => value !== undefined).length > 1;

const action = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('assign'), supportGroupId: id.optional(), technicianId: id.optional() })
    .refine(saysSomething, oneAtLeast),
  z
    .strictObject({
      type: z.literal('edit'),
      impact: z.enum(levels).optional(),
      urgency: z.enum(levels).optional(),
      serviceId: id.optional(),
    })
    .refine(saysSomething, oneAtLeast),
  z.strictObject({ type: z.literal('tag'), tags: z.array(tag).min(1).max(10) }),
  z.strictObject({ type: z.literal('comment'), visibility: z.enum(['public', 'internal']), body: text(5000) }),
  z.strictObject({ type: z.literal('watch'), personId: id }),
  z.strictObject({ type: z.literal('notify'), personIds: z.array(id).min(1).max(20), text: text(500) }),
  z.strictObject({ type: z.literal('pend'), reason: pending.shape.reason, for: duration.optional() }),
  z.strictObject({ type: z.literal('resolve'), ...resolution.shape }),
  z.strictObject({ type: z.literal('cancel'), reason: text(2000) }),
]);

const fields = {
  name: line(120),
  isActive: z.boolean(),
  trigger,
  filters: keptFilters,
  actions: z.array(action).min(1).max(10),
  isLast: z.boolean(),
};

export const newRule = z.strictObject({
  ...fields,
  isActive: fields.isActive.default(true),
  filters: fields.filters.default({}),
  isLast: fields.isLast.default(false),
});
export const ruleChanges = z.strictObject(fields).partial();
export const ruleOrder = z.strictObject({ ids: z.array(id).min(1).max(1000) });

export const ruleAnswer = z
  .object({ id, ...fields, filters: z.record(z.string(), z.string()), position: z.number().int(), version })
  .meta({ id: 'RoutingRule' });

/** A rule, saved or not, and the past on which to try it. */
export const dryRun = z.strictObject({
  trigger,
  filters: keptFilters.default({}),
  actions: z.array(action).max(10).default([]),
  from: instant.optional(),
  to: instant.optional(),
});

export const dryRunAnswer = z.object({
  from: instantAnswer,
  to: instantAnswer,
  /** Occasions in the span: events of the wanted kinds, or incidents whose time came. */
  occasions: z.number().int(),
  /** Of those, with incidents that match the filters as they are today. */
  matched: z.number().int(),
  /** There were more occasions than are looked at; the newest were. */
  isCut: z.boolean(),
  items: z.array(
    z.object({
      incident: incidentRefAnswer,
      at: instantAnswer,
      event: z.enum(ruleEvents).nullable(),
      /** What would change, in the order of the actions. */
      changes: z.array(z.object({ type: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
    }),
  ),
});

export const firingQuery = z.object(pageQuery);
export const firingAnswer = z
  .object({
    id,
    ruleVersion: version,
    incident: incidentRefAnswer.nullable(),
    firedAt: instantAnswer,
    outcome: z.enum(['acted', 'refused', 'stopped']),
    actions: z.array(z.object({ type: z.string(), outcome: z.enum(['done', 'refused']), detail: z.string().nullable() })),
  })
  .meta({ id: 'RoutingRuleFiring' });
