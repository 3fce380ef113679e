import { Temporal } from 'temporal-polyfill';

/** The edition of the time-zone data that this process reckons with, such as 2025c. */
export const timeZoneData: string = process.versions['tz'] ?? '';

/** A span of time in which a zone keeps one offset from UTC, in epoch milliseconds; `to` is exclusive. */
export interface OffsetSpan {
  from: number;
  to: number;
  offsetMs: number;
}

/** Spans that were asked for, by zone, in order of time. Finding a change of clocks costs far more than keeping it. */
const known = new Map<string, OffsetSpan[]>();
const maxKept = 4000;

/** The span of constant offset in which an instant lies. Local time is UTC plus the offset, and runs straight within it. */
export function offsetSpanAt(timeZone: string, at: number): OffsetSpan {
  let spans = known.get(timeZone);
  if (!spans || spans.length > maxKept) {
    spans = [];
    known.set(timeZone, spans);
  }
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.to <= at) low = middle + 1;
    else high = middle;
  }
  const found = spans[low];
  if (found && found.from <= at) return found;
  const span = findSpan(timeZone, at);
  spans.splice(low, 0, span);
  return span;
}

function findSpan(timeZone: string, at: number): OffsetSpan {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const justAfter = zoned.add({ milliseconds: 1 });
  const previous = justAfter.getTimeZoneTransition('previous');
  const next = zoned.getTimeZoneTransition('next');
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: zoned.offsetNanoseconds / 1_000_000,
  };
}

/** What the wall clock shows at an instant, as if it were UTC. */
export const localOfInstant = (timeZone: string, at: number): number => at + offsetSpanAt(timeZone, at).offsetMs;

/**
 * The first instant at which the wall clock shows a local time (given as if it were UTC), or has jumped past it. Of an
 * hour that comes twice it is the first.
 */
export function instantOfLocal(timeZone: string, local: number): number {
  const dayMs = 86_400_000;
  let at = local - dayMs;
  for (;;) {
    const span = offsetSpanAt(timeZone, at);
    const candidate = Math.max(local - span.offsetMs, span.from);
    if (candidate < span.to) return candidate;
    at = span.to;
  }
}
