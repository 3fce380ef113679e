import type { Sql } from '../../db/connection.ts';
import { correspondents } from '../people/person-queries.ts';
import { invalid } from '../platform/problem.ts';
import { byLevel, type Coverage, coverageBetween, gapsBetween, onCallAt, type Roster, type Shift } from './on-call.ts';
import { findFirstVersion, findSchedule, type KeptSchedule, listOverrides, listTemporaries, type Plan } from './on-call-store.ts';
import { earlier, later, within } from './rotation.ts';
import { listRecordedShifts } from './shift-store.ts';

const maxRangeMs = 370 * 86_400_000;
const maxShifts = 10_000;

/** All that decides who is on call by a plan between two instants. */
export async function rosterOf(sql: Sql, scheduleId: string | null, plan: Plan, from: Date, to: Date): Promise<Roster> {
  const overrides = scheduleId ? await listOverrides(sql, scheduleId, from, to) : [];
  const temporaries = scheduleId ? await listTemporaries(sql, scheduleId, from, to) : [];
  const named = [
    ...plan.rotations.flatMap(({ participantIds }) => participantIds),
    ...overrides.map(({ personId }) => personId),
    ...temporaries.flatMap(({ shifts }) => shifts.map(({ personId }) => personId)),
  ];
  const active = await correspondents(
    sql,
    [...new Set(named)].filter((id) => id !== null),
  );
  const available = new Set(active.map(({ id }) => id));
  const { timeZone, layering, rotations } = plan;
  return { timeZone, layering, rotations, overrides, temporaries, isAvailable: (id) => available.has(id) };
}

/**
 * Who is on call between two instants: what is over comes from the ledger, whatever became of the plan since; what is to
 * come from the plan. Before the ledger began it is what the first plan said.
 */
export async function coverageOf(sql: Sql, schedule: KeptSchedule, from: Date, to: Date): Promise<Coverage> {
  const { id, recordedAt, settledAt } = schedule;
  const shifts: Shift[] = [];
  if (from < recordedAt) shifts.push(...(await firstPlanned(sql, schedule, from, earlier(to, recordedAt))));
  if (from < settledAt && to > recordedAt) {
    const recorded = await listRecordedShifts(sql, id, later(from, recordedAt), earlier(to, settledAt));
    shifts.push(...within(recorded, from, to));
  }
  if (to > settledAt) {
    const start = later(from, settledAt);
    shifts.push(...coverageBetween(await rosterOf(sql, id, schedule, start, to), start, to).shifts);
  }
  const joined = joinAt(shifts, [recordedAt, settledAt]);
  return { shifts: joined, gaps: gapsBetween(joined, from, to) };
}

async function firstPlanned(sql: Sql, { id }: KeptSchedule, from: Date, to: Date): Promise<Shift[]> {
  const plan = await findFirstVersion(sql, id);
  return plan ? coverageBetween({ ...(await rosterOf(sql, null, plan, from, to)) }, from, to).shifts : [];
}

const keyOf = ({ personId, level, rotation, overrideId, temporaryId }: Shift, at: Date): string =>
  JSON.stringify([personId, level, rotation, overrideId, temporaryId, at.getTime()]);

/** Makes one shift again of what was cut where its halves come from different sources. */
function joinAt(shifts: readonly Shift[], seams: readonly Date[]): Shift[] {
  const seamTimes = new Set(seams.map((seam) => seam.getTime()));
  const open = new Map<string, Shift>();
  const joined: Shift[] = [];
  for (const shift of shifts) {
    const before = open.get(keyOf(shift, shift.startAt));
    const isSeam = before && seamTimes.has(shift.startAt.getTime());
    const whole = isSeam ? before : { ...shift };
    if (isSeam) whole.endAt = shift.endAt;
    else joined.push(whole);
    open.set(keyOf(whole, whole.endAt), whole);
  }
  return joined;
}

/** The shifts that hold at an instant, those who are called first at the beginning; none if there is no such schedule. */
export async function shiftsAt(sql: Sql, scheduleId: string, at: Date): Promise<Shift[]> {
  const schedule = await findSchedule(sql, scheduleId);
  if (!schedule) return [];
  const to = new Date(at.getTime() + 1);
  if (at >= schedule.settledAt) return onCallAt(await rosterOf(sql, scheduleId, schedule, at, to), at);
  return byLevel((await coverageOf(sql, schedule, at, to)).shifts);
}

/**
 * The active people who are on call at an instant by a schedule, those who are called first at the beginning; of one level
 * alone if told. None if there is no such schedule.
 */
export async function peopleOnCall(sql: Sql, scheduleId: string, at: Date, level?: number): Promise<string[]> {
  const shifts = await shiftsAt(sql, scheduleId, at);
  return [...new Set(shifts.filter((shift) => level === undefined || shift.level === level).map(({ personId }) => personId))];
}

/** Refuses a span of time that is empty, or too long to answer at once. */
export function checkRange(from: Date, to: Date): void {
  if (to <= from) throw invalid('/to', 'must be after from');
  if (to.getTime() - from.getTime() > maxRangeMs) throw invalid('/to', 'must be within a year of from');
}

/** Refuses an answer that would be too long. */
export function checkLength(coverage: Coverage): Coverage {
  if (coverage.shifts.length > maxShifts) throw invalid('/to', `there are more than ${maxShifts} shifts; ask for a shorter time`);
  return coverage;
}
