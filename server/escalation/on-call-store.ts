import type { Sql } from '../../db/connection.ts';
import type { Layering, OnCallOverride, TemporarySchedule } from './on-call.ts';
import { type Rotation, type WeekHours, withDefaults } from './rotation.ts';

/** What decides who is on call, before overrides; every version of it is kept. */
export interface Plan {
  timeZone: string;
  layering: Layering;
  rotations: Rotation[];
}

export interface OnCallSchedule extends Plan {
  id: string;
  name: string;
  /** Hours in which somebody must be on call; null is always. */
  coverWeek: WeekHours | null;
  /** Whether leads are told of gaps to come. */
  isWatched: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** How far the ledger and the telling of people have come. */
export interface Progress {
  /** The ledger of shifts holds from this instant on … */
  recordedAt: Date;
  /** … to this one; after it the plan says who is on call. */
  settledAt: Date;
  /** Up to here people were told of their shifts; null before the first time. */
  toldAt: Date | null;
  nextTellAt: Date | null;
  /** Nobody is on call by it since. */
  retiredAt: Date | null;
}

export type KeptSchedule = OnCallSchedule & Progress;

export interface OverrideRow extends OnCallOverride {
  scheduleId: string;
  reason: string | null;
  swapId: string | null;
  createdById: string | null;
  createdAt: Date;
}

export interface TemporaryRow extends TemporarySchedule {
  scheduleId: string;
  reason: string | null;
  createdById: string | null;
  createdAt: Date;
}

const whole = (row: KeptSchedule): KeptSchedule => ({ ...row, rotations: row.rotations.map(withDefaults) });

export async function findSchedule(sql: Sql, id: string): Promise<KeptSchedule | null> {
  const row = await sql('onCallSchedules').where({ id }).first();
  return row ? whole(row) : null;
}

/** The same, held until the transaction ends, so that nobody changes in between who is on call. */
export async function lockSchedule(tx: Sql, id: string): Promise<KeptSchedule | null> {
  const row = await tx('onCallSchedules').where({ id }).forUpdate().first();
  return row ? whole(row) : null;
}

export async function findScheduleByName(sql: Sql, name: string): Promise<{ id: string } | null> {
  return (await sql('onCallSchedules').select('id').where({ name }).first()) ?? null;
}

/** The schedules in use by name, with those that were retired where what has been is told. */
export async function listSchedules(sql: Sql, { withRetired = false } = {}): Promise<KeptSchedule[]> {
  const all = sql('onCallSchedules').select('*').orderBy(['name', 'id']).limit(1000);
  const rows: KeptSchedule[] = await (withRetired ? all : all.whereNull('retiredAt'));
  return rows.map(whole);
}

/** Schedules of which people are to be told something by now, or that nobody has looked at yet. */
export async function schedulesToTell(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const due = sql('onCallSchedules')
    .select('id')
    .where((either) => either.whereNull('nextTellAt').orWhere('nextTellAt', '<=', now));
  return (await due.orderBy('id').limit(limit)).map((row: { id: string }) => row.id);
}

/** Keeps a new schedule and the first version of its plan; the ledger begins when it was made. */
export async function insertSchedule(tx: Sql, schedule: OnCallSchedule, madeById: string | null = null): Promise<void> {
  const { rotations, coverWeek, ...row } = schedule;
  const begun = { recordedAt: schedule.createdAt, settledAt: schedule.createdAt };
  await tx('onCallSchedules').insert({ ...row, ...jsonOf({ rotations, coverWeek }), ...begun });
  await insertVersion(tx, schedule, madeById);
}

/** Saves the next version of a schedule that still has the one before; false when somebody was faster. */
export async function updateSchedule(tx: Sql, schedule: OnCallSchedule, changedById: string | null): Promise<boolean> {
  const { id, version, name, timeZone, layering, isWatched, updatedAt } = schedule;
  const count = await tx('onCallSchedules')
    .where({ id, version: version - 1 })
    .update({ version, name, timeZone, layering, isWatched, updatedAt, nextTellAt: null, ...jsonOf(schedule) });
  if (count === 1) await insertVersion(tx, schedule, changedById);
  return count === 1;
}

const jsonOf = ({ rotations, coverWeek }: Pick<OnCallSchedule, 'rotations' | 'coverWeek'>) => ({
  rotationsJson: JSON.stringify(rotations),
  coverWeekJson: coverWeek && JSON.stringify(coverWeek),
});

export async function updateProgress(tx: Sql, id: string, progress: Partial<Progress>): Promise<void> {
  await tx('onCallSchedules').where({ id }).update(progress);
}

async function insertVersion(
  tx: Sql,
  { id, version, timeZone, layering, rotations, updatedAt }: OnCallSchedule,
  changedById: string | null,
) {
  const planJson = JSON.stringify({ timeZone, layering, rotations });
  await tx('onCallScheduleVersions').insert({ scheduleId: id, version, planJson, changedById, createdAt: updatedAt });
}

export interface VersionRow extends Plan {
  version: number;
  changedById: string | null;
  createdAt: Date;
}

/** The plans that a schedule had, the newest first. */
export async function listVersions(sql: Sql, scheduleId: string, limit: number): Promise<VersionRow[]> {
  const rows = await sql('onCallScheduleVersions').where({ scheduleId }).orderBy('version', 'desc').limit(limit);
  return rows.map(versionOf);
}

/** The first plan that a schedule had; null when there is no such schedule. */
export async function findFirstVersion(sql: Sql, scheduleId: string): Promise<VersionRow | null> {
  const row = await sql('onCallScheduleVersions').where({ scheduleId }).orderBy('version').first();
  return row ? versionOf(row) : null;
}

const versionOf = ({ plan, version, changedById, createdAt }: { plan: Plan } & VersionRow): VersionRow => ({
  ...plan,
  rotations: plan.rotations.map(withDefaults),
  version,
  changedById,
  createdAt,
});

/** The overrides of a schedule that touch a span of time, in the order in which they were made. */
export async function listOverrides(sql: Sql, scheduleId: string, from: Date, to: Date): Promise<OverrideRow[]> {
  return sql('onCallOverrides').where({ scheduleId }).where('endAt', '>', from).where('startAt', '<', to).orderBy('id').limit(5000);
}

export async function findOverride(sql: Sql, scheduleId: string, id: string): Promise<OverrideRow | null> {
  return (await sql('onCallOverrides').where({ id, scheduleId }).first()) ?? null;
}

export async function insertOverride(tx: Sql, override: OverrideRow): Promise<void> {
  await tx('onCallOverrides').insert(override);
}

export async function deleteOverride(tx: Sql, id: string): Promise<void> {
  await tx('onCallOverrides').where({ id }).delete();
}

/** The temporary schedules that touch a span of time, in order of time; they never overlap. */
export async function listTemporaries(sql: Sql, scheduleId: string, from: Date, to: Date): Promise<TemporaryRow[]> {
  const rows: TemporaryRow[] = await sql('onCallTemporarySchedules')
    .where({ scheduleId })
    .where('endAt', '>', from)
    .where('startAt', '<', to)
    .orderBy(['startAt', 'id'])
    .limit(1000);
  return rows.map(withDates);
}

const withDates = (row: TemporaryRow): TemporaryRow => ({
  ...row,
  shifts: row.shifts.map(({ personId, startAt, endAt }) => ({ personId, startAt: new Date(startAt), endAt: new Date(endAt) })),
});

export async function findTemporary(sql: Sql, scheduleId: string, id: string): Promise<TemporaryRow | null> {
  const row = await sql('onCallTemporarySchedules').where({ id, scheduleId }).first();
  return row ? withDates(row) : null;
}

export async function insertTemporary(tx: Sql, { shifts, ...row }: TemporaryRow): Promise<void> {
  await tx('onCallTemporarySchedules').insert({ ...row, shiftsJson: JSON.stringify(shifts) });
}

export async function deleteTemporary(tx: Sql, id: string): Promise<void> {
  await tx('onCallTemporarySchedules').where({ id }).delete();
}

/** Lets every schedule be looked at anew: what somebody wants to hear of their shifts has changed. */
export async function wakeTelling(tx: Sql): Promise<void> {
  await tx('onCallSchedules').update({ nextTellAt: null });
}
