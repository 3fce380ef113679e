import { z } from 'zod';
import { assetRefAnswer } from '../assets/asset-schemas.ts';
import { amount, currency } from '../platform/money.ts';
import { calendarDate, id, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { contractKinds, contractStates, costPeriods } from './contract.ts';
import { supplierRef } from './supplier-schemas.ts';

const fields = {
  name: line(200),
  kind: z.enum(contractKinds),
  supplierId: id.nullable(),
  reference: line(120).nullable(),
  startsOn: calendarDate,
  endsOn: calendarDate.nullable(),
  renewalMonths: z.number().int().min(1).max(240).nullable(),
  noticeDays: z.number().int().min(0).max(1000),
  cancelledOn: calendarDate.nullable(),
  cost: amount.nullable(),
  currency: currency.nullable(),
  costPer: z.enum(costPeriods),
  notes: text(10_000).nullable(),
};

export const newContract = z.strictObject({
  name: fields.name,
  kind: fields.kind.default('maintenance'),
  supplierId: fields.supplierId.default(null),
  reference: fields.reference.default(null),
  startsOn: fields.startsOn,
  endsOn: fields.endsOn.default(null),
  renewalMonths: fields.renewalMonths.default(null),
  noticeDays: fields.noticeDays.default(0),
  cancelledOn: fields.cancelledOn.default(null),
  cost: fields.cost.default(null),
  currency: fields.currency.default(null),
  costPer: fields.costPer.default('year'),
  notes: fields.notes.default(null),
  /** What it covers from the start. */
  assetIds: z.array(id).max(1000).default([]),
});
export type NewContract = z.output<typeof newContract>;

export const contractChanges = z.strictObject(fields).partial();
export type ContractChanges = z.output<typeof contractChanges>;

export const contractAnswer = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(contractKinds),
    supplier: supplierRef.nullable(),
    reference: z.string().nullable(),
    startsOn: z.string(),
    endsOn: z.string().nullable(),
    renewalMonths: z.number().int().nullable(),
    noticeDays: z.number().int(),
    cancelledOn: z.string().nullable(),
    cost: z.number().nullable(),
    currency: z.string().nullable(),
    costPer: z.enum(costPeriods),
    yearlyCost: z.number().nullable(),
    notes: z.string().nullable(),
    /** Where it stands today: which term, and by when notice must be given before it goes on. */
    term: z.object({
      state: z.enum(contractStates),
      endsOn: z.string().nullable(),
      noticeBy: z.string().nullable(),
      isRenewing: z.boolean(),
    }),
    assetCount: z.number().int(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'Contract' });
export type ContractAnswer = z.output<typeof contractAnswer>;
export const contractPage = page(contractAnswer);

export const contractQuery = z.object({
  ...pageQuery,
  q: text(200, 0).optional(),
  supplierId: id.optional(),
  kind: z.enum(contractKinds).optional(),
});
export type ContractQuery = z.output<typeof contractQuery>;

export const coverage = z.strictObject({ add: z.array(id).max(1000).default([]), remove: z.array(id).max(1000).default([]) });
export type Coverage = z.output<typeof coverage>;

export const coveredPage = page(assetRefAnswer);
export const coveredQuery = z.object(pageQuery);
