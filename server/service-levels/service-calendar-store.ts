import type { Sql } from '../../db/connection.ts';
import { keep } from './edition.ts';
import { hoursThatHold, type ImportedDay } from './imported-days.ts';
import type { CalendarHours } from './service-calendar.ts';

/** A calendar as people edit it: the exceptions that they typed, and apart from them what came in by iCal. */
export interface ServiceCalendar extends CalendarHours {
  imported: readonly ImportedDay[];
  id: string;
  name: string;
  /** Holds where no agreement, service or group names a calendar. */
  isDefault: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const columns = [
  'c.id',
  'c.name',
  'c.isDefault',
  'c.version',
  'c.createdAt',
  'c.updatedAt',
  'v.timeZone',
  'v.weekJson',
  'v.exceptionsJson',
  'v.importedJson',
];

const calendars = (sql: Sql) =>
  sql('serviceCalendars as c')
    .join('serviceCalendarVersions as v', (on) => on.on('v.calendarId', 'c.id').andOn('v.version', 'c.version'))
    .select(columns);

/** The calendar with this id in its newest version, or null. */
export async function findCalendar(sql: Sql, id: string): Promise<ServiceCalendar | null> {
  return (await calendars(sql).where('c.id', id).first()) ?? null;
}

/** The calendar for everything that names none, or null. */
export async function findDefaultCalendar(sql: Sql): Promise<ServiceCalendar | null> {
  return (await calendars(sql).where('c.isDefault', true).first()) ?? null;
}

export async function listCalendars(sql: Sql): Promise<ServiceCalendar[]> {
  return calendars(sql)
    .orderBy([
      { column: 'c.name', order: 'asc' },
      { column: 'c.id', order: 'asc' },
    ])
    .limit(1000);
}

export async function findCalendarByName(sql: Sql, name: string): Promise<{ id: string } | null> {
  return (await sql('serviceCalendars').select('id').where({ name }).first()) ?? null;
}

export async function insertCalendar(tx: Sql, calendar: ServiceCalendar): Promise<void> {
  const { id, name, isDefault, version, createdAt, updatedAt } = calendar;
  await tx('serviceCalendars').insert({ id, name, isDefault, version, createdAt, updatedAt });
  await insertVersion(tx, calendar);
}

/** Saves the next version of a calendar that still has the one before; false when somebody was faster. */
export async function updateCalendar(tx: Sql, calendar: ServiceCalendar): Promise<boolean> {
  const { id, name, isDefault, version, updatedAt } = calendar;
  const count = await tx('serviceCalendars')
    .where({ id, version: version - 1 })
    .update({ name, isDefault, version, updatedAt });
  if (count === 1) await insertVersion(tx, calendar);
  return count === 1;
}

const insertVersion = (tx: Sql, { id, version, timeZone, week, exceptions, imported }: ServiceCalendar) =>
  tx('serviceCalendarVersions').insert({
    calendarId: id,
    version,
    timeZone,
    weekJson: JSON.stringify(week),
    exceptionsJson: JSON.stringify(exceptions),
    importedJson: JSON.stringify(imported),
  });

export async function clearDefaultCalendar(tx: Sql): Promise<void> {
  await tx('serviceCalendars').where({ isDefault: true }).update({ isDefault: false });
}

/** The hours of one version, imports and all, as they were and always will be. */
export const findCalendarVersion = (sql: Sql, calendarId: string, version: number): Promise<CalendarHours | null> =>
  keep(`calendar:${calendarId}@${version}`, async () => {
    const row = await sql('serviceCalendarVersions').where({ calendarId, version }).first();
    return row ? hoursThatHold(row) : null;
  });

export async function listGroupCalendars(sql: Sql): Promise<Array<{ supportGroupId: string; calendarId: string }>> {
  return sql('supportGroupCalendars').select('supportGroupId', 'calendarId').orderBy('supportGroupId');
}

/** Makes the groups that work by a calendar exactly these; each group works by one calendar at the most. */
export async function replaceGroupsOfCalendar(tx: Sql, calendarId: string, supportGroupIds: string[]): Promise<void> {
  await tx('supportGroupCalendars').where({ calendarId }).delete();
  if (supportGroupIds.length === 0) return;
  const rows = supportGroupIds.map((supportGroupId) => ({ supportGroupId, calendarId }));
  await tx('supportGroupCalendars').insert(rows).onConflict('supportGroupId').merge();
}
