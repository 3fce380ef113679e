import { CronExpressionParser } from 'cron-parser';
import { isTimeZone } from '../platform/config.ts';

/** When a policy runs: five cron fields, read in the IANA zone. */
export interface Schedule {
  cron: string;
  timeZone: string;
}

/** What is wrong with a schedule, by field, or null when it is sound. */
export function scheduleFault(schedule: Schedule, now: Date): { field: 'cron' | 'timeZone'; message: string } | null {
  if (!isTimeZone(schedule.timeZone) || /^[+-]\d/.test(schedule.timeZone)) {
    return { field: 'timeZone', message: `There is no time zone ${schedule.timeZone}` };
  }
  const cron = schedule.cron.trim();
  if (!/^@(yearly|annually|monthly|weekly|daily|hourly|weekdays|weekends)$/.test(cron)) {
    if (cron.split(/\s+/).length !== 5) return { field: 'cron', message: 'must have five fields: minute hour day month weekday' };
    if (/h/i.test(cron.replace(/thu|mar/gi, ''))) return { field: 'cron', message: 'must name its times; H is not taken' };
  }
  try {
    CronExpressionParser.parse(cron, { currentDate: now, tz: schedule.timeZone }).next();
    return null;
  } catch (error) {
    const never = /day of month definition|loop limit|Out of the time span/i.test((error as Error).message);
    return {
      field: 'cron',
      message: never ? 'never fires: no month has that day' : `is not a cron expression: ${(error as Error).message}`,
    };
  }
}

/**
 * The instants at which a schedule fires, after `after` and not past `until`, at most `limit`. Firing, expectation,
 * preview and lateness all come from here: an hour that the zone skips in spring fires right after the gap, an hour
 * that autumn repeats fires once.
 */
export function fireTimes(schedule: Schedule, after: Date, { until, limit }: { until?: Date; limit: number }): Date[] {
  const times: Date[] = [];
  const expression = CronExpressionParser.parse(schedule.cron.trim(), { currentDate: after, tz: schedule.timeZone });
  let last = after.getTime();
  while (times.length < limit) {
    let at: Date;
    try {
      at = expression.next().toDate();
    } catch {
      break;
    }
    if (until && at > until) break;
    // The library repeats an instant when it lands on the gap of spring from both sides.
    if (at.getTime() <= last) continue;
    last = at.getTime();
    times.push(at);
  }
  return times;
}
