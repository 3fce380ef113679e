import { instantOfLocal, localOfInstant, offsetSpanAt } from '../service-levels/zone-offsets.ts';

const dayMs = 86_400_000;

/** A local date and time such as `2026-11-02` and `09:00` as milliseconds, as if they were UTC. */
export const localOf = (date: string, time: string): number => Date.parse(`${date}T00:00:00Z`) + msOfDay(time);

/** `09:30` as milliseconds since midnight; `24:00` is the end of the day. */
export const msOfDay = (time: string): number => Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3, 5)) * 60_000;

/** The first instant at which the wall clock shows a local time or has jumped over it: when something begins. */
export const beginningAt = instantOfLocal;

/** What the wall clock shows at an instant, as if it were UTC. */
export const localAt = localOfInstant;

/** The last instant at which the wall clock shows a local time or has jumped over it: when something ends. */
export function endingAt(timeZone: string, local: number): number {
  for (let at = local + dayMs; ; ) {
    const span = offsetSpanAt(timeZone, at);
    const candidate = local - span.offsetMs;
    if (candidate >= span.from) return Math.min(candidate, span.to);
    at = span.from - 1;
  }
}
