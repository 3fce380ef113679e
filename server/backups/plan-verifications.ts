import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type BackupPolicy, minus } from './backup-policy.ts';
import { isOver } from './backup-run.ts';
import { type Rung, rungs } from './engines/engine.ts';
import { lastGoodOf } from './point-store.ts';
import { policiesToVerify } from './policy-store.ts';
import { isAtLeast } from './verification.ts';
import { verificationsSince } from './verification-store.ts';
import { requestVerification } from './verify-point.ts';

/** A rung that failed is not tried on the same point again before this. */
const againAfter = 'P1D';

/** Asks for the proofs that the policies' rules want and that are missing or too old: on the newest good point, one at a time. */
export async function planVerifications(ctx: Context): Promise<number> {
  const policies = await policiesToVerify(ctx.db.sql);
  const newest = await lastGoodOf(
    ctx.db.sql,
    policies.map((policy) => policy.id),
  );
  let asked = 0;
  for (const policy of policies) {
    const point = newest.get(policy.id);
    const rung = point && (await rungDue(ctx, policy, point.id));
    if (!point || !rung) continue;
    await requestVerification(ctx, systemActor, { recoveryPointId: point.id, rung });
    asked += 1;
  }
  return asked;
}

async function rungDue(ctx: Context, policy: BackupPolicy, pointId: string): Promise<Rung | null> {
  const wanted = rungs.filter((rung) => policy.verification[rung]);
  if (wanted.length === 0) return null;
  const now = ctx.clock();
  const since = (rung: Rung): Date => minus(now, policy.verification[rung]!, policy.timeZone);
  const oldest = new Date(Math.min(...wanted.map((rung) => since(rung).getTime())));
  const known = await verificationsSince(ctx.db.sql, policy.id, oldest);
  if (known.some((one) => !isOver(one.status))) return null;
  const retry = minus(now, againAfter);
  const isDue = (rung: Rung): boolean => {
    const isFresh = known.some((one) => one.status === 'succeeded' && isAtLeast(one.rung, rung) && one.queuedAt >= since(rung));
    const hasJustFailed = known.some(
      (one) => one.rung === rung && one.recoveryPointId === pointId && one.status !== 'succeeded' && one.queuedAt >= retry,
    );
    return !isFresh && !hasJustFailed;
  };
  return wanted.find(isDue) ?? null;
}
