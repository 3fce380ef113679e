import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { findPoint, lockPoint, updatePoint } from './point-store.ts';
import { lockPolicy } from './policy-store.ts';
import type { RecoveryPoint } from './recovery-point.ts';

export interface Hold {
  reason: string;
  /** Null holds without an end. */
  until: Date | null;
}

/** Keeps a recovery point whatever the policy's rule says; 409 when its removal was decided already. */
export async function holdPoint(ctx: Context, actor: Actor, id: string, { reason, until }: Hold): Promise<RecoveryPoint> {
  if (until && until <= ctx.clock()) throw invalid('/until', 'must be in the future');
  return change(ctx, actor, id, { heldAt: ctx.clock(), heldUntil: until, holdReason: reason, heldById: actor.id });
}

/** Lets a held point go by the rule again. */
export const releasePoint = (ctx: Context, actor: Actor, id: string): Promise<RecoveryPoint> =>
  change(ctx, actor, id, { heldAt: null, heldUntil: null, holdReason: null, heldById: null });

type Change = Pick<RecoveryPoint, 'heldAt' | 'heldUntil' | 'holdReason' | 'heldById'>;

async function change(ctx: Context, actor: Actor, id: string, hold: Change): Promise<RecoveryPoint> {
  return transact(ctx, async (tx) => {
    const found = await findPoint(tx.db.sql, id);
    if (!found) throw notFound('recovery point');
    // Removals are decided while the policy is held: one of the two comes first.
    await lockPolicy(tx.db.sql, found.policyId);
    const point = await lockPoint(tx.db.sql, id);
    if (!point || point.forgottenAt) throw notFound('recovery point');
    if (point.doomedAt) throw new Problem('conflict', 'The recovery point is being removed');
    await updatePoint(tx.db.sql, id, hold);
    const detail = { policyId: point.policyId, ref: point.ref, reason: hold.holdReason, until: hold.heldUntil?.toISOString() ?? null };
    const action = hold.heldAt ? 'recoveryPoint.hold' : 'recoveryPoint.release';
    await recordAudit(tx, actor, { action, subjectType: 'recoveryPoint', subjectId: id, detail });
    return { ...point, ...hold };
  });
}
