import { Temporal } from 'temporal-polyfill';
import { type Weekday, type Window, weekdays } from '../service-levels/service-calendar.ts';
import { beginningAt, endingAt, localAt, localOf, msOfDay } from './wall-clock.ts';

export const rotationTypes = ['hourly', 'daily', 'weekly', 'monthly'] as const;
export type RotationType = (typeof rotationTypes)[number];

/** Hours of a week by the wall clock, such as nights and weekends. */
export type WeekHours = Partial<Record<Weekday, readonly Window[]>>;

/** People who take turns. Handovers are by the wall clock of the schedule's zone, so a change of clocks moves none. */
export interface Rotation {
  name: string;
  type: RotationType;
  /** A turn lasts so many hours, days, weeks or months. */
  every: number;
  /** The date and the local time of the first handover, and so of all that follow. */
  startsOn: string;
  handoverAt: string;
  /** The date of the last handover, to nobody; null is never. */
  endsOn: string | null;
  participantIds: string[];
  /** Hours in which the rotation is on call at all, such as nights; null means always. */
  week: WeekHours | null;
  /** 1 is called first, 2 stands behind, and so on. */
  level: number;
}

/** What rotations that were saved before these fields existed lack. */
export const withDefaults = (rotation: Partial<Rotation>): Rotation => ({ level: 1, endsOn: null, week: null, ...rotation }) as Rotation;

export interface Span {
  startAt: Date;
  endAt: Date;
}

export interface Turn extends Span {
  personId: string;
}

const dayMs = 86_400_000;
const unitMs = { hourly: 3_600_000, daily: dayMs, weekly: 7 * dayMs };

/** Who has a turn between two instants, cut to them and to the hours of the rotation, in order of time. */
export function turnsBetween(rotation: Rotation, timeZone: string, from: Date, to: Date): Turn[] {
  const turns: Turn[] = [];
  const until = rotation.endsOn ? earlier(to, new Date(endingAt(timeZone, localOf(rotation.endsOn, rotation.handoverAt)))) : to;
  for (let turn = turnAt(rotation, timeZone, from); ; turn += 1) {
    const startAt = handover(rotation, timeZone, turn);
    if (startAt >= until) return turns;
    const span = { startAt: later(startAt, from), endAt: earlier(handover(rotation, timeZone, turn + 1), until) };
    if (span.startAt >= span.endAt) continue;
    const personId = rotation.participantIds[turn % rotation.participantIds.length]!;
    const spans = rotation.week ? hoursBetween(rotation.week, timeZone, span.startAt, span.endAt) : [span];
    for (const each of spans) turns.push({ personId, ...each });
  }
}

const startOf = ({ startsOn, handoverAt }: Rotation): number => localOf(startsOn, handoverAt);

/** The number of the turn in which an instant lies, counted from 0 and never below. */
function turnAt(rotation: Rotation, timeZone: string, at: Date): number {
  const local = localAt(timeZone, at.getTime());
  // An average month is close enough to begin with; what is missing is found by stepping.
  const lengthMs = (rotation.type === 'monthly' ? 30.4 * dayMs : unitMs[rotation.type]) * rotation.every;
  let turn = Math.max(0, Math.floor((local - startOf(rotation)) / lengthMs));
  while (turn > 0 && handover(rotation, timeZone, turn) > at) turn -= 1;
  while (handover(rotation, timeZone, turn + 1) <= at) turn += 1;
  return turn;
}

/**
 * When a turn begins, which is when the one before ends: the first time that the clock shows the time of handover. Months
 * are added to the first date, so that a 31st comes back after a short month.
 */
function handover(rotation: Rotation, timeZone: string, turn: number): Date {
  const units = turn * rotation.every;
  if (rotation.type !== 'monthly') return new Date(beginningAt(timeZone, startOf(rotation) + units * unitMs[rotation.type]));
  const date = Temporal.PlainDate.from(rotation.startsOn).add({ months: units });
  return new Date(beginningAt(timeZone, localOf(date.toString(), rotation.handoverAt)));
}

/**
 * The hours of a week between two instants, each as long as it lasts. Where a change of clocks makes a time come twice,
 * hours begin at the first and end at the last: people overlap rather than leave a gap.
 */
export function hoursBetween(week: WeekHours, timeZone: string, from: Date, to: Date): Span[] {
  const spans: Span[] = [];
  const last = Math.floor(localAt(timeZone, to.getTime()) / dayMs) + 1;
  for (let day = Math.floor(localAt(timeZone, from.getTime()) / dayMs) - 2; day <= last; day += 1) {
    for (const [open, close] of week[weekdayOf(day)] ?? []) {
      const overnight = msOfDay(close) <= msOfDay(open) ? dayMs : 0;
      const startAt = later(from, new Date(beginningAt(timeZone, day * dayMs + msOfDay(open))));
      const endAt = earlier(to, new Date(endingAt(timeZone, day * dayMs + msOfDay(close) + overnight)));
      if (startAt < endAt) spans.push({ startAt, endAt });
    }
  }
  return union(spans);
}

/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): Weekday => weekdays[(((day + 3) % 7) + 7) % 7]!;

/** The same time in as few spans as possible, in order. */
export function union(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { startAt, endAt } of [...spans].sort((a, b) => a.startAt.getTime() - b.startAt.getTime())) {
    const last = merged.at(-1);
    if (last && startAt <= last.endAt) last.endAt = later(last.endAt, endAt);
    else if (startAt < endAt) merged.push({ startAt, endAt });
  }
  return merged;
}

/** What is left of spans in order when others, disjoint and in order, are taken out. */
export function without<T extends Span>(spans: readonly T[], taken: readonly Span[]): T[] {
  if (taken.length === 0) return [...spans];
  return spans.flatMap((span) => {
    const rest: T[] = [];
    let startAt = span.startAt;
    for (let index = firstEndingAfter(taken, startAt); index < taken.length && taken[index]!.startAt < span.endAt; index += 1) {
      if (taken[index]!.startAt > startAt) rest.push({ ...span, startAt, endAt: taken[index]!.startAt });
      startAt = later(startAt, taken[index]!.endAt);
    }
    if (startAt < span.endAt) rest.push({ ...span, startAt });
    return rest;
  });
}

function firstEndingAfter(spans: readonly Span[], at: Date): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.endAt <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const later = (a: Date, b: Date): Date => (a > b ? a : b);
export const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/** The parts of spans within two instants. */
export const within = <T extends Span>(spans: readonly T[], from: Date, to: Date): T[] =>
  spans
    .filter(({ startAt, endAt }) => endAt > from && startAt < to)
    .map((span) => ({ ...span, startAt: later(span.startAt, from), endAt: earlier(span.endAt, to) }));
