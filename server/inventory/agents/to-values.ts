import { isIP } from 'node:net';
import { type Entry, textOf } from './raw-message.ts';

/** Which of the first two numbers of `03/04/2022` is the day: firmware writes the month first, Windows' registry the day. */
export type DateOrder = 'dayFirst' | 'monthFirst';

/** A calendar date in the writings that agents use, or null for none and for dates that are not (`1970-00-01`). */
export function dateOf(entry: Entry | undefined, order: DateOrder, ...names: string[]): string | null {
  const text = textOf(entry, ...names);
  if (!text) return null;
  const iso = /^(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?!\d)/.exec(text);
  if (iso) return calendarDate(iso[1], iso[2], iso[3]);
  const other = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/.exec(text);
  if (!other) return null;
  return order === 'dayFirst' ? calendarDate(other[3], other[2], other[1]) : calendarDate(other[3], other[1], other[2]);
}

function calendarDate(year?: string, month?: string, day?: string): string | null {
  const text = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text && Number(year) > 1970;
  return isReal ? text : null;
}

/** A time as the machine's own clock said it, `2026-11-24 10:09:24`, or null. */
export function localTimeOf(entry: Entry | undefined, ...names: string[]): string | null {
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(textOf(entry, ...names) ?? '');
  return found && !Number.isNaN(Date.parse(`${found[1]}T${found[2]}Z`)) ? `${found[1]} ${found[2]}` : null;
}

/** A hardware address in lower case with colons, or null for none and for zeros. */
export function macOf(entry: Entry | undefined, ...names: string[]): string | null {
  const digits = (textOf(entry, ...names) ?? '')
    .toLowerCase()
    .replace(/^0x/, '')
    .replace(/[:.\s-]/g, '');
  if (!/^[0-9a-f]{12}$/.test(digits) || /^0+$/.test(digits)) return null;
  return (digits.match(/../g) as string[]).join(':');
}

/** An address of the Internet protocol without its zone, or null. */
export function addressOf(entry: Entry | undefined, ...names: string[]): string | null {
  const text = (textOf(entry, ...names) ?? '').split(/[%/]/)[0] as string;
  return isIP(text) > 0 ? text.toLowerCase() : null;
}

/** A speed in Mbit/s: plain numbers are that (large ones bits), `10 Gbps` and its kin are turned into it. */
export function speedOf(entry: Entry | undefined, ...names: string[]): number | null {
  const found = /^(\d+(?:\.\d+)?)\s*([kmg])?/i.exec(textOf(entry, ...names) ?? '');
  if (!found) return null;
  const factor = { k: 0.001, m: 1, g: 1000 }[(found[2] ?? 'm').toLowerCase() as 'k' | 'm' | 'g'];
  const value = Number(found[1]);
  const speed = Math.round(found[2] === undefined && value >= 1_000_000 ? value / 1_000_000 : value * factor);
  return speed > 0 ? speed : null;
}
