import type { Context } from '../platform/context.ts';
import { type ClockBook, calendarKey, isOpen, newestOf, recordEvent, saveClock, turnSegment } from './clock-book.ts';
import { type ClockRow, insertClocks } from './clock-store.ts';
import type { ClockKind } from './service-level-clock.ts';
import { promised, type Terms } from './terms.ts';
import { timeZoneData } from './zone-offsets.ts';

/** A clock at its start under some terms. */
export function newClock(
  terms: Terms,
  start: { incidentId: string; kind: ClockKind; startedAt: Date; cycle?: number; supportGroupId?: string | null },
): ClockRow {
  const { incidentId, kind, startedAt, cycle = 1, supportGroupId = null } = start;
  return {
    incidentId,
    kind,
    cycle,
    supportGroupId,
    ...boundTo(terms, kind, supportGroupId),
    startedAt,
    dueAt: null,
    metAt: null,
    breachedAt: null,
    breachCause: null,
    cancelledAt: null,
    breachNote: null,
    breachNotedById: null,
    breachNotedAt: null,
    timeZoneData,
  };
}

type Bonds = Pick<
  ClockRow,
  'agreementId' | 'agreementVersion' | 'rule' | 'priority' | 'target' | 'calendarId' | 'calendarVersion' | 'isPausing'
>;

/** What a clock takes from the terms. */
const boundTo = (terms: Terms, kind: ClockKind, supportGroupId: string | null): Bonds => ({
  agreementId: terms.agreement?.id ?? '',
  agreementVersion: terms.agreement?.version ?? 0,
  rule: kind === 'operational' ? null : terms.rule,
  priority: terms.priority,
  target: promised(terms, kind, supportGroupId),
  // A group's own promise is reckoned in the hours of the group.
  ...calendarKey(kind === 'operational' ? null : terms.override),
  isPausing: kind !== 'nextResponse' || (terms.agreement?.isNextResponsePausing ?? true),
});

/**
 * Goes on in the hours of the place where the work is done now, and for the group that has it now. A calendar that the
 * incident knows keeps the version that it had, unless the newest is wanted: edits hold for what is opened later.
 */
export async function moveTo(tx: Context, book: ClockBook, terms: Terms, at: Date, takesNewest: boolean): Promise<void> {
  const last = book.segments.at(-1);
  if (!last) return;
  const { supportGroupId } = terms;
  const newest = calendarKey(terms.place);
  const known = takesNewest ? undefined : book.segments.findLast(({ calendarId }) => calendarId === newest.calendarId);
  const { calendarId, calendarVersion } = known ?? newest;
  const isSameCalendar = last.calendarId === calendarId;
  const isSameVersion = last.calendarVersion === calendarVersion;
  if (isSameCalendar && isSameVersion && last.supportGroupId === supportGroupId) return;
  const cause = !isSameCalendar ? 'moved' : isSameVersion ? 'handedOver' : 'renewed';
  await turnSegment(tx.db.sql, book, at, { state: last.state, cause, calendarId, calendarVersion, supportGroupId });
}

interface Change {
  cause: string;
  takesNewest: boolean;
}

/** Makes the clocks promise what the terms promise. What is answered or solved already keeps its result. */
export async function promise(tx: Context, book: ClockBook, terms: Terms, at: Date, how: Change): Promise<void> {
  for (const clock of book.clocks) {
    const isCurrent = clock.kind === 'resolution' ? clock === newestOf(book.clocks, 'resolution') : clock.metAt === null;
    if (isCurrent && !clock.cancelledAt) await changeClock(tx, clock, terms, at, how);
  }
}

/** Gives an incident the two clocks that every agreement may promise something by, if it has none. */
export async function addMissing(tx: Context, book: ClockBook, terms: Terms, answeredAt: Date | null): Promise<void> {
  const startedAt = book.segments[0]?.fromAt;
  if (!terms.agreement || !startedAt || book.segments.at(-1)?.state === 'stopped') return;
  const missing = (['response', 'resolution'] as const).filter((kind) => !newestOf(book.clocks, kind));
  const added = missing.map((kind) => newClock(terms, { incidentId: book.incidentId, kind, startedAt }));
  for (const clock of added) if (clock.kind === 'response') clock.metAt = answeredAt;
  await insertClocks(tx.db.sql, added);
  book.clocks.push(...added);
}

async function changeClock(tx: Context, clock: ClockRow, terms: Terms, at: Date, { cause, takesNewest }: Change): Promise<void> {
  const bonds = boundTo(terms, clock.kind, clock.supportGroupId);
  // The same hours stay in the version that was promised.
  if (!takesNewest && clock.calendarId === bonds.calendarId) bonds.calendarVersion = clock.calendarVersion;
  const changed = (Object.keys(bonds) as Array<keyof Bonds>).filter((name) => clock[name] !== bonds[name]);
  const isOther = changed.some((name) => ['target', 'priority', 'calendarId', 'calendarVersion'].includes(name));
  if (isOther) await recordEvent(tx.db.sql, clock, 'retargeted', at, cause);
  if (changed.length > 0) await saveClock(tx.db.sql, clock, bonds);
}

/** Ends the promises of groups that no longer have the incident: they have done their part. */
export async function releaseGroups(tx: Context, book: ClockBook, supportGroupId: string | null, at: Date): Promise<void> {
  for (const clock of book.clocks) {
    if (clock.kind === 'operational' && clock.supportGroupId !== supportGroupId) await meet(tx, clock, at);
  }
}

/**
 * Starts the promise of the group that has the incident, or lets it go on with the time that the group spent before. A
 * group that promises nothing has no clock.
 */
export async function holdGroup(tx: Context, book: ClockBook, terms: Terms, at: Date): Promise<void> {
  const { supportGroupId } = terms;
  const last = book.segments.at(-1);
  if (!supportGroupId || !last || last.state === 'stopped') return;
  const own = book.clocks.findLast((clock) => clock.kind === 'operational' && clock.supportGroupId === supportGroupId);
  if (own?.metAt) await reopen(tx, own, at, 'returned');
  if (own || promised(terms, 'operational', supportGroupId) === null) return;
  const startedAt = book.segments.find((segment) => segment.supportGroupId === supportGroupId)?.fromAt ?? at;
  const clock = newClock(terms, {
    incidentId: book.incidentId,
    kind: 'operational',
    startedAt,
    supportGroupId,
    cycle: cycleAfter(book, 'operational'),
  });
  await insertClocks(tx.db.sql, [clock]);
  book.clocks.push(clock);
}

export const cycleAfter = (book: ClockBook, kind: ClockKind): number => (newestOf(book.clocks, kind)?.cycle ?? 0) + 1;

/** Records that a clock's promise was kept, or broken before. A clock that promises nothing remembers the instant. */
export async function meet(tx: Context, clock: ClockRow | undefined, at: Date): Promise<void> {
  if (!clock || !isOpen(clock)) return;
  await saveClock(tx.db.sql, clock, { metAt: at });
  if (clock.target !== null) await recordEvent(tx.db.sql, clock, 'met', at, clock.breachedAt ? 'late' : 'inTime');
}

/** Lets a clock that was met run on with what it had served. */
export async function reopen(tx: Context, clock: ClockRow, at: Date, cause: string): Promise<void> {
  await recordEvent(tx.db.sql, clock, 'reopened', at, cause);
  await saveClock(tx.db.sql, clock, { metAt: null });
}
