import type { Sql } from '../../db/connection.ts';
import { cancel, enqueue } from '../../db/outbox.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { newId } from '../platform/ids.ts';
import {
  type ClockEventRow,
  type ClockRow,
  insertClockEvent,
  insertSegment,
  listClockEvents,
  listSegments,
  lockClocks,
  type SegmentRow,
  updateClock,
} from './clock-store.ts';
import { aroundTheClock, type CalendarHours, CalendarNeverOpens } from './service-calendar.ts';
import { findCalendarVersion } from './service-calendar-store.ts';
import { dueAt, type Segment, type SegmentState } from './service-level-clock.ts';
import type { CalendarVersion } from './terms.ts';
import { timeZoneData } from './zone-offsets.ts';

/** The promises of an incident as others keep a copy of them. A due time is null when nothing is promised or the clock stands. */
export interface DueTimes {
  responseDueAt: Date | null;
  responseMetAt: Date | null;
  responseBreachedAt: Date | null;
  resolutionDueAt: Date | null;
  resolutionMetAt: Date | null;
  resolutionBreachedAt: Date | null;
}

/** All that is known of an incident's clocks, held for one transaction. */
export interface ClockBook {
  incidentId: string;
  clocks: ClockRow[];
  segments: SegmentRow[];
  hours: Map<string, CalendarHours>;
}

type CalendarKey = { calendarId: string | null; calendarVersion: number | null };
const keyOf = ({ calendarId, calendarVersion }: CalendarKey): string => `${calendarId}@${calendarVersion}`;
export const calendarKey = (calendar: CalendarVersion | null): CalendarKey => ({
  calendarId: calendar?.id ?? null,
  calendarVersion: calendar?.version ?? null,
});

/** Reads the clocks of an incident and holds them until the end of the transaction. */
export async function openBook(tx: Sql, incidentId: string): Promise<ClockBook> {
  return fillBook(tx, incidentId, await lockClocks(tx, incidentId));
}

export async function fillBook(sql: Sql, incidentId: string, clocks: ClockRow[]): Promise<ClockBook> {
  const segments = await listSegments(sql, incidentId);
  const book: ClockBook = { incidentId, clocks, segments, hours: new Map() };
  for (const key of [...segments, ...clocks]) {
    if (!key.calendarId || book.hours.has(keyOf(key))) continue;
    const hours = await findCalendarVersion(sql, key.calendarId, key.calendarVersion ?? 0);
    if (hours) book.hours.set(keyOf(key), hours);
  }
  return book;
}

export function knowCalendar(book: ClockBook, calendar: CalendarVersion | null): void {
  if (calendar) book.hours.set(keyOf(calendarKey(calendar)), calendar.hours);
}

/** The segments that a clock counts, each with the hours that hold in it for this clock. */
export function segmentsOf(book: ClockBook, clock: ClockRow): Segment[] {
  const own = clock.calendarId ? book.hours.get(keyOf(clock)) : undefined;
  const rows = book.segments.filter((row) => row.seq >= clock.firstSeq);
  // Before any calendar was known, time counts in the first that came.
  const first = rows.map((row) => book.hours.get(keyOf(row))).find((hours) => hours !== undefined) ?? aroundTheClock;
  return rows.map((row) => ({ from: row.fromAt, state: row.state, hours: own ?? book.hours.get(keyOf(row)) ?? first }));
}

/** Begins a new segment; never before the last one began. */
export async function turnSegment(
  tx: Sql,
  book: ClockBook,
  at: Date,
  change: { state: SegmentState; cause: string } & Partial<CalendarKey>,
): Promise<void> {
  const last = book.segments.at(-1);
  const segment: SegmentRow = {
    incidentId: book.incidentId,
    seq: (last?.seq ?? 0) + 1,
    fromAt: last && last.fromAt > at ? last.fromAt : at,
    calendarId: last?.calendarId ?? null,
    calendarVersion: last?.calendarVersion ?? null,
    ...change,
  };
  await insertSegment(tx, segment);
  book.segments.push(segment);
}

/** When a clock that is still open falls due, or null. */
export function dueOf(book: ClockBook, clock: ClockRow): Date | null {
  try {
    return dueAt(segmentsOf(book, clock), durationMs(clock.target) ?? 0);
  } catch (error) {
    if (error instanceof CalendarNeverOpens) return null;
    throw error;
  }
}

const isOpen = (clock: ClockRow): boolean => clock.metAt === null && clock.cancelledAt === null;

export type BreachStamp = 'whenDue' | 'now';

/**
 * Brings every open clock up to an instant: its due time follows from the segments, and a promise that was broken before
 * the instant is stamped with the time at which it was, or with now when a change of terms broke it.
 */
export async function settle(
  tx: Sql,
  book: ClockBook,
  at: Date,
  how: { stamp: BreachStamp; cause: string; atDueToo?: boolean },
): Promise<void> {
  for (const clock of book.clocks.filter(isOpen)) {
    const due = dueOf(book, clock);
    const isBroken = due !== null && (how.atDueToo ? due <= at : due < at);
    const breachedAt = isBroken ? (how.stamp === 'now' ? at : due) : null;
    if (breachedAt && (await isNewBreach(tx, clock))) await recordEvent(tx, { ...clock, dueAt: due }, 'breached', breachedAt, how.cause);
    await saveClock(tx, clock, { dueAt: due, breachedAt: clock.breachedAt ?? breachedAt, timeZoneData });
  }
}

/** A promise is broken once for each target; the first breach stays even if a later target gives more time. */
async function isNewBreach(tx: Sql, clock: ClockRow): Promise<boolean> {
  if (!clock.breachedAt) return true;
  const events = await listClockEvents(tx, clock.incidentId);
  return !events.some((past) => past.event === 'breached' && past.kind === clock.kind && past.target === clock.target);
}

/** Changes a clock, in the book and, if anything differs, in the database. */
export async function saveClock(tx: Sql, clock: ClockRow, changes: Partial<ClockRow>): Promise<void> {
  const isSame = Object.entries(changes).every(([name, value]) => same(clock[name as keyof ClockRow], value));
  Object.assign(clock, changes);
  if (!isSame) await updateClock(tx, clock);
}

const same = (a: unknown, b: unknown): boolean => (a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b);

export async function recordEvent(tx: Sql, clock: ClockRow, event: ClockEventRow['event'], happenedAt: Date, cause: string): Promise<void> {
  const { incidentId, kind, dueAt: due, priority, target } = clock;
  await insertClockEvent(tx, { id: newId(), incidentId, kind, event, happenedAt, dueAt: due, priority, target, cause });
}

/** Sets the alarm for the next promise that may be broken and answers the due times. Every change of clocks ends here. */
export async function closeBook(tx: Context, book: ClockBook): Promise<DueTimes> {
  const key = `service-level:${book.incidentId}`;
  const dues = book.clocks.filter((clock) => isOpen(clock) && !clock.breachedAt && clock.dueAt).map((clock) => clock.dueAt!.getTime());
  if (dues.length === 0) await cancel(tx.db.sql, key);
  else {
    const { incidentId } = book;
    const runAt = new Date(Math.min(...dues));
    await enqueue(tx.db.sql, { job: 'serviceLevel.breach', payload: { incidentId }, runAt, now: tx.clock(), key });
  }
  return dueTimesOf(book.clocks);
}

export function dueTimesOf(clocks: readonly ClockRow[]): DueTimes {
  const of = (kind: ClockRow['kind']): ClockRow | undefined => clocks.find((clock) => clock.kind === kind && !clock.cancelledAt);
  const response = of('response');
  const resolution = of('resolution');
  return {
    responseDueAt: response?.dueAt ?? null,
    responseMetAt: response?.metAt ?? null,
    responseBreachedAt: response?.breachedAt ?? null,
    resolutionDueAt: resolution?.dueAt ?? null,
    resolutionMetAt: resolution?.metAt ?? null,
    resolutionBreachedAt: resolution?.breachedAt ?? null,
  };
}
