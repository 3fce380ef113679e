import type { Sql } from '../../db/connection.ts';
import type { Dimension, Interval, ReportFilter, ReportName } from './report.ts';

export type Period = 'day' | 'week' | 'month' | 'quarter';

/** A report that is sent by mail again and again. */
export interface ReportSchedule {
  id: string;
  name: string;
  report: ReportName;
  filter: ReportFilter & { by?: Dimension | undefined; interval?: Interval | undefined };
  period: Period;
  cron: string;
  timeZone: string;
  recipientIds: string[];
  isActive: boolean;
  version: number;
  createdById: string | null;
  createdAt: Date;
  updatedAt: Date;
  lastSentAt: Date | null;
}

const rowOf = ({ filter, recipientIds, ...schedule }: Partial<ReportSchedule>) => ({
  ...schedule,
  ...(filter ? { filterJson: JSON.stringify(filter) } : {}),
  ...(recipientIds ? { recipientIdsJson: JSON.stringify(recipientIds) } : {}),
});

/** The schedule with this id, or null. */
export async function findReportSchedule(sql: Sql, id: string): Promise<ReportSchedule | null> {
  return (await sql('reportSchedules').where({ id }).first()) ?? null;
}

/** Every schedule by name; there are few. */
export const listReportSchedules = (sql: Sql): Promise<ReportSchedule[]> =>
  sql('reportSchedules').select('*').orderBy(['name', 'id']).limit(500) as unknown as Promise<ReportSchedule[]>;

/** Active schedules that nothing will wake. */
export async function unarmedReportSchedules(sql: Sql): Promise<ReportSchedule[]> {
  return sql('reportSchedules as s')
    .select('s.*')
    .where('s.isActive', true)
    .whereNotExists((own) => void own.select('id').from('outbox as o').whereRaw("o.key = 'report.send:' || s.id"))
    .limit(100);
}

export async function insertReportSchedule(tx: Sql, schedule: ReportSchedule): Promise<void> {
  await tx('reportSchedules').insert(rowOf(schedule));
}

/** Changes a schedule that still has this version; answers false when somebody was faster. */
export async function updateReportSchedule(tx: Sql, id: string, version: number, changes: Partial<ReportSchedule>): Promise<boolean> {
  return (
    (await tx('reportSchedules')
      .where({ id, version })
      .update(rowOf({ ...changes, version: version + 1 }))) === 1
  );
}

/** Notes when a schedule's report went out; that is no edit. */
export async function noteReportSent(tx: Sql, id: string, lastSentAt: Date): Promise<void> {
  await tx('reportSchedules').where({ id }).update({ lastSentAt });
}

export async function deleteReportSchedule(tx: Sql, id: string): Promise<void> {
  await tx('reportSchedules').where({ id }).delete();
}
