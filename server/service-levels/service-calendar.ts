import { offsetSpanAt } from './zone-offsets.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Opening and closing by the wall clock: `["09:00", "17:00"]`. An end at or before the start is on the next day. */
export type Window = readonly [string, string];

/**
 * When a service is attended, by the wall clock of its zone. It is open at an instant when the clock on the wall shows a
 * time inside a window of that date. An exception says all the hours of one date instead of its weekday; the part of a
 * shift that lies on the date before or after stays as it was.
 */
export interface CalendarHours {
  timeZone: string;
  week: Partial<Record<Weekday, readonly Window[]>>;
  exceptions: Record<string, readonly Window[]>;
}

/** A calendar that has no opening hour left where time was to be counted. */
export class CalendarNeverOpens extends Error {}

export const aroundTheClock: CalendarHours = {
  timeZone: 'UTC',
  week: Object.fromEntries(weekdays.map((day) => [day, [['00:00', '24:00']]])) as unknown as CalendarHours['week'],
  exceptions: {},
};

const dayMs = 86_400_000;
const horizonMs = 100 * 366 * dayMs;

/** Open spans within one local date, milliseconds from its 00:00, sorted and disjoint. */
export type Hours = ReadonlyArray<readonly [number, number]>;

interface Compiled {
  /** By weekday, Monday first. */
  week: Hours[];
  /** Dates that differ, by days since 1970-01-01. */
  days: Map<number, Hours>;
  lastException: number;
}

const compiled = new WeakMap<CalendarHours, Compiled>();

const msOfDay = (time: string): number => Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3, 5)) * 60_000;
/** Days from 1970-01-01 to a date. */
export const dayOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

const wraps = ([start, end]: Window): boolean => msOfDay(end) <= msOfDay(start);
const ownPart = (windows: readonly Window[]): Hours => windows.map((w) => [msOfDay(w[0]), wraps(w) ? dayMs : msOfDay(w[1])] as const);
const nextDayPart = (windows: readonly Window[]): Hours => windows.filter(wraps).map(([, end]) => [0, msOfDay(end)] as const);

function union(...lists: Hours[]): Hours {
  const merged: Array<[number, number]> = [];
  for (const [start, end] of lists.flat().sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else if (start < end) merged.push([start, end]);
  }
  return merged;
}

/** The hours of a date by its weekday alone, with the rest of the night shift that began the day before. */
export function hoursOfDay(week: CalendarHours['week'], day: number): Hours {
  const of = (each: number): readonly Window[] => week[weekdays[weekdayOf(each)]!] ?? [];
  return union(ownPart(of(day)), nextDayPart(of(day - 1)));
}

function compile(calendar: CalendarHours): Compiled {
  const known = compiled.get(calendar);
  if (known) return known;
  const weekly = (day: number): readonly Window[] => calendar.week[weekdays[weekdayOf(day)]!] ?? [];
  const exceptions = new Map(Object.entries(calendar.exceptions).map(([date, windows]) => [dayOfDate(date), windows]));
  const days = new Map<number, Hours>();
  for (const [day, windows] of exceptions) {
    days.set(day, union(ownPart(windows)));
    // An exception that itself runs over midnight says when it ends; otherwise the weekday's night shift does.
    if (!exceptions.has(day + 1) && windows.some(wraps)) days.set(day + 1, union(ownPart(weekly(day + 1)), nextDayPart(windows)));
  }
  const week = weekdays.map((_, index) => hoursOfDay(calendar.week, index - 3));
  const result = { week, days, lastException: Math.max(Number.NEGATIVE_INFINITY, ...days.keys()) };
  compiled.set(calendar, result);
  return result;
}

/** The open spans between two instants in order, in epoch milliseconds; a span may be cut at midnight. */
function* openSpans(calendar: CalendarHours, from: number, to: number): Generator<[number, number]> {
  const { week, days } = compile(calendar);
  for (let at = from; at < to; ) {
    const span = offsetSpanAt(calendar.timeZone, at);
    const localFrom = at + span.offsetMs;
    const localTo = Math.min(span.to, to) + span.offsetMs;
    for (let day = Math.floor(localFrom / dayMs); day * dayMs < localTo; day += 1) {
      for (const [open, close] of days.get(day) ?? week[weekdayOf(day)]!) {
        const start = Math.max(day * dayMs + open, localFrom);
        const end = Math.min(day * dayMs + close, localTo);
        if (start < end) yield [start - span.offsetMs, end - span.offsetMs];
      }
    }
    at = Math.min(span.to, to);
  }
}

/** The opening times between two instants, each as long as the service stays open. */
export function openingsBetween(calendar: CalendarHours, from: Date, to: Date): Array<{ from: Date; to: Date }> {
  const openings: Array<{ from: Date; to: Date }> = [];
  for (const [start, end] of openSpans(calendar, from.getTime(), to.getTime())) {
    const last = openings.at(-1);
    if (last && last.to.getTime() === start) last.to = new Date(end);
    else openings.push({ from: new Date(start), to: new Date(end) });
  }
  return openings;
}

/** How long the service is open between two instants, in real milliseconds; 0 when they are in the wrong order. */
export function businessMsBetween(calendar: CalendarHours, from: Date, to: Date): number {
  let sum = 0;
  for (const [start, end] of openSpans(calendar, from.getTime(), to.getTime())) sum += end - start;
  return sum;
}

/**
 * The instant at which the service has been open for so long since an instant; when that is exactly at closing, it is
 * closing. Throws CalendarNeverOpens when the calendar has too few hours in the coming hundred years.
 */
export function afterBusinessMs(calendar: CalendarHours, from: Date, ms: number): Date {
  if (ms <= 0) return from;
  let remaining = ms;
  for (const [start, end] of openSpans(calendar, from.getTime(), searchEnd(calendar, from.getTime()))) {
    if (end - start >= remaining) return new Date(start + remaining);
    remaining -= end - start;
  }
  throw new CalendarNeverOpens('The calendar has no opening hours left to count this time in');
}

/** A week without hours opens on its exceptions alone: there is nothing to find after the last one. */
function searchEnd(calendar: CalendarHours, from: number): number {
  const { week, lastException } = compile(calendar);
  const isWeekEmpty = week.every((hours) => hours.length === 0);
  return isWeekEmpty ? Math.min(from + horizonMs, (lastException + 2) * dayMs) : from + horizonMs;
}
