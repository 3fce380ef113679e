import { Temporal } from 'temporal-polyfill';

/** How many recovery points a policy keeps; a point that any rule wants is kept. */
export interface RetentionRule {
  keepLast?: number | undefined;
  keepDaily?: number | undefined;
  keepWeekly?: number | undefined;
  keepMonthly?: number | undefined;
  keepYearly?: number | undefined;
  /** ISO 8601 duration: everything younger is kept. */
  keepWithin?: string | undefined;
}

export interface RetainedPoint {
  id: string;
  takenAt: Date;
  isGood: boolean;
  isVerified: boolean;
}

/** True when the rule would keep nothing by itself; such a rule keeps everything, because deleting all is never meant. */
export const isEmptyRule = (rule: RetentionRule): boolean => !Object.values(rule).some((value) => value !== undefined && value !== 0);

/**
 * Which points go, by our ledger's times in the policy's zone. Points that are not good fill no place of a rule and go when they
 * are older than the newest good one. The newest good point and the newest verified one always stay.
 */
export function pointsToForget(points: readonly RetainedPoint[], rule: RetentionRule, timeZone: string, now: Date): string[] {
  if (isEmptyRule(rule)) return [];
  const newestFirst = [...points].sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
  const good = newestFirst.filter((point) => point.isGood);
  if (good.length === 0) return [];
  const kept = new Set<string>([good[0]!.id]);
  const verified = good.find((point) => point.isVerified);
  if (verified) kept.add(verified.id);
  for (const point of good.slice(0, rule.keepLast ?? 0)) kept.add(point.id);
  keepWithin(good, rule.keepWithin, timeZone, now, kept);
  for (const [count, bucketOf] of buckets(rule, timeZone)) keepNewestOfEach(good, count, bucketOf, kept);
  for (const point of newestFirst) if (!point.isGood && point.takenAt > good[0]!.takenAt) kept.add(point.id);
  return newestFirst.filter((point) => !kept.has(point.id)).map((point) => point.id);
}

function keepWithin(good: RetainedPoint[], within: string | undefined, timeZone: string, now: Date, kept: Set<string>): void {
  if (!within) return;
  const since = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).subtract(Temporal.Duration.from(within));
  for (const point of good) if (point.takenAt.getTime() >= since.epochMilliseconds) kept.add(point.id);
}

function buckets(rule: RetentionRule, timeZone: string): Array<[number, (point: RetainedPoint) => string]> {
  const dateOf = (point: RetainedPoint) =>
    Temporal.Instant.fromEpochMilliseconds(point.takenAt.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  return [
    [rule.keepDaily ?? 0, (point) => dateOf(point).toString()],
    [rule.keepWeekly ?? 0, (point) => `${dateOf(point).yearOfWeek}-${dateOf(point).weekOfYear}`],
    [rule.keepMonthly ?? 0, (point) => dateOf(point).toPlainYearMonth().toString()],
    [rule.keepYearly ?? 0, (point) => String(dateOf(point).year)],
  ];
}

function keepNewestOfEach(good: RetainedPoint[], count: number, bucketOf: (point: RetainedPoint) => string, kept: Set<string>): void {
  const seen = new Set<string>();
  for (const point of good) {
    if (seen.size >= count) return;
    const bucket = bucketOf(point);
    if (seen.has(bucket)) continue;
    seen.add(bucket);
    kept.add(point.id);
  }
}
