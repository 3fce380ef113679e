/** A calendar date as the API says it, `2026-11-24`. These functions know no time zone. */
export type Day = string;

const dayMs = 86_400_000;

interface Parts {
  year: number;
  /** From 1. */
  month: number;
  day: number;
}

export const partsOf = (date: Day): Parts => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const write = ({ year, month, day }: Parts): Day => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;

/** Days since 1970-01-01. */
export const dayNumber = (date: Day): number => Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);

export const dayOf = (number: number): Day => new Date(number * dayMs).toISOString().slice(0, 10);

export const addDays = (date: Day, days: number): Day => dayOf(dayNumber(date) + days);

const lengthOfMonth = (year: number, month: number): number => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

/** The same day of the month, or the last one where the month has no such day. */
export function addMonths(date: Day, months: number): Day {
  const { year, month, day } = partsOf(date);
  const count = year * 12 + (month - 1) + months;
  const to = { year: Math.floor(count / 12), month: (count % 12) + 1 };
  return write({ ...to, day: Math.min(day, lengthOfMonth(to.year, to.month)) });
}

/** The date in a time zone at an instant. */
export const dayIn = (at: Date, timeZone = 'UTC'): Day =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
