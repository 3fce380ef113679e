import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { pointsOfPolicy } from './point-store.ts';
import { findPolicy } from './policy-store.ts';
import { retainedAs } from './retain-points.ts';
import { type RetentionRule, retentionPlan } from './retention.ts';

/**
 * What a rule would keep and why, and what would go, of the points that a policy has now; its own rule unless another is
 * given. Nothing is removed. The space is what the points added: in a repository that shares data it is the least that comes back.
 */
export async function previewRetention(ctx: Context, policyId: string, rule?: RetentionRule) {
  const policy = await findPolicy(ctx.db.sql, policyId);
  if (!policy) throw notFound('backup policy');
  const now = ctx.clock();
  const points = await pointsOfPolicy(ctx.db.sql, policyId);
  const plan = retentionPlan(retainedAs(points, now), rule ?? policy.retention, policy.timeZone, now);
  const items = points.map(({ id, takenAt, bytes, storedBytes, isGood, doomedAt }) => ({
    id,
    takenAt,
    bytes,
    storedBytes,
    isGood,
    reasons: doomedAt ? [] : (plan.get(id) ?? []),
  }));
  const going = items.filter(({ reasons }) => reasons.length === 0);
  return { items, goes: { points: going.length, storedBytes: going.reduce((sum, { storedBytes }) => sum + Number(storedBytes), 0) } };
}
