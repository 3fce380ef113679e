import { type CalendarHours, dayOfDate, type Hours, hoursOfDay, type Weekday, type Window, weekdays } from './service-calendar.ts';

export const importEffects = ['close', 'open'] as const;
export type ImportEffect = (typeof importEffects)[number];

/** What an event of an imported calendar does to one date: to the whole of it, or to a window of it. */
export interface ImportedDay {
  date: string;
  name: string;
  effect: ImportEffect;
  window: Window | null;
  importId: string;
}

interface Draft {
  timeZone: string;
  week: CalendarHours['week'];
  exceptions: CalendarHours['exceptions'];
  imported: readonly ImportedDay[];
}

/**
 * The hours that hold: what people typed for a date, else what was imported for it, else its weekday. A closing event
 * takes its part out of the day; an opening one adds its window, and without a window opens the day like a workday.
 */
export function hoursThatHold({ timeZone, week, exceptions, imported }: Draft): CalendarHours {
  const byDate = new Map<string, ImportedDay[]>();
  for (const day of imported) if (!(day.date in exceptions)) byDate.set(day.date, [...(byDate.get(day.date) ?? []), day]);
  const fromImports = [...byDate].map(([date, days]) => [date, windowsOf(week, date, days)] as const);
  return { timeZone, week, exceptions: { ...Object.fromEntries(fromImports), ...exceptions } };
}

const minuteMs = 60_000;
const allDay: readonly [number, number] = [0, 1440 * minuteMs];

function windowsOf(week: CalendarHours['week'], date: string, days: readonly ImportedDay[]): Window[] {
  let hours: Hours = hoursOfDay(week, dayOfDate(date));
  for (const { window } of days.filter((day) => day.effect === 'open')) hours = add(hours, window ? [spanOf(window)] : workday(week));
  for (const { window } of days.filter((day) => day.effect === 'close')) hours = cut(hours, window ? spanOf(window) : allDay);
  return hours.map(([from, to]) => [timeText(from), timeText(to)] as const);
}

const workday = (week: CalendarHours['week']): Hours =>
  hoursOfDay({ ...Object.fromEntries(weekdays.map((day) => [day, firstWorkday(week)])) } as Record<Weekday, readonly Window[]>, 0);

const firstWorkday = (week: CalendarHours['week']): readonly Window[] =>
  weekdays.map((day) => week[day] ?? []).find((windows) => windows.length > 0) ?? [['09:00', '17:00']];

const add = (hours: Hours, more: Hours): Hours => {
  const merged: Array<[number, number]> = [];
  for (const [from, to] of [...hours, ...more].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
};

const cut = (hours: Hours, [from, to]: readonly [number, number]): Hours =>
  hours.flatMap(([start, end]) =>
    [[start, Math.min(end, from)] as const, [Math.max(start, to), end] as const].filter(([first, last]) => first < last),
  );

const spanOf = ([from, to]: Window): readonly [number, number] => [msOf(from), msOf(to)];
const msOf = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * minuteMs;
const two = (n: number): string => String(n).padStart(2, '0');
const timeText = (ms: number): string => `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor((ms % 3_600_000) / minuteMs))}`;
