import type { z } from 'zod';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { EscalationPolicy } from './escalation-policy.ts';
import type { escalationPolicyChanges, newEscalationPolicy } from './escalation-schemas.ts';
import { normalQuietHours, normalSteps } from './normal-steps.ts';
import { clearDefaultPolicy, findDefaultPolicy, findPolicy, findPolicyByName, insertPolicy, updatePolicy } from './policy-store.ts';

/** One policy; 404 when there is none. */
export async function readPolicy(ctx: Context, id: string): Promise<EscalationPolicy> {
  const policy = await findPolicy(ctx.db.sql, id);
  if (!policy) throw notFound('escalation policy');
  return policy;
}

/** Adds a policy; the first becomes the default unless told otherwise. */
export async function addPolicy(ctx: Context, actor: Actor, input: z.output<typeof newEscalationPolicy>): Promise<EscalationPolicy> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    await takeTurn(sql, 'escalationPolicies');
    const now = tx.clock();
    const isDefault = input.isDefault ?? (await findDefaultPolicy(sql)) === null;
    const steps = await normalSteps(sql, input.steps, input.repeat);
    const quietHours = await normalQuietHours(sql, input.quietHours);
    const policy: EscalationPolicy = { ...input, steps, quietHours, isDefault, id: newId(), version: 1, createdAt: now, updatedAt: now };
    await checkName(tx, policy);
    if (isDefault) await clearDefaultPolicy(sql);
    await insertPolicy(sql, policy);
    await recordAudit(tx, actor, audited('escalationPolicy.added', policy));
    return policy;
  });
}

/** Changes a policy into its next version. Running escalations go on by the version that they began with. */
export async function changePolicy(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof escalationPolicyChanges>,
  ifMatch: number | null,
): Promise<EscalationPolicy> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    await takeTurn(sql, 'escalationPolicies');
    const policy = await readPolicy(tx, id);
    if (ifMatch !== null && ifMatch !== policy.version) throw new Problem('version_mismatch');
    const repeat = changes.repeat ?? policy.repeat;
    const steps = await normalSteps(sql, changes.steps ?? policy.steps, repeat);
    const quietHours = changes.quietHours === undefined ? policy.quietHours : await normalQuietHours(sql, changes.quietHours);
    const next = { ...policy, ...changes, repeat, steps, quietHours, version: policy.version + 1, updatedAt: tx.clock() };
    await checkName(tx, next);
    if (next.isDefault && !policy.isDefault) await clearDefaultPolicy(sql);
    if (!(await updatePolicy(sql, next))) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, audited('escalationPolicy.changed', next));
    return next;
  });
}

const audited = (action: string, { id, name, version }: EscalationPolicy) => ({
  action,
  subjectType: 'escalationPolicy',
  subjectId: id,
  detail: { name, version },
});

async function checkName(tx: Context, { id, name }: { id: string; name: string }): Promise<void> {
  const taken = await findPolicyByName(tx.db.sql, name);
  if (taken && taken.id !== id) throw invalid('/name', 'There is an escalation policy of this name already');
}
