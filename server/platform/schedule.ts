import { CronExpressionParser } from 'cron-parser';
import { Temporal } from 'temporal-polyfill';
import { isTimeZone } from './config.ts';

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
    CronExpressionParser.parse(cron, { currentDate: now, tz: 'UTC' }).next();
    return null;
  } catch (error) {
    const never = /day of month definition|loop limit|Out of the time span/i.test((error as Error).message);
    return {
      field: 'cron',
      message: never ? 'never fires: no month has that day' : `is not a cron expression: ${(error as Error).message}`,
    };
  }
}

/** Zones skip at most this much at once nowadays. */
const largestGapMs = 3 * 3_600_000;

/**
 * The instants at which a schedule fires, after `after` and not past `until`, at most `limit`. Firing, expectation,
 * preview and lateness all come from here: a time that the zone skips in spring fires as much later as was skipped, a time that
 * autumn repeats fires at the first, and a schedule of every hour in both.
 *
 * The cron fields are matched against the clock on the wall and each time is then placed in the zone. Left to itself the
 * library drops or doubles runs where a zone moves by half an hour, and its answer depends on where it starts.
 */
export function fireTimes(schedule: Schedule, after: Date, { until, limit }: { until?: Date; limit: number }): Date[] {
  const cron = schedule.cron.trim();
  const isEveryHour = cron === '@hourly' || (cron.split(/\s+/)[1] ?? '').startsWith('*');
  const from = new Date(onTheWall(after, schedule.timeZone) - largestGapMs);
  const expression = CronExpressionParser.parse(cron, { currentDate: from, tz: 'UTC' });
  const waiting = new Set<number>();
  const times: Date[] = [];
  const take = (before: number): void => {
    for (const at of [...waiting].sort((a, b) => a - b)) {
      if (at >= before || times.length >= limit) return;
      waiting.delete(at);
      if (!until || at <= until.getTime()) times.push(new Date(at));
    }
  };
  while (times.length < limit) {
    const wall = nextOrNull(expression);
    if (wall === null) break;
    const instants = inZone(wall, schedule.timeZone, isEveryHour);
    // Around a change the order on the wall is not the order in time: a time is sure once the wall is well past it.
    take(instants[0]! - largestGapMs);
    if (until && instants[0]! - largestGapMs > until.getTime()) break;
    for (const at of instants) if (at > after.getTime()) waiting.add(at);
  }
  take(Number.POSITIVE_INFINITY);
  return times;
}

function nextOrNull(expression: ReturnType<typeof CronExpressionParser.parse>): Date | null {
  try {
    return expression.next().toDate();
  } catch {
    return null;
  }
}

/** What the clock on the wall shows at an instant, as if it were UTC. */
function onTheWall(at: Date, timeZone: string): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return at.getTime() + zoned.offsetNanoseconds / 1e6;
}

/** The instants at which the wall shows this; the second one of a repeated time only where it is asked for. */
function inZone(wall: Date, timeZone: string, withRepetition: boolean): number[] {
  const plain = Temporal.Instant.fromEpochMilliseconds(wall.getTime()).toZonedDateTimeISO('UTC').toPlainDateTime();
  const first = plain.toZonedDateTime(timeZone).epochMilliseconds;
  if (!withRepetition) return [first];
  const second = plain.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds;
  return second === first ? [first] : [first, second];
}
