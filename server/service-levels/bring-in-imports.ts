import { enqueue } from '../../db/outbox.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { type CalendarImport, listImports } from './calendar-import-store.ts';
import { startEdition } from './edition.ts';
import type { ImportedDay } from './imported-days.ts';
import { type ServiceCalendar, updateCalendar } from './service-calendar-store.ts';

const dayMs = 86_400_000;

export const nextReading = (now: Date): Date => new Date(now.getTime() + dayMs);
export const readKey = (importId: string): string => `calendar.read:${importId}`;

/** Arms the next reading of a feed; an import from a file has none. */
export async function armReading(tx: Context, { id, nextReadAt }: CalendarImport): Promise<void> {
  if (!nextReadAt) return;
  const payload = { importId: id };
  await enqueue(tx.db.sql, { job: 'calendar.read', payload, runAt: nextReadAt, now: tx.clock(), key: readKey(id) });
}

/**
 * Makes the imported days of a calendar exactly what its imports say now: a new version of the calendar, unless nothing
 * differs. Part of the transaction of the import, which holds the turn of the calendars.
 */
export async function bringIn(tx: Context, calendar: ServiceCalendar): Promise<boolean> {
  const imports = await listImports(tx.db.sql, calendar.id);
  const imported: ImportedDay[] = imports
    .flatMap(({ id, days }) => days.map((day) => ({ ...day, importId: id })))
    .sort((a, b) => (a.date === b.date ? a.importId.localeCompare(b.importId) : a.date.localeCompare(b.date)));
  if (JSON.stringify(imported) === JSON.stringify(calendar.imported)) return false;
  const next = { ...calendar, imported, version: calendar.version + 1, updatedAt: tx.clock() };
  if (!(await updateCalendar(tx.db.sql, next))) throw new Problem('version_mismatch');
  await startEdition(tx.db.sql);
  return true;
}

/** From a year ago, since clocks may have started then, to three years ahead. */
export function windowAround(now: Date): { from: string; to: string } {
  const shifted = (years: number): string => {
    const date = new Date(now);
    date.setUTCFullYear(date.getUTCFullYear() + years);
    return date.toISOString().slice(0, 10);
  };
  return { from: shifted(-1), to: shifted(3) };
}
