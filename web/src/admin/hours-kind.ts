import { type Week, weekdays } from './service-level-types.ts';

export type HoursKind = 'always' | 'nights' | 'weekends' | 'own';

const nights: Week = Object.fromEntries(weekdays.map((day) => [day, [['18:00', '08:00']]]));
const weekends: Week = { fri: [['18:00', '24:00']], sat: [['00:00', '24:00']], sun: [['00:00', '24:00']], mon: [['00:00', '08:00']] };

const textOf = (week: Week): string => JSON.stringify(weekdays.map((day) => week[day] ?? []));

/** What the hours of a week are known as. */
export function hoursKindOf(week: Week | null): HoursKind {
  if (week === null) return 'always';
  if (textOf(week) === textOf(nights)) return 'nights';
  return textOf(week) === textOf(weekends) ? 'weekends' : 'own';
}

const office: Week = Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, [['08:00', '18:00']]]));

/** The hours of a kind; one's own begin with office hours, or with what was there. */
export function hoursOf(kind: HoursKind, before: Week | null): Week | null {
  if (kind === 'always') return null;
  if (kind === 'nights') return nights;
  if (kind === 'weekends') return weekends;
  return before !== null && hoursKindOf(before) === 'own' ? before : office;
}
