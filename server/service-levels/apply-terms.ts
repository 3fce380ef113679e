import type { Context } from '../platform/context.ts';
import { type ClockBook, calendarKey, recordEvent, saveClock, turnSegment } from './clock-book.ts';
import { type ClockRow, insertClocks } from './clock-store.ts';
import { promisedTargets, type Terms } from './terms.ts';
import { timeZoneData } from './zone-offsets.ts';

/** A clock at its start under some terms. */
export function newClock(terms: Terms, incidentId: string, kind: ClockRow['kind'], target: string): ClockRow {
  return {
    incidentId,
    kind,
    agreementId: terms.agreement?.id ?? '',
    agreementVersion: terms.agreement?.version ?? 0,
    priority: terms.priority,
    target,
    ...calendarKey(terms.override),
    firstSeq: 1,
    dueAt: null,
    metAt: null,
    breachedAt: null,
    cancelledAt: null,
    timeZoneData,
  };
}

/**
 * Goes on in the hours of the place where the work is done now. The same calendar keeps the version that it had, unless
 * the newest is wanted: edits hold for what is opened later.
 */
export async function moveTo(tx: Context, book: ClockBook, terms: Terms, at: Date, takesNewest: boolean): Promise<void> {
  const last = book.segments.at(-1);
  if (!last) return;
  const { calendarId, calendarVersion } = calendarKey(terms.place);
  const isSame = last.calendarId === calendarId && (last.calendarVersion === calendarVersion || !takesNewest);
  if (isSame) return;
  const cause = last.calendarId === calendarId ? 'renewed' : 'moved';
  await turnSegment(tx.db.sql, book, at, { state: last.state, cause, calendarId, calendarVersion });
}

/** Makes the clocks promise what the terms promise: changed, added or cancelled. */
export async function promise(tx: Context, book: ClockBook, terms: Terms, at: Date): Promise<void> {
  const { sql } = tx.db;
  const targets = promisedTargets(terms);
  for (const clock of book.clocks) {
    const target = targets.get(clock.kind);
    targets.delete(clock.kind);
    if (clock.metAt && clock.kind === 'response') continue;
    if (target) await changeClock(tx, clock, terms, target, at);
    else if (!clock.cancelledAt && !clock.metAt) {
      await saveClock(sql, clock, { cancelledAt: at, dueAt: null });
      await recordEvent(sql, clock, 'cancelled', at, 'retargeted');
    }
  }
  const isOver = book.segments.at(-1)?.state === 'stopped';
  const added = isOver ? [] : [...targets].map(([kind, target]) => newClock(terms, book.incidentId, kind, target));
  await insertClocks(sql, added);
  book.clocks.push(...added);
}

async function changeClock(tx: Context, clock: ClockRow, terms: Terms, target: string, at: Date): Promise<void> {
  const { agreementId, agreementVersion, priority, calendarId, calendarVersion } = newClock(terms, clock.incidentId, clock.kind, target);
  const isOther =
    clock.target !== target ||
    clock.priority !== priority ||
    clock.agreementId !== agreementId ||
    clock.agreementVersion !== agreementVersion ||
    clock.calendarId !== calendarId;
  if (!isOther && !clock.cancelledAt) return;
  await recordEvent(tx.db.sql, clock, 'retargeted', at, 'retargeted');
  await saveClock(tx.db.sql, clock, { agreementId, agreementVersion, priority, target, calendarId, calendarVersion, cancelledAt: null });
}
