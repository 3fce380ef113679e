import { z } from 'zod';
import { levels, visibilities } from '../incidents/incident.ts';
import { incidentAnswer, incidentParams, tag } from '../incidents/incident-schemas.ts';
import { duration } from '../platform/duration.ts';
import { id, instantAnswer, line, text, version } from '../platform/schemas.ts';
import { faultInActions } from './macro.ts';
import { variableNames } from './variables.ts';

/** Words in one language or both; `{{requester.firstName}}` and the like are filled in. */
const texts = z
  .strictObject({ en: text(20_000), fr: text(20_000) })
  .partial()
  .refine((value) => value.en !== undefined || value.fr !== undefined, 'say it in at least one language');

const idOrMe = z.string().min(1).max(64).meta({ description: 'An id, or `me`' });

export const macroAction = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('comment'), visibility: z.enum(visibilities).default('public'), texts }),
  z
    .strictObject({ type: z.literal('assign'), technicianId: idOrMe.nullable().optional(), supportGroupId: id.optional() })
    .refine((value) => value.technicianId !== undefined || value.supportGroupId !== undefined, 'say technicianId, supportGroupId or both'),
  z
    .strictObject({
      type: z.literal('edit'),
      impact: z.enum(levels).optional(),
      urgency: z.enum(levels).optional(),
      serviceId: id.nullable().optional(),
    })
    .refine((value) => Object.values(value).filter((each) => each !== undefined).length > 1, 'say what to change'),
  z.strictObject({ type: z.literal('pend'), reason: text(500), for: duration({ min: 'PT1M', max: 'P365D' }).optional() }),
  z.strictObject({ type: z.literal('resume') }),
  z.strictObject({ type: z.literal('resolve'), code: text(60), note: text(10_000, 0).default('') }),
  z.strictObject({ type: z.literal('watch'), personId: idOrMe.default('me') }),
  z.strictObject({ type: z.literal('checklist'), items: z.array(line(300)).min(1).max(50) }),
  z.strictObject({ type: z.literal('tag'), tags: z.array(tag).min(1).max(10) }),
  z.strictObject({
    type: z.literal('time'),
    spent: duration({ min: 'PT1M', max: 'PT24H' }),
    note: text(500, 0).default(''),
  }),
]);

const actions = z
  .array(macroAction)
  .min(1)
  .max(12)
  .superRefine((value, issues) => {
    const fault = faultInActions(value);
    if (fault) issues.addIssue({ code: 'custom', message: fault });
  });

export const newMacro = z.strictObject({ name: line(120), supportGroupId: id.nullable().default(null), actions });
export const macroChanges = z.strictObject({ name: line(120), supportGroupId: id.nullable(), actions }).partial();

export const macroAnswer = z
  .object({ id, name: z.string(), supportGroupId: z.string().nullable(), actions: z.array(macroAction), version, createdAt: instantAnswer })
  .meta({ id: 'Macro' });

const named = z.object({ id, name: z.string() });

/** What a macro would do to an incident now, with its words filled in. */
export const macroPreviewAnswer = z
  .object({
    actions: z.array(
      z.object({
        type: z.string(),
        visibility: z.enum(visibilities).optional(),
        /** The words, the reason or the note. */
        text: z.string().optional(),
        technician: named.nullable().optional(),
        supportGroup: named.optional(),
        service: named.nullable().optional(),
        impact: z.enum(levels).optional(),
        urgency: z.enum(levels).optional(),
        until: instantAnswer.optional(),
        code: z.string().optional(),
        spent: z.string().optional(),
        items: z.array(z.string()).optional(),
        tags: z.array(z.string()).optional(),
        /** Whether the present status allows it; a macro is done as a whole or not at all. */
        isAllowed: z.boolean(),
      }),
    ),
    /** Variables that have nothing to say about this incident. */
    missing: z.array(z.enum(variableNames)),
    isAllowed: z.boolean(),
  })
  .meta({ id: 'MacroPreview' });

export const macroPreviewParams = incidentParams.extend({ macroId: z.string().min(1).max(64) });

export const newMacroRun = z.strictObject({
  macroId: id,
  /** The public words as the technician wrote them over; words of their own answer the requester, the macro's do not. */
  answer: text(50_000).optional(),
  /** The internal words likewise. */
  note: text(50_000).optional(),
});

export const macroRunParams = incidentParams.extend({ runId: z.string().min(1).max(64) });
export const macroRunAnswer = z
  .object({ id, macroId: z.string(), appliedAt: instantAnswer, incident: incidentAnswer })
  .meta({ id: 'MacroRun' });

const shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be of letters a to z, digits and hyphens');

export const newCannedAnswer = z.strictObject({ name: line(120), shortcut, supportGroupId: id.nullable().default(null), texts });
export const cannedAnswerChanges = z.strictObject({ name: line(120), shortcut, supportGroupId: id.nullable(), texts }).partial();

export const cannedAnswerAnswer = z
  .object({
    id,
    name: z.string(),
    shortcut: z.string(),
    supportGroupId: z.string().nullable(),
    texts: z.object({ en: z.string().optional(), fr: z.string().optional() }),
    version,
  })
  .meta({ id: 'CannedAnswer' });

export const cannedQuery = z.object({ q: z.string().max(100).default(''), language: z.enum(['en', 'fr']).optional() });

/** A canned answer with its variables filled in for an incident, in the requester's language. */
export const filledAnswer = z
  .object({ id, name: z.string(), shortcut: z.string(), text: z.string(), missing: z.array(z.enum(variableNames)) })
  .meta({ id: 'FilledAnswer' });
