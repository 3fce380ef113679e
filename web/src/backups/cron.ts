/** A schedule as the form shows it; everything else is the person's own cron expression. */
export type Rhythm = 'hourly' | 'daily' | 'weekdays' | 'weekly' | 'monthly' | 'custom';

export interface Plan {
  rhythm: Rhythm;
  /** `HH:MM` by the clock of the zone. */
  time: string;
  minute: number;
  /** 0 is Sunday. */
  weekday: number;
  dayOfMonth: number;
  cron: string;
}

const plain: Plan = { rhythm: 'daily', time: '02:00', minute: 0, weekday: 0, dayOfMonth: 1, cron: '0 2 * * *' };
const pad = (value: string | number) => String(value).padStart(2, '0');

/** The form's reading of a cron expression. */
export function planOf(cron: string): Plan {
  const found = /^(\d{1,2}) (\*|\d{1,2}) (\*|\d{1,2}) \* (\*|\d|1-5)$/.exec(cron.trim());
  if (!found) return { ...plain, rhythm: 'custom', cron };
  const [, minute = '0', hour = '*', day = '*', weekday = '*'] = found;
  const base = { ...plain, cron, minute: Number(minute) };
  if (hour === '*') return day === '*' && weekday === '*' ? { ...base, rhythm: 'hourly' } : { ...base, rhythm: 'custom' };
  const timed = { ...base, time: `${pad(hour)}:${pad(minute)}` };
  if (day === '*' && weekday === '*') return { ...timed, rhythm: 'daily' };
  if (day === '*' && weekday === '1-5') return { ...timed, rhythm: 'weekdays' };
  if (day === '*') return { ...timed, rhythm: 'weekly', weekday: Number(weekday) % 7 };
  if (weekday === '*') return { ...timed, rhythm: 'monthly', dayOfMonth: Number(day) };
  return { ...timed, rhythm: 'custom' };
}

/** The cron expression of a plan. */
export function cronOf({ rhythm, time, minute, weekday, dayOfMonth, cron }: Plan): string {
  const [hour, at] = time.split(':').map(Number);
  switch (rhythm) {
    case 'hourly':
      return `${minute} * * * *`;
    case 'daily':
      return `${at} ${hour} * * *`;
    case 'weekdays':
      return `${at} ${hour} * * 1-5`;
    case 'weekly':
      return `${at} ${hour} * * ${weekday}`;
    case 'monthly':
      return `${at} ${hour} ${dayOfMonth} * *`;
    case 'custom':
      return cron;
  }
}
