import { addMonths, type Day, dayNumber, dayOf, partsOf } from '../platform/calendar-days.ts';

export const depreciationMethods = ['straight_line', 'declining_balance'] as const;
export type DepreciationMethod = (typeof depreciationMethods)[number];

/**
 * How a part of a year counts: by days, by days of months of 30 (as in French accounts), by the month in which it
 * begins, or from the month after.
 */
export const proRatas = ['days', 'days_360', 'months', 'months_after'] as const;
export type ProRata = (typeof proRatas)[number];

export interface DepreciationTerms {
  method: DepreciationMethod;
  lifeMonths: number;
  /** Hundredths of a percent of the cost that remain at the end. */
  salvageBasisPoints: number;
  proRata: ProRata;
  /** Declining balance: this many hundredths of the straight-line rate. */
  factorHundredths: number | null;
  /** Declining balance: goes on in a straight line as soon as that is more. */
  isSwitching: boolean;
  /** The life ends with its last fiscal year, not with the day on which it began. */
  isEndingWithFiscalYear: boolean;
  fiscalYearStartsIn: number;
}

export interface Depreciable {
  costCents: number;
  /** What remains at the end; by the plan unless told. */
  salvageCents: number | null;
  /** The first day in service. */
  startOn: Day;
}

export interface BookValue {
  asOf: Day;
  costCents: number;
  salvageCents: number;
  depreciatedCents: number;
  bookCents: number;
  /** The last day of the life. */
  endsOn: Day;
  isFullyDepreciated: boolean;
}

export interface ScheduleYear {
  from: Day;
  to: Day;
  depreciationCents: number;
  depreciatedCents: number;
  bookCents: number;
}

/** A part of a fiscal year within the life, in units of the way of counting; `to` is its first unit no more. */
interface Segment {
  from: number;
  to: number;
  yearUnits: number;
  lastOn: Day;
}

interface Life {
  start: number;
  end: number;
  startOn: Day;
  endsOn: Day;
  segments: Segment[];
}

/** Places a date on the line of units. Of a month of 31 days, the last two are one. */
function unitsUntil(date: Day, proRata: ProRata): number {
  if (proRata === 'days') return dayNumber(date);
  const { year, month, day } = partsOf(date);
  return proRata === 'days_360' ? year * 360 + (month - 1) * 30 + Math.min(day, 30) - 1 : year * 12 + month - 1;
}

const firstOfMonth = (date: Day): Day => `${date.slice(0, 8)}01`;

/** By whole months, the life begins with a month. */
function effectiveStart(startOn: Day, proRata: ProRata): Day {
  if (proRata === 'months') return firstOfMonth(startOn);
  return proRata === 'months_after' ? addMonths(firstOfMonth(startOn), 1) : startOn;
}

function fiscalYearStart(date: Day, month: number): Day {
  const parts = partsOf(date);
  const year = parts.month >= month ? parts.year : parts.year - 1;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}

function lifeOf(startOn: Day, terms: DepreciationTerms): Life {
  const { proRata, lifeMonths, fiscalYearStartsIn } = terms;
  const first = effectiveStart(startOn, proRata);
  const start = unitsUntil(first, proRata);
  const begin = terms.isEndingWithFiscalYear ? fiscalYearStart(first, fiscalYearStartsIn) : first;
  const after = addMonths(begin, lifeMonths);
  // Months of 30 days are 30 units each, however many days February has.
  const end = proRata === 'days_360' ? unitsUntil(begin, proRata) + lifeMonths * 30 : unitsUntil(after, proRata);
  const segments: Segment[] = [];
  let yearStart = fiscalYearStart(first, fiscalYearStartsIn);
  for (let from = start; from < end; ) {
    const next = addMonths(yearStart, 12);
    const to = Math.min(unitsUntil(next, proRata), end);
    const yearUnits = unitsUntil(next, proRata) - unitsUntil(yearStart, proRata);
    const lastOn = dayOf(Math.min(dayNumber(next), dayNumber(after)) - 1);
    if (to > from) segments.push({ from, to, yearUnits, lastOn });
    from = Math.max(from, to);
    yearStart = next;
  }
  return { start, end, startOn: first, endsOn: dayOf(dayNumber(after) - 1), segments };
}

/** `a / b`, rounded half up; exact at any size. */
const ratio = (a: bigint, b: bigint): bigint => (2n * a + b) / (2n * b);

/** What the cost comes down to. */
export function salvageOf({ costCents, salvageCents }: Depreciable, terms: DepreciationTerms): number {
  const wanted = salvageCents ?? Number(ratio(BigInt(costCents) * BigInt(terms.salvageBasisPoints), 10_000n));
  return Math.min(wanted, costCents);
}

/** How much is gone by the beginning of a unit. */
function depreciatedBy(at: number, base: { cost: bigint; salvage: bigint }, life: Life, terms: DepreciationTerms): bigint {
  if (at <= life.start) return 0n;
  if (terms.method === 'straight_line') {
    return ratio((base.cost - base.salvage) * BigInt(Math.min(at, life.end) - life.start), BigInt(life.end - life.start));
  }
  let book = base.cost;
  for (const segment of life.segments) {
    const year = declineIn(segment, book, base.salvage, life, terms);
    if (at < segment.to) {
      const part = at <= segment.from ? 0n : ratio(year * BigInt(at - segment.from), BigInt(segment.to - segment.from));
      return base.cost - book + part;
    }
    book -= year;
  }
  return base.cost - book;
}

function declineIn({ from, to, yearUnits }: Segment, book: bigint, salvage: bigint, life: Life, terms: DepreciationTerms): bigint {
  const units = BigInt(to - from);
  const rate = BigInt(terms.factorHundredths ?? 100) * 12n;
  const declining = ratio(book * rate * units, 100n * BigInt(terms.lifeMonths) * BigInt(yearUnits));
  const straight = terms.isSwitching ? ratio((book - salvage) * units, BigInt(life.end - from)) : 0n;
  const wanted = declining > straight ? declining : straight;
  return wanted < book - salvage ? wanted : book - salvage;
}

/** The first unit after a day: a day counts once it is over. */
const unitAfter = (date: Day, proRata: ProRata): number => unitsUntil(dayOf(dayNumber(date) + 1), proRata);

/** What a thing is worth in the books at the end of a day; what is depreciated and what is left are its cost, to the cent. */
export function bookValueOf(thing: Depreciable, terms: DepreciationTerms, asOf: Day): BookValue {
  const life = lifeOf(thing.startOn, terms);
  const salvageCents = salvageOf(thing, terms);
  const base = { cost: BigInt(thing.costCents), salvage: BigInt(salvageCents) };
  const at = unitAfter(asOf, terms.proRata);
  const depreciatedCents = Number(depreciatedBy(at, base, life, terms));
  return {
    asOf,
    costCents: thing.costCents,
    salvageCents,
    depreciatedCents,
    bookCents: thing.costCents - depreciatedCents,
    endsOn: life.endsOn,
    isFullyDepreciated: at >= life.end,
  };
}

/** The depreciation of every fiscal year of the life; the years add up to what the book value says at the end of each. */
export function scheduleOf(thing: Depreciable, terms: DepreciationTerms): ScheduleYear[] {
  const life = lifeOf(thing.startOn, terms);
  const base = { cost: BigInt(thing.costCents), salvage: BigInt(salvageOf(thing, terms)) };
  let before = 0;
  let from = life.startOn;
  return life.segments.map((segment) => {
    const depreciatedCents = Number(depreciatedBy(segment.to, base, life, terms));
    const year = {
      from,
      to: segment.lastOn,
      depreciationCents: depreciatedCents - before,
      depreciatedCents,
      bookCents: thing.costCents - depreciatedCents,
    };
    before = depreciatedCents;
    from = dayOf(dayNumber(segment.lastOn) + 1);
    return year;
  });
}
