import { z } from 'zod';
import { amount } from '../platform/money.ts';
import { calendarDate, id, instantAnswer, line, page, version } from '../platform/schemas.ts';
import { depreciationMethods, proRatas } from './depreciation.ts';

const fields = {
  name: line(120),
  method: z.enum(depreciationMethods),
  lifeMonths: z.number().int().min(1).max(600),
  salvagePercent: z
    .number()
    .min(0)
    .max(100)
    .refine((value) => Math.abs(Math.round(value * 100) - value * 100) < 1e-6, 'must have at most two decimals'),
  proRata: z.enum(proRatas),
  factor: z
    .number()
    .min(1)
    .max(5)
    .refine((value) => Math.abs(Math.round(value * 100) - value * 100) < 1e-6, 'must have at most two decimals')
    .nullable(),
  isSwitching: z.boolean(),
  isEndingWithFiscalYear: z.boolean(),
  fiscalYearStartsIn: z.number().int().min(1).max(12),
  kinds: z.array(line(60)).max(100),
};

export const newPlan = z.strictObject({
  name: fields.name,
  method: fields.method.default('straight_line'),
  lifeMonths: fields.lifeMonths,
  salvagePercent: fields.salvagePercent.default(0),
  proRata: fields.proRata.default('days'),
  factor: fields.factor.default(null),
  isSwitching: fields.isSwitching.default(true),
  isEndingWithFiscalYear: fields.isEndingWithFiscalYear.default(false),
  fiscalYearStartsIn: fields.fiscalYearStartsIn.default(1),
  kinds: fields.kinds.default([]),
});
export type NewPlan = z.output<typeof newPlan>;

export const planChanges = z.strictObject(fields).partial();
export type PlanChanges = z.output<typeof planChanges>;

export const planAnswer = z
  .object({
    id,
    name: z.string(),
    method: z.enum(depreciationMethods),
    lifeMonths: z.number().int(),
    salvagePercent: z.number(),
    proRata: z.enum(proRatas),
    factor: z.number().nullable(),
    isSwitching: z.boolean(),
    isEndingWithFiscalYear: z.boolean(),
    fiscalYearStartsIn: z.number().int(),
    kinds: z.array(z.string()),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'DepreciationPlan' });
export const planPage = page(planAnswer);

export const bookValueAnswer = z
  .object({
    asOf: z.string(),
    cost: z.number(),
    salvage: z.number(),
    depreciated: z.number(),
    bookValue: z.number(),
    endsOn: z.string(),
    isFullyDepreciated: z.boolean(),
  })
  .meta({ id: 'BookValue' });

export const scheduleYear = z
  .object({ from: z.string(), to: z.string(), depreciation: z.number(), depreciated: z.number(), bookValue: z.number() })
  .meta({ id: 'DepreciationYear' });

/** What would become of a thing under terms that nobody has saved. */
export const planPreview = z.strictObject({
  plan: newPlan.omit({ name: true, kinds: true }),
  cost: amount,
  startOn: calendarDate,
  salvage: amount.nullable().default(null),
  asOf: calendarDate.optional(),
});
export const planPreviewAnswer = z.object({ value: bookValueAnswer, years: z.array(scheduleYear) });
