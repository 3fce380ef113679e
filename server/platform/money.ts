import { z } from 'zod';

/** An amount of money as a number with at most two decimals, or the same as text. */
export const amount = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d+(\.\d{1,2})?$/, 'must be an amount such as 1299.90')
      .transform(Number),
  ])
  .refine((value) => value >= 0 && value <= 1e12, 'must be between 0 and a million million')
  .refine((value) => Math.abs(Math.round(value * 100) - value * 100) < 1e-4, 'must have at most two decimals');

export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR');

/** In hundredths, so that sums are exact. */
export const toCents = (value: number | null): number | null => (value === null ? null : Math.round(value * 100));

/** As the API says it. */
export const fromCents = (cents: number | null): number | null => (cents === null ? null : cents / 100);

export const defaultCurrency = 'EUR';
