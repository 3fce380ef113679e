import { findService } from '../people/service-queries.ts';
import type { Context } from '../platform/context.ts';
import { clockStateOf } from '../service-levels/service-level-queries.ts';
import { termOf } from './acknowledgement.ts';
import { arm, plan, planBy, setAlarm } from './arm.ts';
import { type EscalationRow, findEscalation, insertEscalation, listFirings, lockEscalation, updateEscalation } from './escalation-store.ts';
import { findDefaultPolicy, findPolicy, findPolicyVersion } from './policy-store.ts';

/** The due times that steps are counted from; null while nothing is promised or the clock stands. */
export interface EscalationDues {
  responseDueAt: Date | null;
  resolutionDueAt: Date | null;
}

/** Starts the climb of a new incident by its service's policy, else the default one; without a policy nothing happens. */
export async function startEscalation(
  tx: Context,
  input: EscalationDues & { incidentId: string; serviceId: string | null; priority: string; openedAt: Date },
): Promise<void> {
  const { sql } = tx.db;
  const { incidentId, serviceId, priority, openedAt, responseDueAt, resolutionDueAt } = input;
  const policyId = serviceId ? (await findService(sql, serviceId))?.escalationPolicyId : null;
  const policy = (policyId && (await findPolicy(sql, policyId))) || (await findDefaultPolicy(sql));
  if (!policy) return;
  const escalation: EscalationRow = {
    incidentId,
    policyId: policy.id,
    policyVersion: policy.version,
    state: 'running',
    priority,
    openedAt,
    responseDueAt,
    resolutionDueAt,
    acknowledgedAt: null,
    acknowledgedById: null,
    acknowledgementWarnsAt: null,
    acknowledgementExpiresAt: null,
    heldAt: null,
    heldMs: 0,
    quietMs: 0,
    nextDueAt: null,
  };
  const next = await planBy(tx, policy, escalation, []);
  await insertEscalation(sql, { ...escalation, nextDueAt: next?.dueAt ?? null });
  await setAlarm(tx, incidentId, next);
}

/**
 * Re-arms the steps that have not fired by new due times. While the incident's clocks are paused the climb stands too,
 * and steps counted from the opening wait that much longer afterwards.
 */
export const reviseEscalation = (
  tx: Context,
  incidentId: string,
  { responseDueAt, resolutionDueAt, priority }: EscalationDues & { priority?: string },
): Promise<void> =>
  change(tx, incidentId, async (escalation) => {
    const isWaiting = (await clockStateOf(tx.db.sql, incidentId)) === 'paused';
    const state = escalation.state === 'stopped' ? 'stopped' : isWaiting ? 'paused' : 'running';
    const woken = priority && priority !== escalation.priority ? { priority, quietMs: await sleptUntilNow(tx, escalation) } : {};
    return { responseDueAt, resolutionDueAt, ...woken, ...turn(escalation, state, tx.clock()) };
  });

/**
 * Somebody has taken it on: no step fires any more, but those that the policy wants even so. Where the policy lets an
 * acknowledgement expire, its term begins, or begins again when somebody says so once more.
 */
export const acknowledgeEscalation = (tx: Context, incidentId: string, at: Date, personId: string | null = null): Promise<void> =>
  change(tx, incidentId, async ({ acknowledgedAt, acknowledgedById, policyId, policyVersion }) => {
    const policy = await findPolicyVersion(tx.db.sql, policyId, policyVersion);
    return {
      acknowledgedAt: acknowledgedAt ?? at,
      acknowledgedById: personId ?? acknowledgedById,
      ...termOf(policy?.acknowledgementExpiresAfter ?? null, at),
    };
  });

/** Lets an acknowledgement that expires begin anew; false when there is none. */
export async function renewAcknowledgement(tx: Context, incidentId: string, at: Date, personId: string | null): Promise<boolean> {
  const escalation = await findEscalation(tx.db.sql, incidentId);
  if (!escalation?.acknowledgementExpiresAt) return false;
  await acknowledgeEscalation(tx, incidentId, at, personId);
  return true;
}

/** Nobody has taken it on after all, e.g. because that was undone: the climb goes on. */
export const withdrawAcknowledgement = (tx: Context, incidentId: string): Promise<void> =>
  change(tx, incidentId, async () => ({
    acknowledgedAt: null,
    acknowledgedById: null,
    acknowledgementWarnsAt: null,
    acknowledgementExpiresAt: null,
  }));

/** The incident is resolved, cancelled or merged: nothing fires until `resumeEscalation`. */
export const stopEscalation = (tx: Context, incidentId: string): Promise<void> =>
  change(tx, incidentId, async (escalation) => turn(escalation, 'stopped', tx.clock()));

/** The incident is open again: steps that have not fired are armed anew; what fired does not fire again. */
export const resumeEscalation = (tx: Context, incidentId: string, { responseDueAt, resolutionDueAt }: EscalationDues): Promise<void> =>
  change(tx, incidentId, async (escalation) => {
    const isWaiting = (await clockStateOf(tx.db.sql, incidentId)) === 'paused';
    return { responseDueAt, resolutionDueAt, ...turn(escalation, isWaiting ? 'paused' : 'running', tx.clock()) };
  });

/** A step that waits for the end of quiet hours when the priority changes has slept until now, and is not late. */
async function sleptUntilNow(tx: Context, escalation: EscalationRow): Promise<number> {
  const { quietMs, incidentId, policyId, policyVersion } = escalation;
  const next = await plan(tx, escalation, await listFirings(tx.db.sql, incidentId));
  if (next?.kind !== 'step' || !next.waitsSince) return quietMs;
  const policy = await findPolicyVersion(tx.db.sql, policyId, policyVersion);
  const isFromOpening = policy?.steps[next.step - 1]?.from === 'opened';
  return quietMs + (isFromOpening ? Math.max(0, tx.clock().getTime() - next.waitsSince.getTime()) : 0);
}

/** Time in which the escalation does not run is kept, so that delays counted from the opening leave it out. */
function turn(escalation: EscalationRow, state: EscalationRow['state'], now: Date): Partial<EscalationRow> {
  const { heldAt, heldMs } = escalation;
  // Put on hold or solved: something was done, so the acknowledgement has been good for something.
  if (state !== 'running') return { state, heldAt: heldAt ?? now, acknowledgementWarnsAt: null, acknowledgementExpiresAt: null };
  return { state, heldAt: null, heldMs: heldMs + (heldAt ? Math.max(0, now.getTime() - heldAt.getTime()) : 0) };
}

async function change(
  tx: Context,
  incidentId: string,
  changesOf: (escalation: EscalationRow) => Promise<Partial<EscalationRow>>,
): Promise<void> {
  const { sql } = tx.db;
  const escalation = await lockEscalation(sql, incidentId);
  if (!escalation) return;
  const changes = await changesOf(escalation);
  await updateEscalation(sql, incidentId, changes);
  await arm(tx, { ...escalation, ...changes }, await listFirings(sql, incidentId));
}
