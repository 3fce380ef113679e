import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instant, instantAnswer, pageQuery, text } from '../platform/schemas.ts';
import { bulkStates, itemStates, mostAtOnce } from './bulk-change.ts';
import { levels, visibilities } from './incident.ts';
import { filterNames, incidentFilters } from './incident-filter-schemas.ts';
import { incidentRefAnswer, tag } from './incident-schemas.ts';
import { mostTags } from './tag.ts';

const idOrNumber = z.string().min(1).max(64);
const reason = text(2000, 0).optional();

/** What is done to each of the incidents. */
export const bulkAction = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('assign'), technicianId: idOrNumber.nullable().optional(), supportGroupId: id.optional() }),
    z.strictObject({ type: z.literal('acknowledge') }),
    z.strictObject({ type: z.literal('pend'), reason: text(500), until: instant.nullable().optional() }),
    z.strictObject({ type: z.literal('resume') }),
    z.strictObject({ type: z.literal('resolve'), code: text(60), note: text(10_000, 0).default('') }),
    z.strictObject({ type: z.literal('reopen'), reason }),
    z.strictObject({ type: z.literal('close') }),
    z.strictObject({ type: z.literal('cancel'), reason }),
    z.strictObject({ type: z.literal('priority'), impact: z.enum(levels).optional(), urgency: z.enum(levels).optional() }),
    z.strictObject({ type: z.literal('service'), serviceId: id.nullable() }),
    z.strictObject({
      type: z.literal('tag'),
      add: z.array(tag).max(mostTags).default([]),
      remove: z.array(tag).max(mostTags).default([]),
    }),
    z.strictObject({ type: z.literal('comment'), body: text(50_000), visibility: z.enum(visibilities).default('public') }),
    z.strictObject({ type: z.literal('merge'), intoId: idOrNumber }),
    z.strictObject({ type: z.literal('watch'), watching: z.boolean().default(true) }),
  ])
  .refine(saysSomething, 'says nothing that would change');

function saysSomething(action: { type: string; [field: string]: unknown }): boolean {
  const { type, ...fields } = action;
  if (type === 'assign' || type === 'priority') return Object.values(fields).some((value) => value !== undefined);
  if (type === 'tag') return Object.values(fields).some((tags) => (tags as string[]).length > 0);
  return true;
}

const filters = z
  .record(z.string().max(40), z.string().max(2000))
  .superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      if (!filterNames.some((known) => known === name)) context.addIssue({ code: 'custom', path: [name], message: 'is not a filter' });
    }
  })
  .transform((given, context) => {
    const parsed = incidentFilters.safeParse(given);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  });

export const newBulkChange = z
  .strictObject({
    action: bulkAction,
    /** Ids or numbers. */
    incidentIds: z.array(idOrNumber).min(1).max(mostAtOnce).optional(),
    /** Everything that matches now, as GET /incidents filters; what comes to match later is not touched. */
    filters: filters.optional(),
  })
  .refine(({ incidentIds, filters }) => (incidentIds === undefined) !== (filters === undefined), 'say incidentIds or filters');

export const bulkChangeAnswer = z
  .object({
    id,
    action: z.looseObject({ type: z.string() }),
    actor: personRefAnswer.nullable(),
    state: z.enum(bulkStates),
    total: z.number().int(),
    /** Worked on without a failure, changed or not. */
    done: z.number().int(),
    failed: z.number().int(),
    undone: z.number().int(),
    /** Not undone: somebody has changed it since. */
    kept: z.number().int(),
    percent: z.number().int(),
    canUndo: z.boolean(),
    createdAt: instantAnswer,
    finishedAt: instantAnswer.nullable(),
    undoneAt: instantAnswer.nullable(),
  })
  .meta({ id: 'BulkChange' });

export const bulkItemQuery = z.object({ ...pageQuery, state: z.enum(itemStates).optional() });

export const bulkItemAnswer = z
  .object({
    seq: z.number().int(),
    incident: incidentRefAnswer,
    state: z.enum(itemStates),
    /** Why it failed, or was not undone. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'BulkChangeItem' });
