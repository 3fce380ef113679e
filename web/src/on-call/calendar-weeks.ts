/** A time in a calendar, in epoch milliseconds. */
export interface Stretch {
  from: number;
  to: number;
}

export type View = 'month' | 'week';

/** The first moment of the day so many days after another, by the clock of this device: a day need not have 24 hours. */
export const dayAfter = (date: Date, days: number): Date => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);

/** The Monday on or before a date. */
export const mondayOf = (date: Date): Date => dayAfter(date, -((date.getDay() + 6) % 7));

const days = (monday: Date): Date[] => Array.from({ length: 8 }, (_, day) => dayAfter(monday, day));

/**
 * The weeks that a view shows, each as the beginnings of its seven days and of the day after. A month that was not asked
 * for begins with the present week, for what is to come matters more than what was.
 */
export function weeksOf(view: View, anchor: Date, isAsked: boolean): Date[][] {
  if (view === 'week') return [days(mondayOf(anchor))];
  if (!isAsked) return Array.from({ length: 5 }, (_, week) => days(dayAfter(mondayOf(anchor), week * 7)));
  const weeks: Date[][] = [];
  const end = new Date(anchor.getFullYear(), anchor.getMonth() + 1, 1);
  for (let monday = mondayOf(new Date(anchor.getFullYear(), anchor.getMonth(), 1)); monday < end; monday = dayAfter(monday, 7))
    weeks.push(days(monday));
  return weeks;
}

/** The anchor of the view before or after; before the coming weeks is the month in which they begin. */
export function turned(view: View, anchor: Date, isAsked: boolean, by: number): Date {
  if (view === 'week') return dayAfter(anchor, 7 * by);
  return new Date(anchor.getFullYear(), anchor.getMonth() + (isAsked ? by : Math.max(0, by)), 1);
}

/** Where an instant lies in a row of days, from 0 to 1; days are equally wide however long they are. */
export function placeOf(days: readonly Date[], at: number): number {
  const times = days.map((day) => day.getTime());
  if (at <= times[0]!) return 0;
  const index = times.findIndex((time) => time > at);
  if (index < 0) return 1;
  const begin = times[index - 1]!;
  return (index - 1 + (at - begin) / (times[index]! - begin)) / (times.length - 1);
}

/** What of these lies in a row of days, each in the first line in which it overlaps nothing. */
export function linesOf<T extends Stretch>(days: readonly Date[], stretches: readonly T[]): T[][] {
  const begin = days[0]!.getTime();
  const end = days.at(-1)!.getTime();
  const lines: T[][] = [];
  const shown = stretches.filter(({ from, to }) => to > begin && from < end).sort((a, b) => a.from - b.from);
  for (const stretch of shown) {
    const line = lines.find((each) => each.at(-1)!.to <= stretch.from);
    if (line) line.push(stretch);
    else lines.push([stretch]);
  }
  return lines;
}

const colours = [
  '#7a2f55',
  '#2f5d7a',
  '#5c6b1f',
  '#7a4b1f',
  '#4b3f8a',
  '#1f6b5c',
  '#8a3f3f',
  '#5a5560',
  '#2f4f9a',
  '#6b5a10',
  '#7a2f7a',
  '#3f6b2f',
];

const ownColour = (id: string): string => colours[[...id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) >>> 0, 7) % 8]!;

/** A colour for each person: the one of their face where it is free, and otherwise one that is nobody's face. */
export function coloursOf(ids: readonly string[]): Map<string, string> {
  const people = [...new Set(ids)].sort();
  const free = new Set(colours);
  const taken = new Map<string, string>();
  for (const id of people.filter((each) => free.has(ownColour(each)))) {
    if (free.delete(ownColour(id))) taken.set(id, ownColour(id));
  }
  for (const id of people.filter((each) => !taken.has(each))) {
    const colour = [...free].at(-1) ?? ownColour(id);
    free.delete(colour);
    taken.set(id, colour);
  }
  return taken;
}

/** What of a name fits into a narrow bar. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => [...part][0] ?? '')
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('');
