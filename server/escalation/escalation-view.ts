import { durationMs } from '../platform/duration.ts';
import type { EscalationPolicy, EscalationStep } from './escalation-policy.ts';

/** A step as the API shows it, with both ways of saying when and whether an acknowledgement stops it. */
export const stepView = ({ conditions, evenAcknowledged, ...step }: EscalationStep) => ({
  ...step,
  before: (durationMs(step.after) ?? 0) < 0 ? step.after.slice(1) : null,
  conditions: { ...conditions, unacknowledged: !evenAcknowledged },
  evenAcknowledged,
});

/** A policy as the API shows it. */
export const policyView = (policy: EscalationPolicy) => ({ ...policy, steps: policy.steps.map(stepView) });
