import type { z } from 'zod';
import { cancel } from '../../db/outbox.ts';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import { CallFailure } from '../platform/call-out.ts';
import type { Context } from '../platform/context.ts';
import { fetchText } from '../platform/fetch-text.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { armReading, bringIn, nextReading, readKey, windowAround } from './bring-in-imports.ts';
import { type CalendarImport, deleteImport, findImport, insertImport, listImports } from './calendar-import-store.ts';
import { UnreadableCalendar } from './ical-occurrences.ts';
import { hoursThatHold } from './imported-days.ts';
import { mostIcalBytes, readIcal } from './read-ical.ts';
import { readCalendar } from './save-calendar.ts';
import { dayOfDate, type Window, weekdays } from './service-calendar.ts';
import { findCalendar, type ServiceCalendar } from './service-calendar-store.ts';
import type { newCalendarImport } from './service-level-schemas.ts';

type Source = z.output<typeof newCalendarImport>;
type Days = CalendarImport['days'];

export interface ImportPreview {
  days: Array<Days[number] & { hours: readonly Window[]; isTyped: boolean }>;
}

/** What an import would do to each date, without doing it. `isTyped`: people typed hours for the date, and those stay. */
export async function previewImport(ctx: Context, calendarId: string, source: Source): Promise<ImportPreview> {
  const calendar = await readCalendar(ctx, calendarId);
  const days = daysOf(await textOf(ctx, source), source, calendar, ctx.clock());
  const { exceptions } = hoursThatHold({ ...calendar, imported: [...calendar.imported, ...days.map((day) => ({ ...day, importId: '' }))] });
  const hours = (date: string) => exceptions[date] ?? calendar.week[weekdays[(((dayOfDate(date) + 3) % 7) + 7) % 7]!] ?? [];
  return { days: days.map((day) => ({ ...day, hours: hours(day.date), isTyped: day.date in calendar.exceptions })) };
}

/** Imports a calendar of holidays, apart from what people typed; one with an address is read again every day. */
export async function addImport(ctx: Context, actor: Actor, calendarId: string, source: Source): Promise<CalendarImport> {
  // Before the transaction: nothing outside the database is touched inside one.
  const text = await textOf(ctx, source);
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    await takeTurn(sql, 'serviceCalendars');
    const calendar = await readCalendar(tx, calendarId);
    if ((await listImports(sql, calendarId)).length >= mostImports)
      throw new Problem('conflict', `A calendar has at most ${mostImports} imports`);
    const now = tx.clock();
    const { name, url = null, effect } = source;
    const days = daysOf(text, source, calendar, now);
    const fresh = { id: newId(), calendarId, name, url, effect, days, readAt: now, failure: null, createdAt: now };
    const made: CalendarImport = { ...fresh, nextReadAt: url ? nextReading(now) : null };
    await insertImport(sql, made);
    await armReading(tx, made);
    await bringIn(tx, calendar);
    const detail = { name, url, effect, dates: days.length, importId: made.id };
    await recordAudit(tx, actor, { action: 'calendar.imported', subjectType: 'serviceCalendar', subjectId: calendarId, detail });
    return made;
  });
}

const mostImports = 50;

/** Takes an import back with all that it brought; what people typed stays. */
export async function removeImport(ctx: Context, actor: Actor, calendarId: string, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { sql } = tx.db;
    await takeTurn(sql, 'serviceCalendars');
    const found = await findImport(sql, id);
    if (found?.calendarId !== calendarId) throw notFound('import');
    await deleteImport(sql, id);
    await cancel(sql, readKey(id));
    await bringIn(tx, await readCalendar(tx, calendarId));
    const detail = { name: found.name, url: found.url, importId: id };
    await recordAudit(tx, actor, { action: 'calendar.importRemoved', subjectType: 'serviceCalendar', subjectId: calendarId, detail });
  });
}

/** The imports of a calendar in the order in which they came; 404 when there is no such calendar. */
export async function readImports(ctx: Context, calendarId: string): Promise<CalendarImport[]> {
  if (!(await findCalendar(ctx.db.sql, calendarId))) throw notFound('service calendar');
  return listImports(ctx.db.sql, calendarId);
}

async function textOf(ctx: Context, { ics, url }: Source): Promise<string> {
  if (ics !== undefined) return ics;
  try {
    return await fetchText(ctx.settings, url ?? '', { mostBytes: mostIcalBytes, timeoutMs: 15_000 });
  } catch (error) {
    if (error instanceof CallFailure) throw invalid('/url', error.message);
    throw error;
  }
}

function daysOf(text: string, { effect, url }: Source, { timeZone }: ServiceCalendar, now: Date): Days {
  try {
    return readIcal(text, { timeZone, effect, ...windowAround(now) });
  } catch (error) {
    if (error instanceof UnreadableCalendar) throw invalid(url ? '/url' : '/ics', error.message);
    throw error;
  }
}
