import type { Sql } from '../../db/connection.ts';
import { type CalendarHours, openingsBetween } from '../service-levels/service-calendar.ts';
import { findCalendar } from '../service-levels/service-level-queries.ts';
import { isAtLeast, type QuietHours } from './escalation-policy.ts';

/** The end of the quiet hours that an instant lies in; the instant itself when it lies in none. */
export type QuietUntil = (at: Date) => Date;

export const neverQuiet: QuietUntil = (at) => at;

const dayMs = 86_400_000;
/** A calendar that stays closed for longer is taken for a mistake: nobody would ever be told. */
const longestClosedMs = 60 * dayMs;
const longestQuietMs = 9 * dayMs;

/** Quiet in the given weekly hours. */
export const quietInHours =
  (hours: CalendarHours): QuietUntil =>
  (at) => {
    const [first] = openingsBetween(hours, at, new Date(at.getTime() + longestQuietMs));
    return first && first.from <= at ? first.to : at;
  };

/** Quiet whenever the calendar is closed. */
export const quietWhenClosed =
  (hours: CalendarHours): QuietUntil =>
  (at) =>
    openingsBetween(hours, at, new Date(at.getTime() + longestClosedMs))[0]?.from ?? at;

/** The quiet hours of a policy for an incident of this priority, by what their calendar says now. */
export async function quietHoursFor(sql: Sql, quietHours: QuietHours | null, priority: string | null): Promise<QuietUntil> {
  if (!quietHours || !priority || !isAtLeast(quietHours.priorityAtMost, priority)) return neverQuiet;
  if (!('calendarId' in quietHours)) return quietInHours({ ...quietHours, exceptions: {} });
  const calendar = await findCalendar(sql, quietHours.calendarId);
  return calendar ? quietWhenClosed(calendar) : neverQuiet;
}
