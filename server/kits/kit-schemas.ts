import { z } from 'zod';
import { id, instant, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';

const quantity = z.number().int().min(1).max(1000);

const kitLine = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('stock'), itemId: id, quantity: quantity.default(1) }),
  z.strictObject({
    type: z.literal('asset'),
    kind: line(60),
    model: line(120).nullable().default(null),
    quantity: quantity.max(50).default(1),
  }),
  z.strictObject({ type: z.literal('licence'), licenceId: id }),
]);

const fields = { name: line(200), notes: text(10_000).nullable(), lines: z.array(kitLine).min(1).max(50), isActive: z.boolean() };

export const newKit = z.strictObject({
  name: fields.name,
  notes: fields.notes.default(null),
  lines: fields.lines,
  isActive: fields.isActive.default(true),
});
export type NewKit = z.output<typeof newKit>;

export const kitChanges = z.strictObject(fields).partial();
export type KitChanges = z.output<typeof kitChanges>;

const shownLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stock'), itemId: id, quantity: z.number().int(), name: z.string() }),
  z.object({ type: z.literal('asset'), kind: z.string(), model: z.string().nullable(), quantity: z.number().int(), name: z.string() }),
  z.object({ type: z.literal('licence'), licenceId: id, name: z.string() }),
]);

export const kitAnswer = z
  .object({
    id,
    name: z.string(),
    notes: z.string().nullable(),
    lines: z.array(shownLine),
    isActive: z.boolean(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'Kit' });
export type KitAnswer = z.output<typeof kitAnswer>;
export const kitPage = page(kitAnswer);

export const lineState = z
  .object({
    line: z.number().int(),
    name: z.string(),
    wanted: z.number().int(),
    available: z.number().int().nullable(),
    isMissing: z.boolean(),
  })
  .meta({ id: 'KitLineState' });
export const availabilityAnswer = z.object({ isComplete: z.boolean(), lines: z.array(lineState) });

/** Assets may be chosen by hand; for the others the first of their kind on the shelf is taken. */
export const kitHandOutBody = z
  .strictObject({
    personId: id.optional(),
    locationId: id.optional(),
    assetIds: z.array(id).max(200).default([]),
    dueAt: instant.nullable().default(null),
    note: line(500).nullable().default(null),
  })
  .refine((body) => Boolean(body.personId) !== Boolean(body.locationId), { message: 'give exactly one of personId and locationId' });
export type KitHandOutInput = z.output<typeof kitHandOutBody>;

const content = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stock'), id, name: z.string(), quantity: z.number().int(), isLent: z.boolean() }),
  z.object({ type: z.literal('asset'), id, name: z.string(), tag: z.string() }),
  z.object({ type: z.literal('licence'), id, name: z.string(), seatId: id }),
]);

export const kitHandOutAnswer = z
  .object({
    id,
    kit: z.object({ id, name: z.string() }),
    holder: z.object({ type: z.enum(['person', 'location']), id, name: z.string() }),
    contents: z.array(content),
    note: z.string().nullable(),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    handedOutAt: instantAnswer,
    returnedAt: instantAnswer.nullable(),
    /** What could not be taken back with the rest, since it is elsewhere by now. */
    elsewhere: z.array(z.string()).default([]),
  })
  .meta({ id: 'KitHandOut' });
export type KitHandOutAnswer = z.output<typeof kitHandOutAnswer>;
export const kitHandOutPage = page(kitHandOutAnswer);
export const kitHandOutQuery = z.object({ ...pageQuery, kitId: id.optional(), holderId: id.optional() });
export type KitHandOutQuery = z.output<typeof kitHandOutQuery>;
