import type { Sql } from '../../db/connection.ts';
import type { OnCallOverride, Rotation } from './on-call.ts';

export interface OnCallSchedule {
  id: string;
  name: string;
  timeZone: string;
  rotations: Rotation[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface OverrideRow extends OnCallOverride {
  scheduleId: string;
  reason: string | null;
  createdById: string | null;
  createdAt: Date;
}

export async function findSchedule(sql: Sql, id: string): Promise<OnCallSchedule | null> {
  return (await sql('onCallSchedules').where({ id }).first()) ?? null;
}

export async function findScheduleByName(sql: Sql, name: string): Promise<{ id: string } | null> {
  return (await sql('onCallSchedules').select('id').where({ name }).first()) ?? null;
}

export async function listSchedules(sql: Sql): Promise<OnCallSchedule[]> {
  return sql('onCallSchedules').select('*').orderBy(['name', 'id']).limit(1000);
}

export async function insertSchedule(tx: Sql, { rotations, ...row }: OnCallSchedule): Promise<void> {
  await tx('onCallSchedules').insert({ ...row, rotationsJson: JSON.stringify(rotations) });
}

/** Saves the next version of a schedule that still has the one before; false when somebody was faster. */
export async function updateSchedule(tx: Sql, schedule: OnCallSchedule): Promise<boolean> {
  const { id, version, name, timeZone, rotations, updatedAt } = schedule;
  const count = await tx('onCallSchedules')
    .where({ id, version: version - 1 })
    .update({ version, name, timeZone, rotationsJson: JSON.stringify(rotations), updatedAt });
  return count === 1;
}

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
