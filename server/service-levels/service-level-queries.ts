import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { personRefs } from '../people/person-queries.ts';
import { supportGroupRefs } from '../people/service-queries.ts';
import { durationMs, durationText } from '../platform/duration.ts';
import { type ClockBook, type CountedSegment, fillBook, segmentsOf } from './clock-book.ts';
import { type ClockEventRow, type ClockRow, findClockState, listClockEvents, listClocks } from './clock-store.ts';
import { findCalendar, type ServiceCalendar } from './service-calendar-store.ts';
import type { ServiceLevelAgreement } from './service-level-agreement.ts';
import { findAgreement } from './service-level-agreement-store.ts';
import { clockKinds, type SegmentState, servedSegments } from './service-level-clock.ts';
import type { serviceLevelAnswer } from './service-level-schemas.ts';

export type ServiceLevelView = z.output<typeof serviceLevelAnswer>;
type SegmentView = ServiceLevelView['segments'][number];
type NamedRef = { id: string; name: string };

/** Everything that the clocks of an incident refer to by id. */
interface Names {
  calendars: Map<string, ServiceCalendar>;
  agreements: Map<string, ServiceLevelAgreement>;
  groups: Map<string, NamedRef>;
  people: Map<string, NamedRef>;
}

/**
 * The clocks of an incident with the segments that explain their due times, as of an instant. What support groups promise
 * within the house, and why something was missed, are for technicians (`isInside`).
 */
export async function serviceLevelsOf(sql: Sql, incidentId: string, now: Date, isInside = true): Promise<ServiceLevelView[]> {
  const all = await listClocks(sql, incidentId);
  const shown = all.filter((clock) => (isInside || clock.kind !== 'operational') && (clock.target !== null || clock.breachedAt));
  const book = await fillBook(sql, incidentId, shown);
  const events = await listClockEvents(sql, incidentId);
  const names = await namesOf(sql, book);
  const order = ({ kind, cycle }: ClockRow): number => clockKinds.indexOf(kind) * 10_000 + cycle;
  return shown.sort((a, b) => order(a) - order(b)).map((clock) => viewOf(book, clock, events, names, now, isInside));
}

async function namesOf(sql: Sql, { clocks, segments }: ClockBook): Promise<Names> {
  const byId = async <T extends { id: string }>(ids: Array<string | null>, find: (id: string) => Promise<T | null>) => {
    const found = await Promise.all([...new Set(ids)].filter((id) => id).map((id) => find(id as string)));
    return new Map(found.filter((one) => one !== null).map((one) => [one.id, one]));
  };
  const rows = [...clocks, ...segments];
  return {
    calendars: await byId(
      rows.map(({ calendarId }) => calendarId),
      (id) => findCalendar(sql, id),
    ),
    agreements: await byId(
      clocks.map(({ agreementId }) => agreementId),
      (id) => findAgreement(sql, id),
    ),
    groups: await supportGroupRefs(
      sql,
      rows.map(({ supportGroupId }) => supportGroupId),
    ),
    people: await personRefs(
      sql,
      clocks.map(({ breachNotedById }) => breachNotedById),
    ),
  };
}

/** What a clock is called in addresses: `nextResponse-2`. */
export const clockId = ({ kind, cycle }: Pick<ClockRow, 'kind' | 'cycle'>): string => `${kind}-${cycle}`;

function viewOf(book: ClockBook, clock: ClockRow, events: ClockEventRow[], names: Names, now: Date, isInside: boolean): ServiceLevelView {
  const { kind, cycle, priority, rule, target, startedAt, dueAt, metAt, breachedAt, breachCause, cancelledAt } = clock;
  const until = metAt ?? cancelledAt ?? now;
  const counted = segmentsOf(book, clock);
  const served = servedSegments(counted, until);
  const total = served.reduce((sum, segment) => sum + segment.servedMs, 0);
  const agreement = names.agreements.get(clock.agreementId);
  return {
    id: clockId(clock),
    kind,
    cycle,
    supportGroup: names.groups.get(clock.supportGroupId ?? '') ?? null,
    state: cancelledAt || target === null ? 'cancelled' : metAt ? 'met' : (counted.at(-1)?.state ?? 'running'),
    priority,
    target: target ?? 'PT0S',
    agreement: {
      id: clock.agreementId,
      name: agreement?.name ?? '',
      version: clock.agreementVersion,
      newestVersion: agreement?.version ?? clock.agreementVersion,
    },
    rule,
    startedAt,
    dueAt,
    metAt,
    breachedAt,
    breachCause,
    breachNote: isInside ? noteOf(clock, names) : null,
    served: durationText(total),
    remaining: durationText((durationMs(target ?? 'PT0S') ?? 0) - total),
    segments: served.map((segment, index) => segmentView(clock, counted[index]!, segment, until, names, isInside)),
    events: events.filter((event) => event.kind === kind && event.cycle === cycle).map(eventView),
  };
}

function segmentView(
  clock: ClockRow,
  { row, from, state }: CountedSegment,
  { to, servedMs }: { to: Date | null; servedMs: number },
  until: Date,
  names: Names,
  isInside: boolean,
): SegmentView {
  return {
    from,
    to: to ?? (clock.metAt || clock.cancelledAt ? until : null),
    state,
    cause: row.fromAt < from ? (clock.kind === 'nextResponse' ? 'asked' : 'started') : row.cause,
    supportGroup: isInside ? (names.groups.get(row.supportGroupId ?? '') ?? null) : null,
    calendar: calendarRef(names.calendars, clock.calendarId ? clock : row),
    served: durationText(servedMs),
  };
}

const noteOf = ({ breachNote, breachNotedById, breachNotedAt }: ClockRow, { people }: Names): ServiceLevelView['breachNote'] =>
  breachNote && breachNotedAt ? { text: breachNote, by: people.get(breachNotedById ?? '') ?? null, notedAt: breachNotedAt } : null;

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

/** What each clock of an incident promises: for comparing before and after a change. */
export interface ClockStand {
  id: string;
  kind: ClockRow['kind'];
  target: string | null;
  dueAt: Date | null;
  breachCause: ClockRow['breachCause'];
}

export async function standOf(sql: Sql, incidentId: string): Promise<ClockStand[]> {
  const clocks = await listClocks(sql, incidentId);
  return clocks.map((clock) => ({
    id: clockId(clock),
    kind: clock.kind,
    target: clock.target,
    dueAt: clock.metAt ? null : clock.dueAt,
    breachCause: clock.breachCause,
  }));
}

/** What the clocks of an incident do now: `running`, `paused` (waiting for somebody outside), `stopped`; null if there are none. */
export const clockStateOf = (sql: Sql, incidentId: string): Promise<SegmentState | null> => findClockState(sql, incidentId);

/** The calendar, the agreement with this id, or null: for what refers to them. */
export { findAgreement, findCalendar };
