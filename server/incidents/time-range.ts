import { Temporal } from 'temporal-polyfill';

/**
 * A span of time as filters say it: `from..to`, either end open, the beginning counted and the end not. An end is a day
 * of the asker (`yesterday`, `today`, `tomorrow`, `2026-11-24`), an instant, or a duration from now (`-P7D`, `PT4H`).
 */
export interface TimeRange {
  text: string;
  from: RangeEnd | null;
  to: RangeEnd | null;
}

export type RangeEnd =
  | { kind: 'instant'; at: Date }
  | { kind: 'date'; date: string }
  | { kind: 'day'; offset: number }
  | { kind: 'duration'; duration: string };

const dayWords = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
]);

/** The range that the text says, or null when it says none. */
export function parseTimeRange(text: string): TimeRange | null {
  const parts = text.split('..');
  if (parts.length > 2 || parts.every((part) => part === '')) return null;
  const isOneDay = parts.length === 1;
  const from = parts[0] ? parseEnd(parts[0]) : null;
  if (parts[0] && !from) return null;
  if (isOneDay) return from && dayAfter(from) ? { text, from, to: dayAfter(from) } : null;
  const to = parts[1] ? parseEnd(parts[1]) : null;
  if (parts[1] && !to) return null;
  return { text, from, to };
}

function parseEnd(text: string): RangeEnd | null {
  const offset = dayWords.get(text);
  if (offset !== undefined) return { kind: 'day', offset };
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return isDate(text) ? { kind: 'date', date: text } : null;
  if (/^-?P/.test(text)) return isDuration(text) ? { kind: 'duration', duration: text } : null;
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : { kind: 'instant', at };
}

/** `today` alone means the whole day; an instant or a duration alone means nothing. */
function dayAfter(end: RangeEnd): RangeEnd | null {
  if (end.kind === 'day') return { kind: 'day', offset: end.offset + 1 };
  if (end.kind !== 'date') return null;
  return { kind: 'date', date: Temporal.PlainDate.from(end.date).add({ days: 1 }).toString() };
}

const isDate = (text: string): boolean => works(() => Temporal.PlainDate.from(text, { overflow: 'reject' }));
// More than a century from now is a slip of the finger, and near the end of what instants can be.
const isDuration = (text: string): boolean =>
  works(() => {
    const days = Temporal.Duration.from(text).total({ unit: 'day', relativeTo: Temporal.PlainDate.from('2026-01-01') });
    if (Math.abs(days) > 36_600) throw new RangeError();
  });

function works(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

const ends = ({ from, to }: TimeRange): RangeEnd[] => [from, to].filter((end) => end !== null);

/** True when the range means something else in another time zone. */
export const needsZone = (range: TimeRange): boolean => ends(range).some(({ kind }) => kind !== 'instant');

/** True when the range moves on with every second. */
export const movesWithTime = (range: TimeRange): boolean => ends(range).some(({ kind }) => kind === 'duration');

/** The instants that the range means now, in this zone; null where it is open. */
export function resolveTimeRange(range: TimeRange, now: Date, timeZone: string): { from: Date | null; to: Date | null } {
  const resolve = (end: RangeEnd | null): Date | null => end && resolveEnd(end, now, timeZone);
  return { from: resolve(range.from), to: resolve(range.to) };
}

function resolveEnd(end: RangeEnd, now: Date, timeZone: string): Date {
  if (end.kind === 'instant') return end.at;
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  if (end.kind === 'duration') return toDate(here.add(end.duration));
  const day = end.kind === 'date' ? Temporal.PlainDate.from(end.date) : here.toPlainDate().add({ days: end.offset });
  return toDate(day.toZonedDateTime(timeZone));
}

const toDate = (at: Temporal.ZonedDateTime): Date => new Date(at.epochMilliseconds);
