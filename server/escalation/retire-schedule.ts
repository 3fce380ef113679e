import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { Action } from './escalation-policy.ts';
import {
  deleteOverride,
  deleteTemporary,
  type KeptSchedule,
  listOverrides,
  listTemporaries,
  listVersions,
  updateProgress,
  updateSchedule,
} from './on-call-store.ts';
import { listPolicies } from './policy-store.ts';
import { changedOnCall, settleShifts } from './settle-shifts.ts';

const farAhead = new Date('9999-01-01T00:00:00Z');

/**
 * Ends a schedule: nobody is on call by it from now on, and who was stays in the ledger. 409 while an escalation policy
 * finds people by it.
 */
export async function retireSchedule(ctx: Context, actor: Actor, id: string): Promise<KeptSchedule> {
  return transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'onCallSchedules');
    const schedule = await settleShifts(tx, id, { mayBeRetired: true });
    if (schedule.retiredAt) return schedule;
    await checkUnused(tx, schedule);
    const now = tx.clock();
    for (const override of await listOverrides(tx.db.sql, id, now, farAhead)) await deleteOverride(tx.db.sql, override.id);
    for (const temporary of await listTemporaries(tx.db.sql, id, now, farAhead)) await deleteTemporary(tx.db.sql, temporary.id);
    return turn(tx, actor, { ...schedule, rotations: [] }, now);
  });
}

/** Takes a retired schedule up again with the plan that it had last. */
export async function reviveSchedule(ctx: Context, actor: Actor, id: string): Promise<KeptSchedule> {
  return transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'onCallSchedules');
    const schedule = await settleShifts(tx, id, { mayBeRetired: true });
    if (!schedule.retiredAt) return schedule;
    const [, before] = await listVersions(tx.db.sql, id, 2);
    return turn(tx, actor, { ...schedule, rotations: before?.rotations ?? [] }, null);
  });
}

async function turn(tx: Context, actor: Actor, schedule: KeptSchedule, retiredAt: Date | null): Promise<KeptSchedule> {
  const next = { ...schedule, retiredAt, version: schedule.version + 1, updatedAt: tx.clock() };
  if (!(await updateSchedule(tx.db.sql, next, actor.id))) throw new Problem('version_mismatch');
  await updateProgress(tx.db.sql, next.id, { retiredAt });
  const { id, name } = next;
  const action = retiredAt ? 'onCallSchedule.retired' : 'onCallSchedule.revived';
  await recordAudit(tx, actor, { action, subjectType: 'onCallSchedule', subjectId: id, detail: { name } });
  await changedOnCall(tx, id);
  return next;
}

async function checkUnused(tx: Context, { id, name }: KeptSchedule): Promise<void> {
  const users = (await listPolicies(tx.db.sql)).filter(({ steps }) =>
    steps.some(({ actions }) => actions.some((action) => finds(action, id))),
  );
  if (users.length === 0) return;
  const policies = users.map((policy) => ({ id: policy.id, name: policy.name }));
  throw new Problem('conflict', `Escalation policies find people by ${name}: ${policies.map((policy) => policy.name).join(', ')}`, {
    extra: { policies },
  });
}

function finds(action: Action, scheduleId: string): boolean {
  const targets = 'targets' in action ? action.targets : 'target' in action ? [action.target] : [];
  return targets.some((target) => typeof target === 'object' && 'scheduleId' in target && target.scheduleId === scheduleId);
}
