import type { Context } from '../platform/context.ts';
import { moveTo, newClock, promise } from './apply-terms.ts';
import {
  type ClockBook,
  calendarKey,
  closeBook,
  type DueTimes,
  dueOf,
  knowCalendar,
  openBook,
  recordEvent,
  saveClock,
  settle,
  turnSegment,
} from './clock-book.ts';
import { type ClockRow, insertClocks } from './clock-store.ts';
import { findAgreementVersion } from './service-level-agreement-store.ts';
import type { SegmentState } from './service-level-clock.ts';
import { findTerms, type Placement, promisedTargets } from './terms.ts';

/**
 * What happens to the clocks of an incident, each verb for the transaction of the incident's own change. All answer the
 * due times that the incident keeps a copy of.
 */

/**
 * Starts the clocks of an incident at the instant when it was opened, which may lie in the past. Without an agreement
 * there are no clocks and all due times are null.
 */
export async function openClocks(
  tx: Context,
  { incidentId, openedAt, ...placement }: Placement & { incidentId: string; openedAt: Date },
): Promise<DueTimes> {
  const { sql } = tx.db;
  const terms = await findTerms(sql, placement);
  const book: ClockBook = { incidentId, clocks: [], segments: [], hours: new Map() };
  knowCalendar(book, terms.place);
  knowCalendar(book, terms.override);
  await turnSegment(sql, book, openedAt, { state: 'running', cause: 'opened', ...calendarKey(terms.place) });
  for (const [kind, target] of promisedTargets(terms)) {
    const clock = newClock(terms, incidentId, kind, target);
    book.clocks.push({ ...clock, dueAt: dueOf(book, clock) });
  }
  await insertClocks(sql, book.clocks);
  if (book.clocks.length > 0) await settle(sql, book, tx.clock(), { stamp: 'whenDue', cause: 'time' });
  return closeBook(tx, book);
}

/**
 * Applies a changed priority, service or support group. The new targets hold from the opening on, less the pauses; hours
 * of another team or service count from now on, and what was served under the old ones stays served. A promise that the
 * change itself breaks is stamped now, and a breach that was stamped stays.
 */
export async function retargetClocks(tx: Context, input: Placement & { incidentId: string }, at: Date): Promise<DueTimes> {
  return applyTerms(tx, input, at, false);
}

/**
 * Takes over the newest versions of agreement and calendar, which an open incident does not do by itself: targets hold
 * from the opening on, changed hours from now on.
 */
export async function renewClocks(tx: Context, input: Placement & { incidentId: string }, at: Date): Promise<DueTimes> {
  return applyTerms(tx, input, at, true);
}

async function applyTerms(
  tx: Context,
  { incidentId, ...placement }: Placement & { incidentId: string },
  at: Date,
  takesNewest: boolean,
): Promise<DueTimes> {
  const { sql } = tx.db;
  const book = await openBook(sql, incidentId);
  await settle(sql, book, at, { stamp: 'whenDue', cause: 'time' });
  const known = takesNewest ? undefined : book.clocks.find((clock) => clock.agreementId);
  const terms = await findTerms(sql, placement, known && { id: known.agreementId, version: known.agreementVersion });
  knowCalendar(book, terms.place);
  knowCalendar(book, terms.override);
  await moveTo(tx, book, terms, at, takesNewest);
  await promise(tx, book, terms, at);
  await settle(sql, book, at, { stamp: 'now', cause: takesNewest ? 'renewed' : 'retargeted' });
  return closeBook(tx, book);
}

/** Stops counting while somebody outside has to act; the due times become null until `resumeClocks`. */
export const pauseClocks = (tx: Context, incidentId: string, at: Date): Promise<DueTimes> => hold(tx, incidentId, at, 'running', 'paused');

/** Counts on: due times move by the service time, not the wall time, of the pause. */
export const resumeClocks = (tx: Context, incidentId: string, at: Date): Promise<DueTimes> => hold(tx, incidentId, at, 'paused', 'running');

async function hold(tx: Context, incidentId: string, at: Date, from: SegmentState, to: SegmentState): Promise<DueTimes> {
  const { sql } = tx.db;
  const book = await openBook(sql, incidentId);
  if (book.segments.at(-1)?.state === from) {
    // First what was broken until now, then the change: a pause never hides a breach.
    await settle(sql, book, at, { stamp: 'whenDue', cause: 'time' });
    await turnSegment(sql, book, at, { state: to, cause: to === 'paused' ? 'paused' : 'resumed' });
    await settle(sql, book, at, { stamp: 'whenDue', cause: 'time' });
  }
  return closeBook(tx, book);
}

/** Records the first answer by a person. It happens once: later answers, reopening and changes of priority leave it alone. */
export async function meetResponse(tx: Context, incidentId: string, at: Date): Promise<DueTimes> {
  const book = await openBook(tx.db.sql, incidentId);
  await settle(tx.db.sql, book, at, { stamp: 'whenDue', cause: 'time' });
  await meet(tx, book, 'response', at);
  return closeBook(tx, book);
}

/** Records the resolution and rests the clocks. Who resolves has answered too. */
export async function meetResolution(tx: Context, incidentId: string, at: Date): Promise<DueTimes> {
  const { sql } = tx.db;
  const book = await openBook(sql, incidentId);
  const last = book.segments.at(-1);
  // Out of a pause the clock counts from here, so that the promise that was kept has a due time to be compared with.
  if (last?.state === 'paused') await turnSegment(sql, book, at, { state: 'running', cause: 'resumed' });
  await settle(sql, book, at, { stamp: 'whenDue', cause: 'time' });
  await meet(tx, book, 'response', at);
  await meet(tx, book, 'resolution', at);
  if (last && last.state !== 'stopped') await turnSegment(sql, book, at, { state: 'stopped', cause: 'resolved' });
  return closeBook(tx, book);
}

async function meet(tx: Context, book: ClockBook, kind: ClockRow['kind'], at: Date): Promise<void> {
  const clock = book.clocks.find((one) => one.kind === kind);
  if (!clock || clock.metAt || clock.cancelledAt) return;
  await saveClock(tx.db.sql, clock, { metAt: at });
  await recordEvent(tx.db.sql, clock, 'met', at, clock.breachedAt ? 'late' : 'inTime');
}

/**
 * Starts the resolution clock of a reopened incident again: with the time that was served before, or afresh where the
 * agreement says so. The time in between counts for nobody, and the first answer stays as it was.
 */
export async function reopenResolution(tx: Context, incidentId: string, at: Date): Promise<DueTimes> {
  const { sql } = tx.db;
  const book = await openBook(sql, incidentId);
  if (book.segments.at(-1)?.state === 'stopped') {
    await turnSegment(sql, book, at, { state: 'running', cause: 'reopened' });
    const clock = book.clocks.find(({ kind, cancelledAt }) => kind === 'resolution' && !cancelledAt);
    if (clock) await restart(tx, book, clock, at);
    await settle(sql, book, at, { stamp: 'whenDue', cause: 'time' });
  }
  return closeBook(tx, book);
}

async function restart(tx: Context, book: ClockBook, clock: ClockRow, at: Date): Promise<void> {
  const { sql } = tx.db;
  await recordEvent(sql, clock, 'reopened', at, 'reopened');
  const agreement = await findAgreementVersion(sql, clock.agreementId, clock.agreementVersion);
  const isAfresh = agreement?.onReopen === 'restart';
  await saveClock(sql, clock, { metAt: null, ...(isAfresh && { firstSeq: book.segments.at(-1)!.seq, breachedAt: null }) });
}

/** Takes the promises back (cancelled, merged away): what is open is neither met nor broken any more. */
export async function cancelClocks(tx: Context, incidentId: string, at: Date): Promise<DueTimes> {
  const { sql } = tx.db;
  const book = await openBook(sql, incidentId);
  await settle(sql, book, at, { stamp: 'whenDue', cause: 'time' });
  for (const clock of book.clocks.filter(({ metAt, cancelledAt }) => !metAt && !cancelledAt)) {
    await saveClock(sql, clock, { cancelledAt: at, dueAt: null });
    await recordEvent(sql, clock, 'cancelled', at, 'cancelled');
  }
  const last = book.segments.at(-1);
  if (last && last.state !== 'stopped') await turnSegment(sql, book, at, { state: 'stopped', cause: 'cancelled' });
  return closeBook(tx, book);
}
