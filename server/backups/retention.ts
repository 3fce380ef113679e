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
  /** Somebody said that it must not go. */
  isHeld: boolean;
}

/** Why a point stays; a point without a reason goes. */
export const keepReasons = [
  'held',
  'newestGood',
  'newestVerified',
  'last',
  'within',
  'daily',
  'weekly',
  'monthly',
  'yearly',
  'newerThanGood',
  'noRule',
  'noneGood',
] as const;
export type KeepReason = (typeof keepReasons)[number];

/** True when the rule would keep nothing by itself; such a rule keeps everything, because deleting all is never meant. */
export const isEmptyRule = (rule: RetentionRule): boolean => !Object.values(rule).some((value) => value !== undefined && value !== 0);

/**
 * Which points stay and why, by our ledger's times in the policy's zone. Points that are not good fill no place of a rule and go when
 * they are older than the newest good one. The newest good point, the newest verified one and what is held always stay.
 */
export function retentionPlan(
  points: readonly RetainedPoint[],
  rule: RetentionRule,
  timeZone: string,
  now: Date,
): Map<string, KeepReason[]> {
  const reasons = new Map<string, KeepReason[]>(points.map(({ id, isHeld }) => [id, isHeld ? ['held'] : []]));
  const keep = (point: RetainedPoint | undefined, reason: KeepReason): void => void (point && reasons.get(point.id)?.push(reason));
  const newestFirst = [...points].sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
  const good = newestFirst.filter((point) => point.isGood);
  if (isEmptyRule(rule) || good.length === 0) {
    for (const point of points) keep(point, good.length === 0 ? 'noneGood' : 'noRule');
    return reasons;
  }
  keep(good[0], 'newestGood');
  keep(
    good.find((point) => point.isVerified),
    'newestVerified',
  );
  for (const point of good.slice(0, rule.keepLast ?? 0)) keep(point, 'last');
  for (const point of within(good, rule.keepWithin, timeZone, now)) keep(point, 'within');
  for (const [count, reason, bucketOf] of buckets(rule, timeZone))
    for (const point of newestOfEach(good, count, bucketOf)) keep(point, reason);
  for (const point of newestFirst) if (!point.isGood && point.takenAt > good[0]!.takenAt) keep(point, 'newerThanGood');
  return reasons;
}

/** Which points go. */
export function pointsToForget(points: readonly RetainedPoint[], rule: RetentionRule, timeZone: string, now: Date): string[] {
  const plan = retentionPlan(points, rule, timeZone, now);
  return [...points]
    .sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime())
    .filter(({ id }) => plan.get(id)?.length === 0)
    .map(({ id }) => id);
}

function within(good: RetainedPoint[], duration: string | undefined, timeZone: string, now: Date): RetainedPoint[] {
  if (!duration) return [];
  const since = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .subtract(Temporal.Duration.from(duration));
  return good.filter((point) => point.takenAt.getTime() >= since.epochMilliseconds);
}

function buckets(rule: RetentionRule, timeZone: string): Array<[number, KeepReason, (point: RetainedPoint) => string]> {
  const dateOf = (point: RetainedPoint) =>
    Temporal.Instant.fromEpochMilliseconds(point.takenAt.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  return [
    [rule.keepDaily ?? 0, 'daily', (point) => dateOf(point).toString()],
    [rule.keepWeekly ?? 0, 'weekly', (point) => `${dateOf(point).yearOfWeek}-${dateOf(point).weekOfYear}`],
    [rule.keepMonthly ?? 0, 'monthly', (point) => dateOf(point).toPlainYearMonth().toString()],
    [rule.keepYearly ?? 0, 'yearly', (point) => String(dateOf(point).year)],
  ];
}

function newestOfEach(good: RetainedPoint[], count: number, bucketOf: (point: RetainedPoint) => string): RetainedPoint[] {
  const found = new Map<string, RetainedPoint>();
  for (const point of good) {
    const bucket = bucketOf(point);
    if (found.has(bucket)) continue;
    if (found.size >= count) break;
    found.set(bucket, point);
  }
  return [...found.values()];
}
