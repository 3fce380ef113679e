import { findService } from '../people/service-queries.ts';
import type { Context } from '../platform/context.ts';
import { clockStateOf } from '../service-levels/service-level-queries.ts';
import { arm, setAlarm } from './arm.ts';
import { type EscalationRow, insertEscalation, listFirings, lockEscalation, updateEscalation } from './escalation-store.ts';
import { nextStep } from './next-step.ts';
import { findDefaultPolicy, findPolicy } from './policy-store.ts';

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
  const { incidentId, serviceId, openedAt, responseDueAt, resolutionDueAt } = input;
  const policyId = serviceId ? (await findService(sql, serviceId))?.escalationPolicyId : null;
  const policy = (policyId && (await findPolicy(sql, policyId))) || (await findDefaultPolicy(sql));
  if (!policy) return;
  const escalation: EscalationRow = {
    incidentId,
    policyId: policy.id,
    policyVersion: policy.version,
    state: 'running',
    openedAt,
    responseDueAt,
    resolutionDueAt,
    acknowledgedAt: null,
    heldAt: null,
    heldMs: 0,
    nextDueAt: null,
  };
  const next = nextStep(policy, { ...escalation, fired: [] }, tx.clock());
  await insertEscalation(sql, { ...escalation, nextDueAt: next?.dueAt ?? null });
  await setAlarm(tx, incidentId, next);
}

/**
 * Re-arms the steps that have not fired by new due times. While the incident's clocks are paused the climb stands too,
 * and steps counted from the opening wait that much longer afterwards.
 */
export const reviseEscalation = (tx: Context, incidentId: string, { responseDueAt, resolutionDueAt }: EscalationDues): Promise<void> =>
  change(tx, incidentId, async (escalation) => {
    const isWaiting = (await clockStateOf(tx.db.sql, incidentId)) === 'paused';
    const state = escalation.state === 'stopped' ? 'stopped' : isWaiting ? 'paused' : 'running';
    return { responseDueAt, resolutionDueAt, ...turn(escalation, state, tx.clock()) };
  });

/** Somebody has taken it on: no step fires any more, but those that the policy wants even so. */
export const acknowledgeEscalation = (tx: Context, incidentId: string, at: Date): Promise<void> =>
  change(tx, incidentId, async ({ acknowledgedAt }) => ({ acknowledgedAt: acknowledgedAt ?? at }));

/** The incident is resolved, cancelled or merged: nothing fires until `resumeEscalation`. */
export const stopEscalation = (tx: Context, incidentId: string): Promise<void> =>
  change(tx, incidentId, async (escalation) => turn(escalation, 'stopped', tx.clock()));

/** The incident is open again: steps that have not fired are armed anew; what fired does not fire again. */
export const resumeEscalation = (tx: Context, incidentId: string, { responseDueAt, resolutionDueAt }: EscalationDues): Promise<void> =>
  change(tx, incidentId, async (escalation) => {
    const isWaiting = (await clockStateOf(tx.db.sql, incidentId)) === 'paused';
    return { responseDueAt, resolutionDueAt, ...turn(escalation, isWaiting ? 'paused' : 'running', tx.clock()) };
  });

/** Time in which the escalation does not run is kept, so that delays counted from the opening leave it out. */
function turn(escalation: EscalationRow, state: EscalationRow['state'], now: Date): Partial<EscalationRow> {
  const { heldAt, heldMs } = escalation;
  if (state !== 'running') return { state, heldAt: heldAt ?? now };
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
