import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { type Occurrence, occurrencesOf, UnreadableCalendar } from './ical-occurrences.ts';
import type { ImportEffect, ImportedDay } from './imported-days.ts';
import type { Window } from './service-calendar.ts';
import { localOfInstant } from './zone-offsets.ts';

export const mostIcalBytes = 2 * 1024 * 1024;
const mostEvents = 5000;
const dayMs = 86_400_000;

export interface IcalReading {
  timeZone: string;
  effect: ImportEffect;
  /** Dates outside are of no use to any clock. */
  from: string;
  to: string;
}

/**
 * The dates that an iCal text speaks of, in the wall-clock time of a zone, in order. An all-day event takes its dates as
 * they stand in the text, wherever one lives; one with times is turned into the zone and cut at midnight.
 */
export function readIcal(text: string, reading: IcalReading): Array<Omit<ImportedDay, 'importId'>> {
  if (text.length > mostIcalBytes) throw new UnreadableCalendar('The calendar is larger than 2 MB');
  const days = new Map<string, Omit<ImportedDay, 'importId'>>();
  for (const occurrence of occurrencesOf(eventsOf(text), reading)) {
    for (const day of daysOf(occurrence, reading)) days.set(JSON.stringify(day), day);
  }
  return [...days.values()].sort((a, b) => sortKey(a).localeCompare(sortKey(b)));
}

const sortKey = ({ date, window, name }: Omit<ImportedDay, 'importId'>): string => `${date} ${window?.join() ?? ''} ${name}`;

function eventsOf(text: string): ICAL.Component[] {
  let roots: unknown[];
  try {
    const parsed = ICAL.parse(text.replace(/^\uFEFF/, '').trim());
    roots = Array.isArray(parsed[0]) ? parsed : [parsed];
  } catch {
    throw new UnreadableCalendar('The text is not an iCal calendar');
  }
  const calendars = roots.map((root) => new ICAL.Component(root as never)).filter(({ name }) => name === 'vcalendar');
  if (calendars.length === 0) throw new UnreadableCalendar('The text is not an iCal calendar');
  const events = calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
  if (events.length > mostEvents) throw new UnreadableCalendar(`The calendar has more than ${mostEvents} events`);
  return events;
}

function* daysOf(
  { name, start, end, zone }: Occurrence,
  { timeZone, effect, from, to }: IcalReading,
): Generator<Omit<ImportedDay, 'importId'>> {
  const isAllDay = start.isDate;
  const first = isAllDay ? dateMs(start) : localOf(start, timeZone, zone);
  const last = Math.max(isAllDay ? dateMs(end) : localOf(end, timeZone, zone), first + (isAllDay ? dayMs : 0));
  const lowest = Math.max(Math.floor(first / dayMs) * dayMs, Date.parse(from));
  for (let day = lowest; day < last && day <= Date.parse(to); day += dayMs) {
    const window = windowOf(Math.max(first, day) - day, Math.min(last, day + dayMs) - day);
    yield { date: new Date(day).toISOString().slice(0, 10), name, effect, window };
  }
}

/** Whole minutes; the whole day is no window. */
function windowOf(fromMs: number, toMs: number): Window | null {
  const [from, to] = [Math.floor(fromMs / 60_000), Math.ceil(toMs / 60_000)];
  return from <= 0 && to >= 1440 ? null : [clock(from), clock(to)];
}

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const dateMs = ({ year, month, day }: ICAL.Time): number => Date.UTC(year, month - 1, day);

/** What the wall clock of the zone shows at the time, as if that were UTC. A time without a zone is of any zone. */
function localOf(time: ICAL.Time, timeZone: string, named: string | null): number {
  const { year, month, day, hour, minute, second } = time;
  const asIs = Date.UTC(year, month - 1, day, hour, minute, second);
  if (time.zone && time.zone !== ICAL.Timezone.localTimezone) return localOfInstant(timeZone, time.toUnixTime() * 1000);
  const own = named && zoned({ year, month, day, hour, minute, second }, named);
  return own ? localOfInstant(timeZone, own.epochMilliseconds) : asIs;
}

/** A zone that the text names without describing it, if the world knows it. */
function zoned(fields: Temporal.PlainDateTimeLike, timeZone: string): Temporal.ZonedDateTime | null {
  try {
    return Temporal.PlainDateTime.from(fields).toZonedDateTime(timeZone);
  } catch {
    return null;
  }
}
