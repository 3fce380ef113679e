import { type Week, type Window, weekdays } from './service-level-types.ts';

export const exceptionKinds = ['closed', 'shorter', 'open', 'other'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const length = ([from = '00:00', to = '00:00']: Window): number => (minutes(to) - minutes(from) + 1440) % 1440 || 1440;
const total = (windows: Window[]): number => windows.reduce((sum, window) => sum + length(window), 0);

const weekdayHours = (week: Week, date: string): Window[] =>
  week[weekdays[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7] ?? 'mon'] ?? [];

/** What the hours of a date mean beside those of its weekday. */
export function exceptionKind(week: Week, date: string, windows: Window[]): ExceptionKind {
  const usual = weekdayHours(week, date);
  if (windows.length === 0) return 'closed';
  if (usual.length === 0) return 'open';
  return total(windows) < total(usual) ? 'shorter' : 'other';
}

/** Hours to begin with for a kind of exception: nothing, the morning, or a workday. */
export function hoursFor(week: Week, date: string, kind: ExceptionKind): Window[] {
  const usual = weekdayHours(week, date);
  const workday = weekdays.map((day) => week[day] ?? []).find((windows) => windows.length > 0) ?? [['09:00', '17:00']];
  if (kind === 'closed') return [];
  if (kind !== 'shorter') return usual.length > 0 ? usual : workday;
  const [from = '09:00', to = '17:00'] = (usual[0] ?? workday[0]) as [string?, string?];
  return [[from, minutes(from) < 720 && minutes(to) > 720 ? '12:00' : to]];
}
