import type { Sql } from '../../db/connection.ts';
import { durationMs, durationText } from '../platform/duration.ts';
import { type ClockBook, fillBook, segmentsOf } from './clock-book.ts';
import { type ClockEventRow, type ClockRow, findClockState, listClockEvents, listClocks } from './clock-store.ts';
import { findCalendar, type ServiceCalendar } from './service-calendar-store.ts';
import { findAgreement } from './service-level-agreement-store.ts';
import { type ClockKind, type SegmentState, servedSegments } from './service-level-clock.ts';

export interface ServiceLevelView {
  kind: ClockKind;
  state: SegmentState | 'met' | 'cancelled';
  priority: string;
  target: string;
  agreement: { id: string; name: string; version: number };
  dueAt: Date | null;
  metAt: Date | null;
  breachedAt: Date | null;
  /** Service time spent and left, as durations; left is negative after a breach. */
  served: string;
  remaining: string;
  segments: Array<{
    from: Date;
    to: Date | null;
    state: SegmentState;
    cause: string;
    calendar: { id: string; name: string; version: number; timeZone: string } | null;
    served: string;
  }>;
  events: Array<Pick<ClockEventRow, 'event' | 'happenedAt' | 'dueAt' | 'priority' | 'target' | 'cause'>>;
}

/** The clocks of an incident with the segments that explain their due times, as of an instant. */
export async function serviceLevelsOf(sql: Sql, incidentId: string, now: Date): Promise<ServiceLevelView[]> {
  const clocks = await listClocks(sql, incidentId);
  const book = await fillBook(sql, incidentId, clocks);
  const events = await listClockEvents(sql, incidentId);
  const calendars = await calendarsOf(sql, book);
  const order = (clock: ClockRow): number => (clock.kind === 'response' ? 0 : 1);
  const views = clocks.sort((a, b) => order(a) - order(b)).map((clock) => viewOf(sql, book, clock, events, calendars, now));
  return Promise.all(views);
}

async function calendarsOf(sql: Sql, { clocks, segments }: ClockBook): Promise<Map<string, ServiceCalendar>> {
  const ids = [...new Set([...clocks, ...segments].map(({ calendarId }) => calendarId).filter((id) => id !== null))];
  const found = await Promise.all(ids.map((id) => findCalendar(sql, id)));
  return new Map(found.filter((calendar) => calendar !== null).map((calendar) => [calendar.id, calendar]));
}

async function viewOf(
  sql: Sql,
  book: ClockBook,
  clock: ClockRow,
  events: ClockEventRow[],
  calendars: Map<string, ServiceCalendar>,
  now: Date,
): Promise<ServiceLevelView> {
  const { kind, priority, target, dueAt, metAt, breachedAt, cancelledAt } = clock;
  const rows = book.segments.filter(({ seq }) => seq >= clock.firstSeq);
  const served = servedSegments(segmentsOf(book, clock), metAt ?? cancelledAt ?? now);
  const total = served.reduce((sum, segment) => sum + segment.servedMs, 0);
  const agreement = await findAgreement(sql, clock.agreementId);
  return {
    kind,
    state: cancelledAt ? 'cancelled' : metAt ? 'met' : (rows.at(-1)?.state ?? 'running'),
    priority,
    target,
    agreement: { id: clock.agreementId, name: agreement?.name ?? '', version: clock.agreementVersion },
    dueAt,
    metAt,
    breachedAt,
    served: durationText(total),
    remaining: durationText((durationMs(target) ?? 0) - total),
    segments: served.map(({ from, to, state, servedMs }, index) => ({
      from,
      to,
      state,
      cause: rows[index]?.cause ?? '',
      calendar: calendarRef(calendars, clock.calendarId ? clock : rows[index]),
      served: durationText(servedMs),
    })),
    events: events.filter((event) => event.kind === kind).map(eventView),
  };
}

function calendarRef(
  calendars: Map<string, ServiceCalendar>,
  key: { calendarId: string | null; calendarVersion: number | null } | undefined,
): ServiceLevelView['segments'][number]['calendar'] {
  const calendar = key?.calendarId ? calendars.get(key.calendarId) : undefined;
  return calendar ? { id: calendar.id, name: calendar.name, version: key?.calendarVersion ?? 0, timeZone: calendar.timeZone } : null;
}

const eventView = ({ event, happenedAt, dueAt, priority, target, cause }: ClockEventRow): ServiceLevelView['events'][number] => ({
  event,
  happenedAt,
  dueAt,
  priority,
  target,
  cause,
});

/** What the clocks of an incident do now: `running`, `paused` (waiting for somebody outside), `stopped`; null if there are none. */
export const clockStateOf = (sql: Sql, incidentId: string): Promise<SegmentState | null> => findClockState(sql, incidentId);

/** The calendar, the agreement with this id, or null: for what refers to them. */
export { findAgreement, findCalendar };
