import { type AcknowledgementEvent, type AcknowledgementTerm, nextOfAcknowledgement } from './acknowledgement.ts';
import type { PolicyRules } from './escalation-policy.ts';
import { type EscalationState, nextStep, type PlannedStep } from './next-step.ts';
import type { QuietUntil } from './quiet-hours.ts';

/** What an escalation does next: a step, or something with the acknowledgement that holds it. */
export type PlannedEvent = ({ kind: 'step' } & PlannedStep) | AcknowledgementEvent;

/** The next event of an escalation and when, or null when nothing is left; of two at once the step comes first. */
export function nextEvent(
  policy: Pick<PolicyRules, 'steps' | 'repeat'>,
  state: EscalationState & AcknowledgementTerm,
  now: Date,
  quietUntil: QuietUntil,
): PlannedEvent | null {
  const step = nextStep(policy, state, now, quietUntil);
  const acknowledgement = state.acknowledgedAt ? nextOfAcknowledgement(state, now, quietUntil) : null;
  if (step && (!acknowledgement || step.dueAt <= acknowledgement.dueAt)) return { kind: 'step', ...step };
  return acknowledgement;
}

/**
 * The state after an acknowledgement that came to nothing: the time that it held is left out, as on hold, so that the
 * escalation goes on where it stood.
 */
export function withoutAcknowledgement(
  state: Pick<EscalationState, 'acknowledgedAt' | 'heldMs'>,
  endedAt: Date,
): Pick<EscalationState, 'acknowledgedAt' | 'heldMs'> & { acknowledgedById: null } & AcknowledgementTerm {
  const heldFor = state.acknowledgedAt ? Math.max(0, endedAt.getTime() - state.acknowledgedAt.getTime()) : 0;
  return {
    acknowledgedAt: null,
    acknowledgedById: null,
    acknowledgementWarnsAt: null,
    acknowledgementExpiresAt: null,
    heldMs: state.heldMs + heldFor,
  };
}
