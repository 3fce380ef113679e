import type { Sql } from '../../db/connection.ts';
import type { Shift } from './on-call.ts';
import { gapsBetween } from './on-call.ts';
import type { KeptSchedule } from './on-call-store.ts';
import { listPolicies } from './policy-store.ts';
import { coverageOf } from './roster.ts';
import { hoursBetween, type Span, union, without } from './rotation.ts';

/** When nobody is on call in the hours in which somebody must be. */
export async function gapsOf(sql: Sql, schedule: KeptSchedule, from: Date, to: Date): Promise<Span[]> {
  return missing(schedule, (await coverageOf(sql, schedule, from, to)).shifts, from, to);
}

/** The same for shifts that are known. */
export function missing(
  { coverWeek, timeZone }: Pick<KeptSchedule, 'coverWeek' | 'timeZone'>,
  shifts: readonly Shift[],
  from: Date,
  to: Date,
): Span[] {
  if (!coverWeek) return gapsBetween(shifts, from, to);
  return without(hoursBetween(coverWeek, timeZone, from, to), union(shifts));
}

/** The schedules that the newest version of some policy calls. */
export async function schedulesInUse(sql: Sql): Promise<Set<string>> {
  const used = new Set<string>();
  for (const { steps } of await listPolicies(sql)) {
    // Whatever the action is, it names a schedule in this way.
    for (const [, id] of JSON.stringify(steps).matchAll(/"scheduleId":"([^"]+)"/g)) if (id) used.add(id);
  }
  return used;
}
