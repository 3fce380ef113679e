import { z } from 'zod';
import { assetRefAnswer } from '../assets/asset-schemas.ts';
import { amount } from '../platform/money.ts';
import { calendarDate, id, line, page, pageQuery, version } from '../platform/schemas.ts';
import { bookValueAnswer, scheduleYear } from './plan-schemas.ts';
import { supplierRef } from './supplier-schemas.ts';

export const purchaseChanges = z
  .strictObject({
    supplierId: id.nullable(),
    orderNumber: line(120).nullable(),
    invoiceNumber: line(120).nullable(),
    inServiceOn: calendarDate.nullable(),
    planId: id.nullable(),
    isNotDepreciated: z.boolean(),
    salvage: amount.nullable(),
    endOfLifeOn: calendarDate.nullable(),
  })
  .partial();
export type PurchaseChanges = z.output<typeof purchaseChanges>;

const planRef = z.object({ id, name: z.string() });

export const moneyAnswer = z
  .object({
    supplier: supplierRef.nullable(),
    orderNumber: z.string().nullable(),
    invoiceNumber: z.string().nullable(),
    purchasedOn: z.string().nullable(),
    inServiceOn: z.string().nullable(),
    cost: z.number().nullable(),
    currency: z.string().nullable(),
    /** The plan that the asset goes by, its own or that of its kind. */
    plan: planRef.extend({ isOwn: z.boolean() }).nullable(),
    isNotDepreciated: z.boolean(),
    salvage: z.number().nullable(),
    /** The end of life as it was entered, or else by the plan. */
    endOfLifeOn: z.string().nullable(),
    isEndOfLifeEntered: z.boolean(),
    value: bookValueAnswer.nullable(),
    years: z.array(scheduleYear),
    /** What repairs cost so far, by currency. */
    repairs: z.array(z.object({ currency: z.string(), cost: z.number(), count: z.number().int() })),
    /** 0 until somebody enters something. */
    version,
  })
  .meta({ id: 'AssetMoney' });
export type MoneyAnswer = z.output<typeof moneyAnswer>;

export const moneyQuery = z.object({ asOf: calendarDate.optional() });

export const valuesQuery = z.object({ ...pageQuery, asOf: calendarDate.optional(), kind: line(60).optional(), locationId: id.optional() });
export type ValuesQuery = z.output<typeof valuesQuery>;
export const valuesFileQuery = valuesQuery.pick({ asOf: true, kind: true, locationId: true });

export const valueLine = z
  .object({
    asset: assetRefAnswer,
    purchasedOn: z.string().nullable(),
    inServiceOn: z.string().nullable(),
    currency: z.string(),
    cost: z.number(),
    plan: z.string().nullable(),
    depreciated: z.number(),
    bookValue: z.number(),
    endsOn: z.string().nullable(),
  })
  .meta({ id: 'BookValueLine' });
export type ValueLine = z.output<typeof valueLine>;
export const valuesPage = page(valueLine);

export const totalsAnswer = z
  .object({
    asOf: z.string(),
    items: z.array(
      z.object({
        currency: z.string(),
        kind: z.string(),
        count: z.number().int(),
        cost: z.number(),
        depreciated: z.number(),
        bookValue: z.number(),
      }),
    ),
  })
  .meta({ id: 'BookValueTotals' });
