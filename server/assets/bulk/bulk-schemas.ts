import { z } from 'zod';
import { personRefAnswer } from '../../people/person-schemas.ts';
import { id, instant, instantAnswer, pageQuery, text } from '../../platform/schemas.ts';
import { assetChanges, assetFilter, assetRefAnswer, fieldChange } from '../asset-schemas.ts';
import { bulkStates, itemStates, mostAtOnce } from './bulk-change.ts';

const note = text(2000).nullable().default(null);

/** What may be the same for many assets; names, tags, serial numbers and identifiers are each one's own. */
const commonFields = assetChanges.omit({ tag: true, name: true, serial: true, identifiers: true });

/** What is done to each of the assets. */
export const bulkAction = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('edit'), fields: commonFields }),
    z.strictObject({
      type: z.literal('checkOut'),
      personId: id.optional(),
      locationId: id.optional(),
      assetId: id.optional(),
      dueAt: instant.nullable().default(null),
      note,
    }),
    z.strictObject({ type: z.literal('checkIn'), locationId: id.optional(), note }),
    z.strictObject({ type: z.literal('retire'), status: z.enum(['retired', 'disposed']).default('retired'), note }),
    z.strictObject({ type: z.literal('reinstate') }),
  ])
  .refine(saysSomething, 'says nothing that would change')
  .refine(
    (action) => action.type !== 'checkOut' || [action.personId, action.locationId, action.assetId].filter(Boolean).length === 1,
    'give exactly one of personId, locationId and assetId',
  );

function saysSomething(action: { type: string; fields?: object }): boolean {
  return action.type !== 'edit' || Object.values(action.fields ?? {}).some((value) => value !== undefined);
}

const names = [...Object.keys(assetFilter), 'q'];

/** Filters as the query of GET /assets says them. */
const filters = z
  .record(z.string().max(40), z.string().max(2000))
  .superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      if (!names.includes(name)) context.addIssue({ code: 'custom', path: [name], message: 'is not a filter' });
    }
  })
  .transform((given, context) => {
    const parsed = z.object({ ...assetFilter, q: text(200, 0).optional() }).safeParse(given);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  });

export const newBulkChange = z
  .strictObject({
    action: bulkAction,
    /** Ids or tags. */
    assetIds: z.array(text(80)).min(1).max(mostAtOnce).optional(),
    /** Everything that matches now, as GET /assets filters; what comes to match later is not touched. */
    filters: filters.optional(),
  })
  .refine(({ assetIds, filters }) => (assetIds === undefined) !== (filters === undefined), 'say assetIds or filters');
export type NewBulkChange = z.output<typeof newBulkChange>;

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
  .meta({ id: 'AssetBulkChange' });

export const bulkItemQuery = z.object({ ...pageQuery, state: z.enum(itemStates).optional() });

export const bulkItemAnswer = z
  .object({
    seq: z.number().int(),
    asset: assetRefAnswer.nullable(),
    state: z.enum(itemStates),
    /** Why it failed, or was not undone. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'AssetBulkItem' });

export const bulkPreviewAnswer = z
  .object({
    total: z.number().int(),
    /** Of how many it was tried out; the first ones of them all. */
    tried: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    items: z.array(
      z.object({
        asset: assetRefAnswer,
        outcome: z.enum(['changed', 'unchanged', 'refused']),
        changes: z.array(fieldChange),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'AssetBulkPreview' });
