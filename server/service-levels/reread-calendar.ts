import { complete, findOutboxRow, findOutboxRowByKey } from '../../db/outbox.ts';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { systemActor } from '../platform/actor.ts';
import { CallFailure } from '../platform/call-out.ts';
import type { Context } from '../platform/context.ts';
import { fetchText } from '../platform/fetch-text.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { armReading, bringIn, nextReading, readKey, windowAround } from './bring-in-imports.ts';
import { type CalendarImport, findImport, listOverdueImports, updateImport } from './calendar-import-store.ts';
import { UnreadableCalendar } from './ical-occurrences.ts';
import { mostIcalBytes, readIcal } from './read-ical.ts';
import { findCalendar } from './service-calendar-store.ts';

const hourMs = 3_600_000;

/**
 * Job `calendar.read`: reads a feed again. Dates that it no longer names go, new ones come, what people typed stays. A
 * feed that cannot be read changes nothing, says why, and is tried again in six hours.
 */
export async function rereadCalendar(ctx: Context, { importId }: { importId: string }, rowId: string): Promise<void> {
  if (!(await findOutboxRow(ctx.db.sql, rowId))) return;
  const known = await findImport(ctx.db.sql, importId);
  const text = known?.url
    ? await attempt(() => fetchText(ctx.settings, known.url as string, { mostBytes: mostIcalBytes, timeoutMs: 30_000 }))
    : null;
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    if (text) await takeOver(tx, importId, text);
  });
}

type Attempt<T> = { value: T } | { failure: string };

async function attempt<T>(work: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof CallFailure || error instanceof UnreadableCalendar) return { failure: error.message };
    throw error;
  }
}

async function takeOver(tx: Context, importId: string, text: Attempt<string>): Promise<void> {
  const { sql } = tx.db;
  await takeTurn(sql, 'serviceCalendars');
  const known = await findImport(sql, importId);
  const calendar = known && (await findCalendar(sql, known.calendarId));
  if (!known || !calendar) return;
  const now = tx.clock();
  const { timeZone } = calendar;
  const read =
    'failure' in text ? text : await attempt(() => readIcal(text.value, { timeZone, effect: known.effect, ...windowAround(now) }));
  const next: CalendarImport =
    'failure' in read
      ? { ...known, failure: read.failure.slice(0, 500), nextReadAt: new Date(now.getTime() + 6 * hourMs) }
      : { ...known, days: read.value, readAt: now, failure: null, nextReadAt: nextReading(now) };
  await updateImport(sql, next);
  await armReading(tx, next);
  if (!(await bringIn(tx, calendar))) return;
  const detail = { name: known.name, url: known.url, importId, ...difference(known.days, next.days) };
  await recordAudit(tx, systemActor, { action: 'calendar.reread', subjectType: 'serviceCalendar', subjectId: calendar.id, detail });
}

function difference(before: CalendarImport['days'], after: CalendarImport['days']): { added: string[]; removed: string[] } {
  const text = (days: CalendarImport['days']) => new Set(days.map((day) => JSON.stringify(day)));
  const [old, fresh] = [text(before), text(after)];
  const only = (days: CalendarImport['days'], others: Set<string>) =>
    days
      .filter((day) => !others.has(JSON.stringify(day)))
      .map(({ date, name }) => `${date} ${name}`)
      .slice(0, 100);
  return { added: only(after, old), removed: only(before, fresh) };
}

/** Reads a feed as soon as may be, e.g. because it was corrected; 409 for an import from a file. */
export async function readSoon(ctx: Context, calendarId: string, importId: string): Promise<CalendarImport> {
  return transact(ctx, async (tx) => {
    const found = await findImport(tx.db.sql, importId);
    if (found?.calendarId !== calendarId) throw notFound('import');
    if (!found.url) throw new Problem('conflict', 'It was imported from a file; import the newer file instead');
    const next = { ...found, nextReadAt: tx.clock() };
    await updateImport(tx.db.sql, next);
    await armReading(tx, next);
    return next;
  });
}

/** Sweep: feeds whose reading was lost are armed again. */
export async function rearmFeeds(ctx: Context): Promise<void> {
  const late = new Date(ctx.clock().getTime() - hourMs / 4);
  for (const feed of await listOverdueImports(ctx.db.sql, late, 100)) {
    if (await findOutboxRowByKey(ctx.db.sql, readKey(feed.id))) continue;
    await transact(ctx, (tx) => armReading(tx, { ...feed, nextReadAt: tx.clock() }));
  }
}
