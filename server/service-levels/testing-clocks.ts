import type { CalendarHours, Weekday, Window } from './service-calendar.ts';

/**
 * A slow second opinion on clocks: it walks the life of an incident in steps of a quarter of an hour and looks at the
 * wall clock at each. It shares nothing with the real one but the words. Everything must happen on the quarter.
 */
export const stepMs = 15 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const days: Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function wallClock(timeZone: string, at: number): { date: string; minute: number } {
  const options = {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', options);
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { date: `${parts['year']}-${parts['month']}-${parts['day']}`, minute: Number(parts['hour']) * 60 + Number(parts['minute']) };
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const dayBefore = (date: string): string => new Date(Date.parse(`${date}T00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const windowsOf = ({ week, exceptions }: CalendarHours, date: string): readonly Window[] =>
  exceptions[date] ?? week[days[new Date(`${date}T00:00Z`).getUTCDay()]!] ?? [];

/** Whether a service is attended in the step that begins then. */
export function isAttended(calendar: CalendarHours, at: number): boolean {
  const { date, minute } = wallClock(calendar.timeZone, at);
  const isWithin = ([from, to]: Window): boolean => {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    return end <= start ? minute >= start : minute >= start && minute < end;
  };
  const isRest = ([from, to]: Window): boolean => minuteOf(to) <= minuteOf(from) && minute < minuteOf(to);
  if (windowsOf(calendar, date).some(isWithin)) return true;
  if (date in calendar.exceptions) return false;
  // The rest of the shift that began the day before, be that a holiday in itself.
  const { [dayBefore(date)]: exception } = calendar.exceptions;
  const before = exception?.some(([from, to]) => minuteOf(to) <= minuteOf(from))
    ? exception
    : windowsOf({ ...calendar, exceptions: {} }, dayBefore(date));
  return before.some(isRest);
}

/** What an incident was in from an instant on. */
export interface Phase {
  at: number;
  state: 'running' | 'paused' | 'stopped';
  group: string;
}

/** When so much attended time had passed in running phases since the start, or will have if nothing changes; null if it stands before. */
export function walkToDue(
  phases: Phase[],
  calendars: Record<string, CalendarHours>,
  clock: { startAt: number; targetMs: number; group?: string },
): number | null {
  let served = 0;
  const horizon = phases.at(-1)!.at + 60 * 86_400_000;
  for (let at = clock.startAt; at < horizon; at += stepMs) {
    const phase = phases.findLast((each) => each.at <= at)!;
    const counts = phase.state === 'running' && (clock.group === undefined || clock.group === phase.group);
    if (counts && isAttended(calendars[phase.group]!, at)) served += stepMs;
    if (served >= clock.targetMs) return at + stepMs;
    if (!counts && at >= phases.at(-1)!.at) return null;
  }
  return null;
}
