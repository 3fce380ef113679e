import { afterBusinessMs, businessMsBetween, type CalendarHours } from './service-calendar.ts';

/**
 * The promises that an incident may be under: the first answer, the answer to each further question, the solution, and
 * what the support group that holds it promises within the house.
 */
export const clockKinds = ['response', 'nextResponse', 'resolution', 'operational'] as const;
export type ClockKind = (typeof clockKinds)[number];

/** Why a promise was broken at that instant: time ran out, or what was promised changed to less time than was spent. */
export const breachCauses = [
  'elapsed',
  'priorityChange',
  'serviceChange',
  'groupChange',
  'requesterChange',
  'agreementChange',
  'timeZoneData',
] as const;
export type BreachCause = (typeof breachCauses)[number];

/** What a clock does in a segment: count, wait for somebody outside, or rest because the work is done. */
export const segmentStates = ['running', 'paused', 'stopped'] as const;
export type SegmentState = (typeof segmentStates)[number];

/** A stretch of an incident's life; it ends where the next begins, the last one is still open. */
export interface Segment {
  from: Date;
  state: SegmentState;
  hours: CalendarHours;
}

/** The opening hours that a clock used in one segment, and what of it was spent. */
export interface ServedSegment extends Segment {
  to: Date | null;
  servedMs: number;
}

/**
 * The instant at which the running segments together reach the target. Null when the clock stands before that. The whole
 * of service levels rests on this sum: pauses, moves between calendars, reopening and changes of priority are segments.
 */
export function dueAt(segments: readonly Segment[], targetMs: number): Date | null {
  let served = 0;
  for (const [index, segment] of segments.entries()) {
    if (segment.state !== 'running') continue;
    const next = segments[index + 1];
    const spent = next ? businessMsBetween(segment.hours, segment.from, next.from) : Number.POSITIVE_INFINITY;
    if (served + spent >= targetMs) return afterBusinessMs(segment.hours, segment.from, targetMs - served);
    served += spent;
  }
  return null;
}

/** Each segment up to an instant with the service time spent in it: the answer to "why is it due then?". */
export function servedSegments(segments: readonly Segment[], until: Date): ServedSegment[] {
  return segments
    .filter((segment, index) => index === 0 || segment.from <= until)
    .map((segment, index, list) => {
      const to = list[index + 1]?.from ?? null;
      const servedMs = segment.state === 'running' ? businessMsBetween(segment.hours, segment.from, to ?? until) : 0;
      return { ...segment, to, servedMs };
    });
}

/** All service time spent in running segments up to an instant. */
export const servedMs = (segments: readonly Segment[], until: Date): number =>
  servedSegments(segments, until).reduce((sum, segment) => sum + segment.servedMs, 0);

/** Segments of a clock that starts at an instant and stands during pauses, which may overlap, touch, or have no end. */
export function segmentsWithPauses(hours: CalendarHours, startAt: Date, pauses: ReadonlyArray<readonly [Date, Date | null]>): Segment[] {
  const segments: Segment[] = [{ from: startAt, state: 'running', hours }];
  const ordered = pauses
    .map(([from, to]) => [Math.max(from.getTime(), startAt.getTime()), to?.getTime() ?? Number.POSITIVE_INFINITY] as const)
    .filter(([from, to]) => from < to)
    .sort((a, b) => a[0] - b[0]);
  let end = Number.NEGATIVE_INFINITY;
  for (const [from, to] of ordered) {
    if (from <= end) segments.pop();
    else segments.push({ from: new Date(from), state: 'paused', hours });
    end = Math.max(end, to);
    segments.push({ from: new Date(end), state: 'running', hours });
  }
  return segments.filter((segment) => Number.isFinite(segment.from.getTime())).filter(lastOfInstant);
}

/** Of segments that begin at the same instant the last one counts. */
const lastOfInstant = (segment: Segment, index: number, list: readonly Segment[]): boolean =>
  list[index + 1]?.from.getTime() !== segment.from.getTime();
