import type { z } from 'zod';
import { cancel, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { fireTimes, type Schedule, scheduleFault } from '../platform/schedule.ts';
import {
  deleteReportSchedule,
  findReportSchedule,
  insertReportSchedule,
  type ReportSchedule,
  unarmedReportSchedules,
  updateReportSchedule,
} from './report-schedule-store.ts';
import type { newReportSchedule, reportScheduleChanges } from './report-schemas.ts';

/** Has a report sent by mail again and again; recipients are technicians or above. */
export async function createReportSchedule(ctx: Context, actor: Actor, input: z.output<typeof newReportSchedule>): Promise<ReportSchedule> {
  const { schedule, ...fields } = input;
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    await check(tx, input);
    const dates = { createdById: actor.id, createdAt: now, updatedAt: now, lastSentAt: null };
    const created: ReportSchedule = { id: newId(), ...fields, ...schedule, version: 1, ...dates };
    await insertReportSchedule(tx.db.sql, created);
    await arm(tx, created);
    await audit(tx, actor, 'reportSchedule.created', created);
    return created;
  });
}

/** Changes when, to whom and what is sent. Throws 412 when somebody was faster. */
export async function changeReportSchedule(
  ctx: Context,
  actor: Actor,
  id: string,
  { schedule, ...fields }: z.output<typeof reportScheduleChanges>,
  ifMatch: number | null,
): Promise<ReportSchedule> {
  return transact(ctx, async (tx) => {
    const before = await mustFind(tx, id);
    if (ifMatch !== null && ifMatch !== before.version) throw new Problem('version_mismatch');
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const after: ReportSchedule = { ...before, ...given, ...schedule, updatedAt: tx.clock() };
    await check(tx, { recipientIds: after.recipientIds, schedule: after });
    const { id: _, version, ...changes } = after;
    if (!(await updateReportSchedule(tx.db.sql, id, version, changes))) throw new Problem('version_mismatch');
    await arm(tx, after);
    await audit(tx, actor, 'reportSchedule.changed', after);
    return mustFind(tx, id);
  });
}

/** Sends this report no more. */
export async function removeReportSchedule(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const schedule = await mustFind(tx, id);
    await cancel(tx.db.sql, keyOf(id));
    await deleteReportSchedule(tx.db.sql, id);
    await audit(tx, actor, 'reportSchedule.removed', schedule);
  });
}

/** Wakes schedules that nothing would wake; answers how many. */
export async function sweepReportSchedules(ctx: Context): Promise<number> {
  const unarmed = await unarmedReportSchedules(ctx.db.sql);
  for (const schedule of unarmed) await transact(ctx, (tx) => arm(tx, schedule));
  return unarmed.length;
}

/** When a schedule's report goes out next; null while it is switched off. */
export const nextSending = (schedule: Pick<ReportSchedule, 'isActive' | 'cron' | 'timeZone'>, now: Date): Date | null =>
  schedule.isActive ? (fireTimes(schedule, now, { limit: 1 })[0] ?? null) : null;

/** Puts the next sending into the outbox in place of the one that was there. */
export async function arm(tx: Context, schedule: ReportSchedule): Promise<void> {
  const now = tx.clock();
  const runAt = nextSending(schedule, now);
  if (!runAt) return void (await cancel(tx.db.sql, keyOf(schedule.id)));
  await enqueue(tx.db.sql, { job: 'report.send', payload: { scheduleId: schedule.id }, runAt, now, key: keyOf(schedule.id) });
}

const keyOf = (id: string): string => `report.send:${id}`;

async function mustFind(tx: Context, id: string): Promise<ReportSchedule> {
  const schedule = await findReportSchedule(tx.db.sql, id);
  if (!schedule) throw notFound('report schedule');
  return schedule;
}

async function check(tx: Context, { recipientIds, schedule }: { recipientIds: string[]; schedule: Schedule }): Promise<void> {
  const fault = scheduleFault(schedule, tx.clock());
  if (fault) throw invalid(`/schedule/${fault.field}`, fault.message);
  for (const [i, id] of recipientIds.entries()) {
    const person = await findPerson(tx.db.sql, id);
    if (!person?.isActive) throw invalid(`/recipientIds/${i}`, 'is not an active person');
    if (person.role === 'employee') throw invalid(`/recipientIds/${i}`, 'may not read reports');
  }
}

const audit = (tx: Context, actor: Actor, action: string, schedule: ReportSchedule): Promise<void> =>
  recordAudit(tx, actor, {
    action,
    subjectType: 'reportSchedule',
    subjectId: schedule.id,
    detail: { name: schedule.name, report: schedule.report },
  });
