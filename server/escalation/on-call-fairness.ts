import type { Sql } from '../../db/connection.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import type { Shift } from './on-call.ts';
import { findSchedule, listSchedules } from './on-call-store.ts';
import { checkRange, coverageOf } from './roster.ts';
import { hoursBetween, type Span, union, type WeekHours } from './rotation.ts';

/** How much of a time somebody is on call, in milliseconds. An hour that is a night's and a weekend's is counted in both. */
export interface Burden {
  personId: string;
  totalMs: number;
  nightMs: number;
  weekendMs: number;
  /** How often one goes on call. */
  spells: number;
}

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const nights: WeekHours = Object.fromEntries(everyDay.map((day) => [day, [['22:00', '06:00']]]));
const weekends: WeekHours = { sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] };

/** Who carries how much, by the clock on the wall of each person; one who is on call twice at once is counted once. */
export function burdensOf(shifts: readonly Shift[], zoneOf: (personId: string) => string): Burden[] {
  const spans = new Map<string, Span[]>();
  for (const shift of shifts) spans.set(shift.personId, [...(spans.get(shift.personId) ?? []), shift]);
  return [...spans].map(([personId, all]) => {
    const spells = union(all);
    const zone = zoneOf(personId);
    return {
      personId,
      totalMs: lengthOf(spells),
      nightMs: lengthOf(spells.flatMap(({ startAt, endAt }) => hoursBetween(nights, zone, startAt, endAt))),
      weekendMs: lengthOf(spells.flatMap(({ startAt, endAt }) => hoursBetween(weekends, zone, startAt, endAt))),
      spells: spells.length,
    };
  });
}

const lengthOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { startAt, endAt }) => sum + endAt.getTime() - startAt.getTime(), 0);

/** Who was and will be on call for how long between two instants, on one schedule or all; whoever takes turns and has none, too. */
export async function readFairness(ctx: Context, from: Date, to: Date, scheduleId?: string): Promise<Burden[]> {
  checkRange(from, to);
  const { sql } = ctx.db;
  const schedules = scheduleId ? [await findSchedule(sql, scheduleId)] : await listSchedules(sql);
  const shifts: Shift[] = [];
  const zones = new Map<string, string>();
  for (const schedule of schedules) {
    if (!schedule) throw notFound('on-call schedule');
    shifts.push(...(await coverageOf(sql, schedule, from, to)).shifts);
    for (const id of schedule.rotations.flatMap(({ participantIds }) => participantIds)) zones.set(id, schedule.timeZone);
    for (const { personId } of shifts) if (!zones.has(personId)) zones.set(personId, schedule.timeZone);
  }
  for (const id of zones.keys()) zones.set(id, (await zoneOf(sql, id)) ?? zones.get(id)!);
  const carried = burdensOf(shifts, (id) => zones.get(id)!);
  const idle = [...zones.keys()].filter((id) => !carried.some(({ personId }) => personId === id));
  return [
    ...carried.sort((a, b) => b.totalMs - a.totalMs),
    ...idle.map((personId): Burden => ({ personId, totalMs: 0, nightMs: 0, weekendMs: 0, spells: 0 })),
  ];
}

const zoneOf = async (sql: Sql, id: string): Promise<string | undefined> => (await findPerson(sql, id))?.timeZone;
