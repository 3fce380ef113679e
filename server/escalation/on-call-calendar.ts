import type { Language } from '../people/person.ts';
import { sha256 } from '../platform/ids.ts';
import type { Span } from './rotation.ts';

/** One shift in a calendar. */
export interface CalendarEvent extends Span {
  scheduleId: string;
  schedule: string;
  personId: string;
  person: string;
  level: number;
}

export interface CalendarOptions {
  name: string;
  language: Language;
  /** Whether the reader has to be told whose shifts these are. */
  namesPeople: boolean;
  baseUrl: string;
  now: Date;
}

const words = {
  en: { onCall: 'On call', level: (n: number) => `level ${n}` },
  fr: { onCall: 'Astreinte', level: (n: number) => `niveau ${n}` },
};

/** Shifts as an iCalendar (RFC 5545): lines of at most 75 octets that end in CRLF, identifiers that stay with their shift. */
export function calendarText(events: readonly CalendarEvent[], options: CalendarOptions): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Coulisse//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(options.name)}`,
    `X-WR-CALNAME:${escaped(options.name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    'X-PUBLISHED-TTL:PT15M',
    ...events.flatMap((event) => eventLines(event, options)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, { language, namesPeople, baseUrl, now }: CalendarOptions): string[] {
  const { scheduleId, schedule, personId, person, startAt, endAt, level } = event;
  const { onCall, level: levelName } = words[language];
  const title = namesPeople ? `${person} · ${schedule}` : `${onCall} · ${schedule}`;
  const page = `${baseUrl}/on-call/${scheduleId}`;
  return [
    'BEGIN:VEVENT',
    `UID:${uidOf(scheduleId, personId, startAt, level)}@${new URL(baseUrl).hostname}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(startAt)}`,
    `DTEND:${utc(endAt)}`,
    `SUMMARY:${escaped(level > 1 ? `${title} (${levelName(level)})` : title)}`,
    `DESCRIPTION:${escaped(`${onCall}: ${person}\n${page}`)}`,
    `URL:${page}`,
    'TRANSP:TRANSPARENT',
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ];
}

/** The same shift has the same identifier each time that the calendar is read, also when its end has moved. */
const uidOf = (scheduleId: string, personId: string, startAt: Date, level: number): string =>
  sha256(`${scheduleId} ${personId} ${startAt.toISOString()} ${level}`).slice(0, 32);

const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** TEXT of RFC 5545, 3.3.11. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/g, '\\n');

/** Content lines have at most 75 octets (3.1); a character is never cut. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    // The blank that marks a continuation counts.
    if (octets + size > 75) {
      parts.push(part);
      part = '';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
