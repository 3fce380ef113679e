import { z } from 'zod';
import { id, instantAnswer, line, page, version } from '../platform/schemas.ts';
import { fieldTypes } from './field-value.ts';
import { builtInKinds } from './kind.ts';
import { assetStatuses } from './lifecycle.ts';

export const kindIcons = [
  ...builtInKinds,
  'tablet',
  'monitor',
  'camera',
  'vehicle',
  'tool',
  'furniture',
  'badge',
  'audio',
  'drive',
] as const;

/** How the API calls something that administrators add: it stands in addresses and in tables, so it is plain. */
const key = z
  .string()
  .trim()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'must be lower case letters, digits and single _ and begin with a letter');

const bilingual = z.strictObject({ en: line(120), fr: line(120) });
const bilingualAnswer = z.object({ en: z.string(), fr: z.string() });
const position = z.number().int().min(0).max(10_000);

const statuses = z
  .array(z.enum(assetStatuses))
  .max(assetStatuses.length)
  .transform((list) => [...new Set(list)]);
const transitions = z.strictObject({
  in_stock: statuses,
  deployed: statuses,
  in_repair: statuses,
  lost: statuses,
  retired: statuses,
  disposed: statuses,
});

const kindField = z.strictObject({ fieldId: id, isRequired: z.boolean().default(false) });

const kindShape = {
  name: bilingual,
  base: z.enum(builtInKinds),
  icon: z.enum(kindIcons),
  isActive: z.boolean(),
  position,
  transitions: transitions.nullable(),
  fields: z.array(kindField).max(100),
};

export const newKind = z.strictObject({
  key,
  name: kindShape.name,
  base: kindShape.base.default('other'),
  icon: kindShape.icon.optional(),
  isActive: kindShape.isActive.default(true),
  position: kindShape.position.optional(),
  transitions: kindShape.transitions.default(null),
  fields: kindShape.fields.default([]),
});
export type NewKind = z.output<typeof newKind>;

export const kindChanges = z.strictObject(kindShape).partial();
export type KindChanges = z.output<typeof kindChanges>;

const choice = z.strictObject({ value: key, name: bilingual, isActive: z.boolean().default(true) });

const rules = z.strictObject({
  min: z.number().optional(),
  max: z.number().optional(),
  decimals: z.number().int().min(0).max(6).optional(),
  unit: line(20).optional(),
  maxLength: z.number().int().min(1).max(10_000).optional(),
  format: z.enum(['any', 'digits', 'alphanumeric', 'ip', 'mac']).optional(),
  mask: line(60).optional(),
});

const fieldShape = {
  name: bilingual,
  hint: z.strictObject({ en: line(300), fr: line(300) }).nullable(),
  choices: z.array(choice).max(300),
  rules,
  isUnique: z.boolean(),
  isSearchable: z.boolean(),
  isPublic: z.boolean(),
  isActive: z.boolean(),
  position,
};

export const newField = z.strictObject({
  key,
  name: fieldShape.name,
  hint: fieldShape.hint.default(null),
  type: z.enum(fieldTypes),
  choices: fieldShape.choices.default([]),
  rules: fieldShape.rules.prefault({}),
  isUnique: fieldShape.isUnique.default(false),
  isSearchable: fieldShape.isSearchable.default(true),
  isPublic: fieldShape.isPublic.default(false),
  isActive: fieldShape.isActive.default(true),
  position: fieldShape.position.optional(),
  /** Kinds that get the field at once. */
  kinds: z.array(z.string().max(40)).max(200).default([]),
});
export type NewField = z.output<typeof newField>;

/** A type is for good: what is kept under it would be something else tomorrow. */
export const fieldChanges = z.strictObject(fieldShape).partial();
export type FieldChanges = z.output<typeof fieldChanges>;

export const fieldAnswer = z
  .object({
    id,
    key: z.string(),
    name: bilingualAnswer,
    hint: bilingualAnswer.nullable(),
    type: z.enum(fieldTypes),
    choices: z.array(z.object({ value: z.string(), name: bilingualAnswer, isActive: z.boolean() })),
    rules: z.object({
      min: z.number().optional(),
      max: z.number().optional(),
      decimals: z.number().optional(),
      unit: z.string().optional(),
      maxLength: z.number().optional(),
      format: z.enum(['any', 'digits', 'alphanumeric', 'ip', 'mac']).optional(),
      mask: z.string().optional(),
    }),
    isUnique: z.boolean(),
    isSearchable: z.boolean(),
    isPublic: z.boolean(),
    isActive: z.boolean(),
    position: z.number().int(),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'AssetField' });
export type FieldAnswer = z.output<typeof fieldAnswer>;

export const kindAnswer = z
  .object({
    key: z.string(),
    name: bilingualAnswer,
    base: z.enum(builtInKinds),
    icon: z.string(),
    isBuiltIn: z.boolean(),
    isActive: z.boolean(),
    position: z.number().int(),
    transitions: z.record(z.enum(assetStatuses), z.array(z.enum(assetStatuses))).nullable(),
    fields: z.array(z.object({ fieldId: id, key: z.string(), isRequired: z.boolean() })),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'AssetKind' });
export type KindAnswer = z.output<typeof kindAnswer>;

export const kindPage = page(kindAnswer);
export const fieldPage = page(fieldAnswer);
export const kindParams = z.object({ key: z.string().min(1).max(64) });
