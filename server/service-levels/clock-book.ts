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
import { type BreachCause, type ClockKind, dueAt, type Segment, type SegmentState } from './service-level-clock.ts';
import type { CalendarVersion } from './terms.ts';
import { timeZoneData } from './zone-offsets.ts';

/** The promises of an incident as others keep a copy of them. A due time is null when nothing is promised or the clock stands. */
export interface DueTimes {
  responseDueAt: Date | null;
  responseMetAt: Date | null;
  responseBreachedAt: Date | null;
  nextResponseDueAt: Date | null;
  nextResponseBreachedAt: Date | null;
  resolutionDueAt: Date | null;
  resolutionMetAt: Date | null;
  resolutionBreachedAt: Date | null;
}

/** A promise that a change found broken, with the instant and the reason. */
export interface Breach {
  kind: ClockKind;
  cycle: number;
  supportGroupId: string | null;
  dueAt: Date;
  breachedAt: Date;
  cause: BreachCause;
}

/** What a change of clocks came to: the due times for the incident, and promises that nobody had known to be broken. */
export interface Clocked {
  due: DueTimes;
  breaches: Breach[];
}

/** All that is known of an incident's clocks, held for one transaction. */
export interface ClockBook {
  incidentId: string;
  clocks: ClockRow[];
  segments: SegmentRow[];
  hours: Map<string, CalendarHours>;
  /** Found since the book was opened. */
  breaches: Breach[];
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
  const book: ClockBook = { incidentId, clocks, segments, hours: new Map(), breaches: [] };
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

/** A row of the segments as far as a clock counts it. */
export interface CountedSegment extends Segment {
  row: SegmentRow;
}

/** The segments that a clock counts, from its start on, each with the hours that hold in it for this clock. */
export function segmentsOf(book: ClockBook, clock: ClockRow): CountedSegment[] {
  const own = clock.calendarId ? book.hours.get(keyOf(clock)) : undefined;
  const rows = book.segments.filter(({ fromAt }, index, all) => {
    const next = all[index + 1];
    return fromAt >= clock.startedAt || next === undefined || next.fromAt > clock.startedAt;
  });
  // Before any calendar was known, time counts in the first that came.
  const first = rows.map((row) => book.hours.get(keyOf(row))).find((hours) => hours !== undefined) ?? aroundTheClock;
  return rows.map((row) => ({
    from: laterOf(row.fromAt, clock.startedAt),
    state: stateFor(clock, row),
    hours: own ?? book.hours.get(keyOf(row)) ?? first,
    row,
  }));
}

const laterOf = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()));

/** What a clock does in a segment: a support group's own rests while another group has the incident. */
function stateFor(clock: ClockRow, row: SegmentRow): SegmentState {
  if (clock.kind === 'operational' && row.supportGroupId !== clock.supportGroupId) return 'stopped';
  return row.state === 'paused' && !clock.isPausing ? 'running' : row.state;
}

/** Begins a new segment; never before the last one began. */
export async function turnSegment(
  tx: Sql,
  book: ClockBook,
  at: Date,
  change: { state: SegmentState; cause: string; supportGroupId?: string | null } & Partial<CalendarKey>,
): Promise<void> {
  const last = book.segments.at(-1);
  const segment: SegmentRow = {
    incidentId: book.incidentId,
    seq: (last?.seq ?? 0) + 1,
    fromAt: last && last.fromAt > at ? last.fromAt : at,
    supportGroupId: last?.supportGroupId ?? null,
    calendarId: last?.calendarId ?? null,
    calendarVersion: last?.calendarVersion ?? null,
    ...change,
  };
  await insertSegment(tx, segment);
  book.segments.push(segment);
}

/** When a clock falls due that promises something; null when it stands before that. */
export function dueOf(book: ClockBook, clock: ClockRow): Date | null {
  if (clock.target === null) return null;
  try {
    return dueAt(segmentsOf(book, clock), durationMs(clock.target) ?? 0);
  } catch (error) {
    if (error instanceof CalendarNeverOpens) return null;
    throw error;
  }
}

export const isOpen = (clock: ClockRow): boolean => clock.metAt === null && clock.cancelledAt === null;

/** `elapsed` stamps a promise with the instant at which time ran out; everything else broke it at the instant of the change. */
export interface Settling {
  cause: BreachCause;
  atDueToo?: boolean;
}

/**
 * Brings every open clock up to an instant: its due time follows from the segments, and a promise that was broken before
 * the instant is stamped with the time at which it was, or with the instant itself when a change of terms broke it.
 */
export async function settle(tx: Sql, book: ClockBook, at: Date, how: Settling): Promise<void> {
  for (const clock of book.clocks.filter(isOpen)) {
    const due = dueOf(book, clock);
    const isBroken = due !== null && (how.atDueToo ? due <= at : due < at);
    const changes: Partial<ClockRow> = { dueAt: due, timeZoneData };
    if (isBroken) Object.assign(changes, await breach(tx, book, clock, how.cause === 'elapsed' ? due : at, due, how.cause));
    await saveClock(tx, clock, changes);
  }
}

/** A promise is broken once for each target; the first breach stays even if a later target gives more time. */
async function breach(
  tx: Sql,
  book: ClockBook,
  clock: ClockRow,
  breachedAt: Date,
  due: Date,
  cause: BreachCause,
): Promise<Partial<ClockRow>> {
  const { kind, cycle, supportGroupId } = clock;
  if (clock.breachedAt && (await isKnown(tx, clock))) return {};
  await recordEvent(tx, { ...clock, dueAt: due }, 'breached', breachedAt, cause);
  book.breaches.push({ kind, cycle, supportGroupId, dueAt: due, breachedAt, cause });
  return clock.breachedAt ? {} : { breachedAt, breachCause: cause };
}

async function isKnown(tx: Sql, { incidentId, kind, cycle, target }: ClockRow): Promise<boolean> {
  const events = await listClockEvents(tx, incidentId);
  return events.some((past) => past.event === 'breached' && past.kind === kind && past.cycle === cycle && past.target === target);
}

/** Changes a clock, in the book and, if anything differs, in the database. */
export async function saveClock(tx: Sql, clock: ClockRow, changes: Partial<ClockRow>): Promise<void> {
  const isSame = Object.entries(changes).every(([name, value]) => same(clock[name as keyof ClockRow], value));
  Object.assign(clock, changes);
  if (!isSame) await updateClock(tx, clock);
}

const same = (a: unknown, b: unknown): boolean => (a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b);

export async function recordEvent(tx: Sql, clock: ClockRow, event: ClockEventRow['event'], happenedAt: Date, cause: string): Promise<void> {
  const { incidentId, kind, cycle, dueAt: due, priority, target, calendarId, calendarVersion } = clock;
  const what = { event, happenedAt, dueAt: due, priority, target, calendarId, calendarVersion, cause };
  await insertClockEvent(tx, { id: newId(), incidentId, kind, cycle, ...what });
}

/** Sets the alarm for the next promise that may be broken and answers what came of it. Every change of clocks ends here. */
export async function closeBook(tx: Context, book: ClockBook, { isNew = false } = {}): Promise<Clocked> {
  const key = `service-level:${book.incidentId}`;
  const dues = book.clocks.filter((clock) => isOpen(clock) && !clock.breachedAt && clock.dueAt).map((clock) => clock.dueAt!.getTime());
  if (dues.length === 0) {
    if (!isNew) await cancel(tx.db.sql, key);
  } else {
    const { incidentId } = book;
    const runAt = new Date(Math.min(...dues));
    await enqueue(tx.db.sql, { job: 'serviceLevel.breach', payload: { incidentId }, runAt, now: tx.clock(), key, isNew });
  }
  const breaches = book.breaches.sort((a, b) => a.breachedAt.getTime() - b.breachedAt.getTime());
  return { due: dueTimesOf(book.clocks), breaches };
}

/** The newest clock of a kind, in whose cycles the others are history. */
export const newestOf = (clocks: readonly ClockRow[], kind: ClockKind): ClockRow | undefined => clocks.findLast((one) => one.kind === kind);

export function dueTimesOf(clocks: readonly ClockRow[]): DueTimes {
  const of = (kind: ClockKind): ClockRow | undefined => {
    const newest = newestOf(clocks, kind);
    return newest?.cancelledAt ? undefined : newest;
  };
  const response = of('response');
  const question = of('nextResponse');
  const resolution = of('resolution');
  return {
    responseDueAt: response?.dueAt ?? null,
    responseMetAt: response?.metAt ?? null,
    responseBreachedAt: response?.breachedAt ?? null,
    nextResponseDueAt: question?.metAt ? null : (question?.dueAt ?? null),
    nextResponseBreachedAt: clocks.findLast(({ kind, breachedAt }) => kind === 'nextResponse' && breachedAt)?.breachedAt ?? null,
    resolutionDueAt: resolution?.dueAt ?? null,
    resolutionMetAt: resolution?.metAt ?? null,
    resolutionBreachedAt: resolution?.breachedAt ?? null,
  };
}
