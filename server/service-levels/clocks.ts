import type { Context } from '../platform/context.ts';
import { addMissing, cycleAfter, holdGroup, meet, moveTo, newClock, promise, releaseGroups, reopen } from './apply-terms.ts';
import {
  type ClockBook,
  type Clocked,
  calendarKey,
  closeBook,
  dueOf,
  isOpen,
  knowCalendar,
  newestOf,
  openBook,
  recordEvent,
  saveClock,
  settle,
  turnSegment,
} from './clock-book.ts';
import { type ClockRow, insertClocks } from './clock-store.ts';
import { findAgreementVersion } from './service-level-agreement-store.ts';
import type { BreachCause, SegmentState } from './service-level-clock.ts';
import { findTerms, type Placement, promised } from './terms.ts';

/**
 * What happens to the clocks of an incident, each verb for the transaction of the incident's own change. All answer the
 * due times that the incident keeps a copy of, and the promises that were found broken.
 */

const elapsed = { cause: 'elapsed' } as const;

/**
 * Starts the clocks of an incident at the instant when it was opened, which may lie in the past. Without an agreement
 * there are no clocks and all due times are null.
 */
export async function openClocks(
  tx: Context,
  { incidentId, openedAt, ...placement }: Placement & { incidentId: string; openedAt: Date },
): Promise<Clocked> {
  const { sql } = tx.db;
  const terms = await findTerms(sql, placement);
  const { supportGroupId } = terms;
  const book: ClockBook = { incidentId, clocks: [], segments: [], hours: new Map(), breaches: [] };
  knowCalendar(book, terms.place);
  knowCalendar(book, terms.override);
  await turnSegment(sql, book, openedAt, { state: 'running', cause: 'opened', supportGroupId, ...calendarKey(terms.place) });
  if (terms.agreement) {
    const start = { incidentId, startedAt: openedAt };
    const clocks = [newClock(terms, { ...start, kind: 'response' }), newClock(terms, { ...start, kind: 'resolution' })];
    if (promised(terms, 'operational', supportGroupId)) clocks.push(newClock(terms, { ...start, kind: 'operational', supportGroupId }));
    for (const clock of clocks) book.clocks.push({ ...clock, dueAt: dueOf(book, clock) });
    await insertClocks(sql, book.clocks);
    await settle(sql, book, tx.clock(), elapsed);
  }
  return closeBook(tx, book, { isNew: true });
}

export interface Retargeting extends Placement {
  incidentId: string;
  /** What changed: the reason of promises that the change breaks. */
  cause: BreachCause;
  /** When a person first answered, should the incident get its clocks only now. */
  answeredAt: () => Promise<Date | null>;
}

/**
 * Applies a changed priority, service, requester or support group. The new targets hold from the opening on, less the
 * pauses; hours of another team or service count from now on, and what was served under the old ones stays served. A
 * promise that the change itself breaks is stamped now, and a breach that was stamped stays.
 */
export const retargetClocks = (tx: Context, input: Retargeting, at: Date): Promise<Clocked> => applyTerms(tx, input, at, false);

/**
 * Takes over the newest versions of agreement and calendar, which an open incident does not do by itself: targets hold
 * from the opening on, changed hours from now on.
 */
export const renewClocks = (tx: Context, input: Omit<Retargeting, 'cause'>, at: Date): Promise<Clocked> =>
  applyTerms(tx, { ...input, cause: 'agreementChange' }, at, true);

async function applyTerms(tx: Context, input: Retargeting, at: Date, takesNewest: boolean): Promise<Clocked> {
  const { sql } = tx.db;
  const { incidentId, cause, answeredAt, ...placement } = input;
  const book = await openBook(sql, incidentId);
  await settle(sql, book, at, elapsed);
  const known = takesNewest ? undefined : book.clocks.find((clock) => clock.agreementId);
  const terms = await findTerms(sql, placement, known && { id: known.agreementId, version: known.agreementVersion });
  knowCalendar(book, terms.place);
  knowCalendar(book, terms.override);
  await releaseGroups(tx, book, terms.supportGroupId, at);
  await moveTo(tx, book, terms, at, takesNewest);
  await promise(tx, book, terms, at, { cause, takesNewest });
  const isMissing = terms.agreement && !newestOf(book.clocks, 'response');
  await addMissing(tx, book, terms, isMissing ? await answeredAt() : null);
  await holdGroup(tx, book, terms, at);
  await settle(sql, book, at, { cause });
  return closeBook(tx, book);
}

/** Stops counting while somebody outside has to act; the due times become null until `resumeClocks`. */
export const pauseClocks = (tx: Context, incidentId: string, at: Date): Promise<Clocked> => hold(tx, incidentId, at, 'running', 'paused');

/** Counts on: due times move by the service time, not the wall time, of the pause. */
export const resumeClocks = (tx: Context, incidentId: string, at: Date): Promise<Clocked> => hold(tx, incidentId, at, 'paused', 'running');

async function hold(tx: Context, incidentId: string, at: Date, from: SegmentState, to: SegmentState): Promise<Clocked> {
  const { sql } = tx.db;
  const book = await openBook(sql, incidentId);
  if (book.segments.at(-1)?.state === from) {
    // First what was broken until now, then the change: a pause never hides a breach.
    await settle(sql, book, at, elapsed);
    await turnSegment(sql, book, at, { state: to, cause: to === 'paused' ? 'paused' : 'resumed' });
    await settle(sql, book, at, elapsed);
  }
  return closeBook(tx, book);
}

/** Records an answer by a person: the first one once and for all, a later one to the question that waits, if any does. */
export async function meetResponse(tx: Context, incidentId: string, at: Date): Promise<Clocked> {
  const book = await openBook(tx.db.sql, incidentId);
  await settle(tx.db.sql, book, at, elapsed);
  await meet(tx, newestOf(book.clocks, 'response'), at);
  await meet(tx, newestOf(book.clocks, 'nextResponse'), at);
  return closeBook(tx, book);
}

/**
 * Records that the requester wrote: once there was a first answer, or none is promised, a clock runs from here until
 * somebody answers. Further messages leave it alone, since the oldest one that waits counts.
 */
export async function startQuestion(tx: Context, incidentId: string, at: Date): Promise<Clocked> {
  const book = await openBook(tx.db.sql, incidentId);
  await settle(tx.db.sql, book, at, elapsed);
  await ask(tx, book, at);
  await settle(tx.db.sql, book, tx.clock(), elapsed);
  return closeBook(tx, book);
}

async function ask(tx: Context, book: ClockBook, at: Date): Promise<void> {
  const first = newestOf(book.clocks, 'response');
  const waiting = newestOf(book.clocks, 'nextResponse');
  const isFirstOwed = !first || (isOpen(first) && first.target !== null);
  if (isFirstOwed || (waiting && isOpen(waiting)) || book.segments.at(-1)?.state === 'stopped') return;
  const clock = await questionOf(tx, book, at);
  await insertClocks(tx.db.sql, [clock]);
  book.clocks.push(clock);
}

/** The clock of a question, under the terms that hold for the incident's solution. */
async function questionOf(tx: Context, book: ClockBook, at: Date): Promise<ClockRow> {
  const model = newestOf(book.clocks, 'resolution') ?? newestOf(book.clocks, 'response')!;
  const agreement = await findAgreementVersion(tx.db.sql, model.agreementId, model.agreementVersion);
  const targets = model.rule ? agreement?.rules[model.rule - 1] : agreement?.targets[model.priority];
  return {
    ...model,
    kind: 'nextResponse',
    cycle: cycleAfter(book, 'nextResponse'),
    target: targets?.nextResponseTarget ?? null,
    isPausing: agreement?.isNextResponsePausing ?? true,
    startedAt: at,
    ...blank,
  };
}

const blank = {
  dueAt: null,
  metAt: null,
  breachedAt: null,
  breachCause: null,
  cancelledAt: null,
  breachNote: null,
  breachNotedById: null,
  breachNotedAt: null,
};

/** Records the resolution and rests the clocks. Who resolves has answered too, and the group has done its part. */
export async function meetResolution(tx: Context, incidentId: string, at: Date): Promise<Clocked> {
  const { sql } = tx.db;
  const book = await openBook(sql, incidentId);
  const last = book.segments.at(-1);
  // Out of a pause the clock counts from here, so that the promise that was kept has a due time to be compared with.
  if (last?.state === 'paused') await turnSegment(sql, book, at, { state: 'running', cause: 'resumed' });
  await settle(sql, book, at, elapsed);
  for (const clock of book.clocks) await meet(tx, clock, at);
  if (last && last.state !== 'stopped') await turnSegment(sql, book, at, { state: 'stopped', cause: 'resolved' });
  return closeBook(tx, book);
}

/**
 * Starts the clocks of a reopened incident again: with the time that was served before, or afresh where the agreement
 * says so, each cycle kept. The time in between counts for nobody, and the first answer stays as it was. Where the
 * requester waits for a word, the clock of that question starts too.
 */
export async function reopenResolution(tx: Context, incidentId: string, at: Date, isAsked = false): Promise<Clocked> {
  const { sql } = tx.db;
  const book = await openBook(sql, incidentId);
  const last = book.segments.at(-1);
  if (last?.state === 'stopped') {
    await turnSegment(sql, book, at, { state: 'running', cause: 'reopened' });
    await runOn(tx, book, newestOf(book.clocks, 'resolution'), at);
    const own = (clock: ClockRow): boolean => clock.kind === 'operational' && clock.supportGroupId === last.supportGroupId;
    await runOn(tx, book, book.clocks.findLast(own), at);
    if (isAsked) await ask(tx, book, at);
    await settle(sql, book, at, elapsed);
  }
  return closeBook(tx, book);
}

async function runOn(tx: Context, book: ClockBook, clock: ClockRow | undefined, at: Date): Promise<void> {
  if (!clock?.metAt || clock.cancelledAt) return;
  const agreement = await findAgreementVersion(tx.db.sql, clock.agreementId, clock.agreementVersion);
  if (agreement?.onReopen !== 'restart') return reopen(tx, clock, at, 'reopened');
  const fresh = { ...clock, ...blank, startedAt: at, cycle: cycleAfter(book, clock.kind) };
  await recordEvent(tx.db.sql, fresh, 'reopened', at, 'restarted');
  await insertClocks(tx.db.sql, [fresh]);
  book.clocks.push(fresh);
}

/** Takes the promises back (cancelled, merged away): what is open is neither met nor broken any more. */
export async function cancelClocks(tx: Context, incidentId: string, at: Date): Promise<Clocked> {
  const { sql } = tx.db;
  const book = await openBook(sql, incidentId);
  await settle(sql, book, at, elapsed);
  for (const clock of book.clocks.filter(isOpen)) {
    await saveClock(sql, clock, { cancelledAt: at, dueAt: null });
    if (clock.target !== null) await recordEvent(sql, clock, 'cancelled', at, 'cancelled');
  }
  const last = book.segments.at(-1);
  if (last && last.state !== 'stopped') await turnSegment(sql, book, at, { state: 'stopped', cause: 'cancelled' });
  return closeBook(tx, book);
}
