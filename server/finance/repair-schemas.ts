import { z } from 'zod';
import { assetRefAnswer } from '../assets/asset-schemas.ts';
import { amount, currency } from '../platform/money.ts';
import { calendarDate, id, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { supplierRef } from './supplier-schemas.ts';

export const repairKinds = ['repair', 'maintenance', 'upgrade', 'calibration'] as const;
export const repairStatuses = ['open', 'returned', 'cancelled'] as const;
export const repairOutcomes = ['repaired', 'replaced', 'irreparable', 'no_fault_found'] as const;

const fields = {
  kind: z.enum(repairKinds),
  title: line(200),
  supplierId: id.nullable(),
  reference: line(120).nullable(),
  incidentId: id.nullable(),
  isWarranty: z.boolean(),
  expectedOn: calendarDate.nullable(),
  cost: amount.nullable(),
  currency: currency.nullable(),
  notes: text(10_000).nullable(),
};

export const newRepair = z.strictObject({
  kind: fields.kind.default('repair'),
  title: fields.title,
  supplierId: fields.supplierId.default(null),
  reference: fields.reference.default(null),
  incidentId: fields.incidentId.default(null),
  isWarranty: fields.isWarranty.default(false),
  /** Whether the asset is away, and so in repair, until it comes back. */
  isAway: z.boolean().default(true),
  startedOn: calendarDate.optional(),
  expectedOn: fields.expectedOn.default(null),
  cost: fields.cost.default(null),
  currency: fields.currency.default(null),
  notes: fields.notes.default(null),
});
export type NewRepair = z.output<typeof newRepair>;

export const repairChanges = z.strictObject(fields).partial();
export type RepairChanges = z.output<typeof repairChanges>;

export const repairEnd = z
  .strictObject({
    outcome: z.enum(repairOutcomes).default('repaired'),
    finishedOn: calendarDate.optional(),
    cost: amount.nullable().optional(),
    currency: currency.nullable().optional(),
    notes: text(10_000).nullable().optional(),
  })
  .prefault({});
export type RepairEnd = z.output<typeof repairEnd>;

export const repairAnswer = z
  .object({
    id,
    number: z.string(),
    asset: assetRefAnswer.nullable(),
    kind: z.enum(repairKinds),
    title: z.string(),
    supplier: supplierRef.nullable(),
    reference: z.string().nullable(),
    incident: z.object({ id, number: z.string(), title: z.string() }).nullable(),
    status: z.enum(repairStatuses),
    outcome: z.enum(repairOutcomes).nullable(),
    isAway: z.boolean(),
    isWarranty: z.boolean(),
    isLate: z.boolean(),
    startedOn: z.string(),
    expectedOn: z.string().nullable(),
    finishedOn: z.string().nullable(),
    cost: z.number().nullable(),
    currency: z.string().nullable(),
    notes: z.string().nullable(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'Repair' });
export type RepairAnswer = z.output<typeof repairAnswer>;
export const repairPage = page(repairAnswer);

export const repairQuery = z.object({ ...pageQuery, status: z.enum(repairStatuses).optional(), supplierId: id.optional() });
export type RepairQuery = z.output<typeof repairQuery>;
