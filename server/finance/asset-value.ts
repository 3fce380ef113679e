import type { z } from 'zod';
import type { Day } from '../platform/calendar-days.ts';
import { fromCents } from '../platform/money.ts';
import { type BookValue, bookValueOf, type Depreciable, type ScheduleYear, scheduleOf } from './depreciation.ts';
import type { bookValueAnswer, scheduleYear } from './plan-schemas.ts';
import type { Plan } from './plan-store.ts';
import type { Purchase } from './purchase-store.ts';

interface Priced {
  kind: string;
  purchasedOn: string | null;
  purchaseCostCents: number | null;
}

/** The plan that an asset goes by: its own, or that of its kind. */
export function planFor(asset: Priced, purchase: Purchase | undefined | null, plans: readonly Plan[]): Plan | null {
  if (purchase?.isNotDepreciated) return null;
  if (purchase?.planId) return plans.find(({ id }) => id === purchase.planId) ?? null;
  return plans.find(({ kinds }) => kinds.includes(asset.kind)) ?? null;
}

/** What is depreciated from when, or null while the price or the date is not known. */
export function depreciableOf(asset: Priced, purchase: Purchase | undefined | null): Depreciable | null {
  const startOn = purchase?.inServiceOn ?? asset.purchasedOn;
  if (asset.purchaseCostCents === null || !startOn) return null;
  return { costCents: asset.purchaseCostCents, salvageCents: purchase?.salvageCents ?? null, startOn };
}

/** The value of an asset in the books at the end of a day; null without a price, a date or a plan. */
export function currentValue(asset: Priced, purchase: Purchase | undefined | null, plan: Plan | null, asOf: Day): BookValue | null {
  const thing = depreciableOf(asset, purchase);
  return plan && thing ? bookValueOf(thing, plan, asOf) : null;
}

/** A book value as the API says it. */
export const shownValue = (value: BookValue): z.output<typeof bookValueAnswer> => ({
  asOf: value.asOf,
  cost: value.costCents / 100,
  salvage: value.salvageCents / 100,
  depreciated: value.depreciatedCents / 100,
  bookValue: value.bookCents / 100,
  endsOn: value.endsOn,
  isFullyDepreciated: value.isFullyDepreciated,
});

/** The years of a thing's life as the API says them. */
export const shownYears = (thing: Depreciable, plan: Parameters<typeof scheduleOf>[1]): Array<z.output<typeof scheduleYear>> =>
  scheduleOf(thing, plan).map(({ from, to, ...year }: ScheduleYear) => ({
    from,
    to,
    depreciation: fromCents(year.depreciationCents) as number,
    depreciated: fromCents(year.depreciatedCents) as number,
    bookValue: fromCents(year.bookCents) as number,
  }));
