import type { Sql } from '../../db/connection.ts';
import type { ImportEffect, ImportedDay } from './imported-days.ts';

/** A calendar of holidays that was imported, once from a file or again and again from an address. */
export interface CalendarImport {
  id: string;
  calendarId: string;
  name: string;
  url: string | null;
  effect: ImportEffect;
  days: Array<Omit<ImportedDay, 'importId'>>;
  /** When it was last read well. */
  readAt: Date;
  nextReadAt: Date | null;
  /** Why the last try failed; the days of the try before stay. */
  failure: string | null;
  createdAt: Date;
}

export async function findImport(sql: Sql, id: string): Promise<CalendarImport | null> {
  return (await sql('serviceCalendarImports').where({ id }).first()) ?? null;
}

export async function listImports(sql: Sql, calendarId: string): Promise<CalendarImport[]> {
  return sql('serviceCalendarImports').where({ calendarId }).orderBy('id').limit(200);
}

export async function insertImport(tx: Sql, { days, ...fields }: CalendarImport): Promise<void> {
  await tx('serviceCalendarImports').insert({ ...fields, daysJson: JSON.stringify(days) });
}

export async function updateImport(tx: Sql, { id, days, ...fields }: CalendarImport): Promise<void> {
  await tx('serviceCalendarImports')
    .where({ id })
    .update({ ...fields, daysJson: JSON.stringify(days) });
}

export async function deleteImport(tx: Sql, id: string): Promise<void> {
  await tx('serviceCalendarImports').where({ id }).delete();
}

/** Feeds that should have been read by an instant. */
export async function listOverdueImports(sql: Sql, by: Date, limit: number): Promise<CalendarImport[]> {
  return sql('serviceCalendarImports').where('nextReadAt', '<=', by).orderBy('nextReadAt').limit(limit);
}
