import type { ServiceLevel } from '../api/types.ts';

export interface StripPart {
  key: string;
  state: 'running' | 'paused' | 'stopped' | 'ahead';
  /** Of the whole strip, 0 to 1. */
  start: number;
  width: number;
}

export interface Strip {
  parts: StripPart[];
  /** Where these lie, 0 to 1; null when there is none or it lies outside. */
  due: number | null;
  breach: number | null;
  now: number | null;
}

const time = (at: string | Date): number => new Date(at).getTime();

/** A clock's life as one line: what it did when, what is still ahead, and where due time, breach and now lie on it. */
export function stripOf(clock: Pick<ServiceLevel, 'segments' | 'startedAt' | 'dueAt' | 'metAt' | 'breachedAt'>, now: number): Strip {
  const from = time(clock.startedAt);
  const end = clock.metAt ? time(clock.metAt) : now;
  const marks = [clock.dueAt, clock.breachedAt].flatMap((at) => (at ? [time(at)] : []));
  const to = Math.max(end, from + 1, ...marks);
  const share = (at: number): number => Math.min(1, Math.max(0, (at - from) / (to - from)));
  const parts: StripPart[] = clock.segments.map(({ from: start, to: stop, state }, index) => {
    const [first, last] = [share(time(start)), share(Math.min(end, stop ? time(stop) : end))];
    return { key: `${index}`, state, start: first, width: Math.max(0, last - first) };
  });
  if (to > end) parts.push({ key: 'ahead', state: 'ahead', start: share(end), width: 1 - share(end) });
  const mark = (at: string | Date | null): number | null => (at ? share(time(at)) : null);
  return {
    parts: parts.filter(({ width }) => width > 0),
    due: mark(clock.dueAt),
    breach: mark(clock.breachedAt),
    now: clock.metAt ? null : share(now),
  };
}
