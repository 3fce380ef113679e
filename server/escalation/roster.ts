import type { Sql } from '../../db/connection.ts';
import { correspondents } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { invalid, notFound } from '../platform/problem.ts';
import { type Coverage, coverageBetween, onCallAt, type Roster } from './on-call.ts';
import { findSchedule, listOverrides, type OnCallSchedule } from './on-call-store.ts';

const maxRangeMs = 370 * 86_400_000;
const maxShifts = 10_000;

async function rosterOf(sql: Sql, schedule: OnCallSchedule, from: Date, to: Date): Promise<Roster> {
  const overrides = await listOverrides(sql, schedule.id, from, to);
  const named = [...schedule.rotations.flatMap(({ participantIds }) => participantIds), ...overrides.map(({ personId }) => personId)];
  const active = await correspondents(
    sql,
    [...new Set(named)].filter((id) => id !== null),
  );
  const available = new Set(active.map(({ id }) => id));
  return { timeZone: schedule.timeZone, rotations: schedule.rotations, overrides, isAvailable: (id) => available.has(id) };
}

/** The active people who are on call at an instant by a schedule; none if there is no such schedule. */
export async function peopleOnCall(sql: Sql, scheduleId: string, at: Date): Promise<string[]> {
  const schedule = await findSchedule(sql, scheduleId);
  return schedule ? onCallAt(await rosterOf(sql, schedule, at, new Date(at.getTime() + 1)), at) : [];
}

/** Who is on call between two instants, at the most a year apart, and the gaps in which nobody is. */
export async function readCoverage(ctx: Context, scheduleId: string, from: Date, to: Date): Promise<Coverage> {
  if (to <= from) throw invalid('/to', 'must be after from');
  if (to.getTime() - from.getTime() > maxRangeMs) throw invalid('/to', 'must be within a year of from');
  const schedule = await findSchedule(ctx.db.sql, scheduleId);
  if (!schedule) throw notFound('on-call schedule');
  const coverage = coverageBetween(await rosterOf(ctx.db.sql, schedule, from, to), from, to);
  if (coverage.shifts.length > maxShifts) throw invalid('/to', `there are more than ${maxShifts} shifts; ask for a shorter time`);
  return coverage;
}
