import { z } from 'zod';
import { supplierRef } from '../finance/supplier-schemas.ts';
import { amount, currency } from '../platform/money.ts';
import { id, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { holderTypes, movementKinds, stockKinds } from './stock-item.ts';

const most = 1_000_000;
const quantity = z.number().int().min(1).max(most);

const fields = {
  name: line(200),
  kind: z.enum(stockKinds),
  manufacturer: line(120).nullable(),
  partNumber: line(120).nullable(),
  supplierId: id.nullable(),
  unit: line(30).nullable(),
  minimum: z.number().int().min(0).max(most).nullable(),
  unitCost: amount.nullable(),
  currency: currency.nullable(),
  notes: text(10_000).nullable(),
  isActive: z.boolean(),
};

export const newStockItem = z.strictObject({
  name: fields.name,
  kind: fields.kind.default('consumable'),
  manufacturer: fields.manufacturer.default(null),
  partNumber: fields.partNumber.default(null),
  supplierId: fields.supplierId.default(null),
  unit: fields.unit.default(null),
  minimum: fields.minimum.default(null),
  unitCost: fields.unitCost.default(null),
  currency: fields.currency.default(null),
  notes: fields.notes.default(null),
  isActive: fields.isActive.default(true),
  /** How many there are already, and where. */
  quantity: z.number().int().min(0).max(most).default(0),
  shelfId: id.nullable().default(null),
});
export type NewStockItem = z.output<typeof newStockItem>;

/** What is lent stays what it is: the kind does not change. */
export const stockItemChanges = z.strictObject(fields).omit({ kind: true }).partial();
export type StockItemChanges = z.output<typeof stockItemChanges>;

const locationRef = z.object({ id, name: z.string() });

export const stockItemAnswer = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(stockKinds),
    manufacturer: z.string().nullable(),
    partNumber: z.string().nullable(),
    supplier: supplierRef.nullable(),
    unit: z.string().nullable(),
    minimum: z.number().int().nullable(),
    onHand: z.number().int(),
    onLoan: z.number().int(),
    isLow: z.boolean(),
    /** Where they lie; a shelf without a location is the one of which nobody said where. */
    shelves: z.array(z.object({ location: locationRef.nullable(), quantity: z.number().int() })),
    unitCost: z.number().nullable(),
    currency: z.string().nullable(),
    notes: z.string().nullable(),
    isActive: z.boolean(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'StockItem' });
export type StockItemAnswer = z.output<typeof stockItemAnswer>;
export const stockItemPage = page(stockItemAnswer);

const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();

export const stockItemQuery = z.object({
  ...pageQuery,
  q: text(200, 0).optional(),
  kind: z.enum(stockKinds).optional(),
  low: flag,
  active: flag,
});
export type StockItemQuery = z.output<typeof stockItemQuery>;

const reason = line(500);
const shelfId = id.nullable().default(null);

export const receiptBody = z.strictObject({
  quantity,
  shelfId,
  orderNumber: line(120).nullable().default(null),
  unitCost: amount.nullable().default(null),
  currency: currency.nullable().default(null),
  reason: reason.nullable().default(null),
});
export type Receipt = z.output<typeof receiptBody>;

const holder = { personId: id.optional(), locationId: id.optional(), assetId: id.optional() };
const hasOneHolder = (body: { personId?: string | undefined; locationId?: string | undefined; assetId?: string | undefined }): boolean =>
  [body.personId, body.locationId, body.assetId].filter(Boolean).length === 1;
const oneHolder = { message: 'give exactly one of personId, locationId and assetId' };

/** Without a shelf, from the one that has most. */
export const handOutBody = z
  .strictObject({ ...holder, quantity: quantity.default(1), shelfId: id.nullable().optional(), reason: reason.nullable().default(null) })
  .refine(hasOneHolder, oneHolder);
export type HandOut = z.output<typeof handOutBody>;

/** `isWrittenOff`: lost or broken; it does not come back to a shelf. */
export const returnBody = z
  .strictObject({
    ...holder,
    quantity: quantity.default(1),
    shelfId,
    isWrittenOff: z.boolean().default(false),
    reason: reason.nullable().default(null),
  })
  .refine(hasOneHolder, oneHolder);
export type Return = z.output<typeof returnBody>;

export const correctionBody = z.strictObject({
  quantity: z
    .number()
    .int()
    .min(-most)
    .max(most)
    .refine((value) => value !== 0, 'must not be 0'),
  shelfId,
  reason,
});
export type Correction = z.output<typeof correctionBody>;

export const countBody = z.strictObject({
  counted: z.number().int().min(0).max(most),
  shelfId,
  reason: reason.nullable().default(null),
});
export type Count = z.output<typeof countBody>;

export const moveBody = z.strictObject({ quantity, fromShelfId: shelfId, toShelfId: shelfId, reason: reason.nullable().default(null) });
export type Move = z.output<typeof moveBody>;

export const movementAnswer = z
  .object({
    id,
    item: z.object({ id, name: z.string(), kind: z.enum(stockKinds) }),
    kind: z.enum(movementKinds),
    location: locationRef.nullable(),
    quantity: z.number().int(),
    balance: z.number().int(),
    holder: z.object({ type: z.enum(holderTypes), id, name: z.string() }).nullable(),
    reason: z.string().nullable(),
    orderNumber: z.string().nullable(),
    unitCost: z.number().nullable(),
    currency: z.string().nullable(),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    happenedAt: instantAnswer,
  })
  .meta({ id: 'StockMovement' });
export type MovementAnswer = z.output<typeof movementAnswer>;
export const movementPage = page(movementAnswer);
export const movementQuery = z.object({ ...pageQuery, itemId: id.optional(), holderId: id.optional() });
export type MovementQuery = z.output<typeof movementQuery>;

export const loanAnswer = z
  .object({
    item: z.object({ id, name: z.string(), kind: z.enum(stockKinds) }),
    holder: z.object({ type: z.enum(holderTypes), id, name: z.string() }),
    quantity: z.number().int(),
  })
  .meta({ id: 'StockLoan' });
export const loanPage = page(loanAnswer);
