import { durationMs, durationText } from '../platform/duration.ts';
import { invalid } from '../platform/problem.ts';
import { hoursThatHold, type ImportedDay } from './imported-days.ts';
import { type CalendarHours, CalendarNeverOpens, openingsBetween } from './service-calendar.ts';
import { dueAt, type SegmentState, segmentsWithPauses, servedSegments } from './service-level-clock.ts';

export interface DuePreview {
  dueAt: Date | null;
  segments: Array<{ from: Date; to: Date | null; state: SegmentState; served: string; openings: Array<{ from: Date; to: Date }> }>;
}

/** When a promise would fall due by a calendar, and the segments and opening hours that lead there. */
export function previewDueTime(input: {
  calendar: CalendarHours & { imported?: readonly ImportedDay[] };
  startAt: Date;
  duration: string;
  pauses: ReadonlyArray<readonly [Date, Date | null]>;
}): DuePreview {
  const calendar = hoursThatHold({ imported: [], ...input.calendar });
  const segments = segmentsWithPauses(calendar, input.startAt, input.pauses);
  const due = findDue(segments, durationMs(input.duration) ?? 0);
  const end = due ?? segments.at(-1)!.from;
  const served = servedSegments(segments, end).map((segment) => {
    const to = due && (segment.to === null || segment.to > due) ? due : segment.to;
    const openings = segment.state === 'running' ? openingsBetween(calendar, segment.from, to ?? end) : [];
    const servedMs = openings.reduce((sum, opening) => sum + opening.to.getTime() - opening.from.getTime(), 0);
    return { from: segment.from, to, state: segment.state, served: durationText(servedMs), openings: openings.slice(0, 500) };
  });
  return { dueAt: due, segments: served };
}

function findDue(segments: Parameters<typeof dueAt>[0], targetMs: number): Date | null {
  try {
    return dueAt(segments, targetMs);
  } catch (error) {
    if (error instanceof CalendarNeverOpens) throw invalid('/calendar', 'has no opening hours left in which this time could pass');
    throw error;
  }
}
