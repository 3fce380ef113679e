import { z } from 'zod';
import { id, instantAnswer, page, version } from '../../platform/schemas.ts';

/** What stands before and behind the number; as strict as tags, since it becomes part of them. */
const affix = z
  .string()
  .trim()
  .max(30)
  .regex(/^[^/\\?#\n\r\t]*$/, 'must not contain / \\ ? # or line ends')
  .refine((value) => !/[{}]/.test(value.replace(/\{(YYYY|YY)\}/g, '')), 'may contain {YYYY} or {YY} and no other braces')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  .refine((value) => !/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(value), 'must not contain control characters');

const fields = {
  prefix: affix.refine((value) => value.length > 0, 'must not be empty'),
  digits: z.number().int().min(1).max(12),
  suffix: affix,
  first: z.number().int().min(0).max(1_000_000_000),
  kind: z.string().max(40).nullable(),
  locationId: id.nullable(),
  companyId: id.nullable(),
  position: z.number().int().min(0).max(10_000),
  isActive: z.boolean(),
};

export const newSequence = z.strictObject({
  prefix: fields.prefix,
  digits: fields.digits.default(5),
  suffix: fields.suffix.default(''),
  first: fields.first.default(1),
  kind: fields.kind.default(null),
  locationId: fields.locationId.default(null),
  companyId: fields.companyId.default(null),
  position: fields.position.optional(),
  isActive: fields.isActive.default(true),
});
export type NewSequence = z.output<typeof newSequence>;

export const sequenceChanges = z.strictObject(fields).partial();
export type SequenceChanges = z.output<typeof sequenceChanges>;

export const sequenceAnswer = z
  .object({
    id,
    prefix: z.string(),
    digits: z.number().int(),
    suffix: z.string(),
    first: z.number().int(),
    kind: z.string().nullable(),
    locationId: z.string().nullable(),
    companyId: z.string().nullable(),
    position: z.number().int(),
    isActive: z.boolean(),
    /** The tag that it gives next. */
    next: z.string(),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'AssetTagSequence' });
export const sequencePage = page(sequenceAnswer);

export const nextTagQuery = z.object({ kind: z.string().max(40).default('other'), locationId: id.optional(), companyId: id.optional() });
export const nextTagAnswer = z.object({ tag: z.string(), sequenceId: z.string().nullable() });
