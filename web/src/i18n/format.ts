import { useMemo } from 'react';
import { type Language, useLanguage } from './dictionary.ts';

export type Instant = string | Date;
const asDate = (value: Instant): Date => (value instanceof Date ? value : new Date(value));

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const dayNumber = (date: Date): number => Math.floor((date.getTime() - date.getTimezoneOffset() * minuteMs) / dayMs);

const near = {
  en: { today: '', tomorrow: 'tomorrow ', yesterday: 'yesterday ' },
  fr: { today: '', tomorrow: 'demain ', yesterday: 'hier ' },
};

/** Everything that turns numbers and instants into words of a language. */
export function formatsOf(language: Language) {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: language === 'fr' ? 'short' : 'narrow' });
  const number = new Intl.NumberFormat(locale);

  /** "14:30", "tomorrow 09:00", "Fri 27 Nov 09:00". */
  const moment = (value: Instant, now = new Date()): string => {
    const at = asDate(value);
    const distance = dayNumber(at) - dayNumber(now);
    if (distance === 0) return time.format(at);
    if (distance === 1) return near[language].tomorrow + time.format(at);
    if (distance === -1) return near[language].yesterday + time.format(at);
    const isSameYear = at.getFullYear() === now.getFullYear();
    return `${isSameYear ? day.format(at) : date.format(at)} ${time.format(at)}`;
  };

  /** "5 min ago", "in 2 days"; the date when it is more than a week away. */
  const ago = (value: Instant, now = Date.now()): string => {
    const distance = asDate(value).getTime() - now;
    const size = Math.abs(distance);
    if (size < 45_000) return relative.format(0, 'second');
    if (size < 59.5 * minuteMs) return relative.format(Math.round(distance / minuteMs), 'minute');
    if (size < 23.5 * hourMs) return relative.format(Math.round(distance / hourMs), 'hour');
    if (size < 6.5 * dayMs) return relative.format(Math.round(distance / dayMs), 'day');
    return size < 300 * dayMs ? short.format(asDate(value)) : date.format(asDate(value));
  };

  /** "tomorrow 09:00 – 17:00", "Fri 27 Nov 09:00 – Mon 30 Nov 09:00". */
  const span = (from: Instant, to: Instant, now = new Date()): string => {
    const isOneDay = dayNumber(asDate(from)) === dayNumber(new Date(asDate(to).getTime() - 1));
    return `${moment(from, now)} – ${isOneDay ? time.format(asDate(to)) : moment(to, now)}`;
  };

  return {
    moment,
    span,
    ago,
    time: (value: Instant) => time.format(asDate(value)),
    day: (value: Instant) => day.format(asDate(value)),
    short: (value: Instant) => short.format(asDate(value)),
    weekday: (value: Instant) => weekday.format(asDate(value)),
    month: (value: Instant) => month.format(asDate(value)),
    date: (value: Instant) => date.format(asDate(value)),
    full: (value: Instant) => full.format(asDate(value)),
    number: (value: number) => number.format(value),
    money: (value: number, currency: string) => new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value),
    duration: (ms: number) => durationWords(ms, language),
    bytes: (value: number) => bytesWords(value, number, language),
    list: (items: string[]) => new Intl.ListFormat(locale).format(items),
  };
}
export type Formats = ReturnType<typeof formatsOf>;

/** "3 d 4 h", "2 h 05", "12 min", "40 s". */
export function durationWords(ms: number, language: Language): string {
  const size = Math.abs(ms);
  const d = language === 'fr' ? 'j' : 'd';
  if (size < minuteMs) return `${Math.floor(size / 1000)} s`;
  if (size < hourMs) return `${Math.floor(size / minuteMs)} min`;
  if (size < dayMs) {
    const minutes = Math.floor((size % hourMs) / minuteMs);
    return minutes ? `${Math.floor(size / hourMs)} h ${String(minutes).padStart(2, '0')}` : `${Math.floor(size / hourMs)} h`;
  }
  const hours = Math.floor((size % dayMs) / hourMs);
  return hours ? `${Math.floor(size / dayMs)} ${d} ${hours} h` : `${Math.floor(size / dayMs)} ${d}`;
}

function bytesWords(value: number, number: Intl.NumberFormat, language: Language): string {
  const units = language === 'fr' ? ['o', 'ko', 'Mo', 'Go', 'To', 'Po'] : ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const rounded = size >= 100 || unit === 0 ? Math.round(size) : Math.round(size * 10) / 10;
  return `${number.format(rounded)} ${units[unit]}`;
}

/** ISO 8601 durations of the API (`PT4H`, `P1DT30M`) in milliseconds; null when it is none. */
export function durationMs(iso: string): number | null {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso);
  if (!parts) return null;
  const [, weeks, days, hours, minutes, seconds] = parts.map((part) => Number(part ?? 0));
  return (weeks ?? 0) * 7 * dayMs + (days ?? 0) * dayMs + (hours ?? 0) * hourMs + (minutes ?? 0) * minuteMs + (seconds ?? 0) * 1000;
}

/** Formats in the language in use. */
export function useFormats(): Formats {
  const { language } = useLanguage();
  return useMemo(() => formatsOf(language), [language]);
}
