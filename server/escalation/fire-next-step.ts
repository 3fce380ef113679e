import type { Context } from '../platform/context.ts';
import { arm, planBy } from './arm.ts';
import type { OpenIncidentsOf } from './assign-by-strategy.ts';
import { type EndedAcknowledgement, endAcknowledgement, warnOfExpiry } from './end-acknowledgement.ts';
import { type EscalationRow, listFirings, lockEscalation, updateEscalation } from './escalation-store.ts';
import { type FiredStep, fireStep } from './fire-step.ts';
import { findPolicyVersion } from './policy-store.ts';
import type { Subject } from './recipients.ts';

export type { IncidentAction } from './fire-step.ts';

/** What an escalation did: a step of it, or the end of an acknowledgement that came to nothing. */
export type Fired = ({ kind: 'step' } & FiredStep) | ({ kind: 'acknowledgementExpired' } & EndedAcknowledgement);

/**
 * Does what is due next in an incident's escalation: fires a step, which enters it into the ledger and tells the people
 * whom it means, or announces or declares the end of an acknowledgement; then sets the alarm for what follows. Null when
 * nothing that the incident has to know of happened. Steps that were missed fire one after the other, each once, and say
 * how late they are.
 */
export async function fireNextStep(
  tx: Context,
  incidentId: string,
  now: Date,
  subject: Subject,
  openIncidentsOf: OpenIncidentsOf,
): Promise<Fired | null> {
  const escalation = await lockEscalation(tx.db.sql, incidentId);
  if (!escalation) return null;
  const fired = await listFirings(tx.db.sql, incidentId);
  if (escalation.priority !== subject.priority) await change(tx, escalation, { priority: subject.priority });
  const rules = await findPolicyVersion(tx.db.sql, escalation.policyId, escalation.policyVersion);
  const next = rules && escalation.state === 'running' ? await planBy(tx, rules, escalation, fired) : null;
  if (!rules || !next || next.dueAt > now) {
    await arm(tx, escalation, fired);
    return null;
  }
  if (next.kind === 'step') {
    const result = await fireStep(tx, escalation, rules.steps, next, now, subject, openIncidentsOf);
    if (result?.quietMs) await change(tx, escalation, { quietMs: escalation.quietMs + result.quietMs });
    await arm(tx, escalation, result ? [...fired, result.firing] : fired, rules);
    return result && { kind: 'step', ...result.firedStep };
  }
  const isExpiry = next.kind === 'acknowledgementExpired';
  const ended = isExpiry ? await endAcknowledgement(tx, escalation, next.dueAt, subject) : null;
  const changes = ended ? ended.changes : isExpiry ? kept : await warnOfExpiry(tx, escalation, now, subject);
  await change(tx, escalation, changes);
  await arm(tx, escalation, fired, rules);
  return ended && { kind: 'acknowledgementExpired', ...ended.fact };
}

/** Work has begun, so the acknowledgement holds for good. */
const kept = { acknowledgementWarnsAt: null, acknowledgementExpiresAt: null };

async function change(tx: Context, escalation: EscalationRow, changes: Partial<EscalationRow>): Promise<void> {
  Object.assign(escalation, changes);
  await updateEscalation(tx.db.sql, escalation.incidentId, changes);
}
