import { durationMs } from '../platform/duration.ts';
import type { Anchor, EscalationStep, PolicyRules } from './escalation-policy.ts';
import { neverQuiet, type QuietUntil } from './quiet-hours.ts';

/** Why a step did nothing: it found nobody whom it could have reached, or one of its conditions did not hold. */
export const skipReasons = ['nobody', 'priority', 'assigned'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** A step that fired, or had its turn and was skipped. */
export interface FiredStep {
  step: number;
  loop: number;
  firedAt: Date;
  skipped: SkipReason | null;
}

export interface EscalationState {
  openedAt: Date;
  responseDueAt: Date | null;
  resolutionDueAt: Date | null;
  acknowledgedAt: Date | null;
  /** For how long the escalation stood still (pending, resolved, acknowledged in vain); steps counted from opening wait that much longer. */
  heldMs: number;
  /** For how long steps counted from the opening waited in quiet hours. */
  quietMs: number;
  fired: readonly FiredStep[];
}

export interface PlannedStep {
  /** From 1. */
  step: number;
  /** 0 for the first time, n for the nth repetition. */
  loop: number;
  dueAt: Date;
  /** When it would be due but for quiet hours; null when it does not wait for their end. */
  waitsSince: Date | null;
  /** How long ago it was due; 0 when it is yet to come. */
  lateMs: number;
}

type Rules = Pick<PolicyRules, 'steps' | 'repeat'>;

/**
 * The step that fires next and when, or null when nothing is left. Steps fire in the order of their times, each once in
 * a loop; steps counted from a time that is not set wait until it is. After a step that reached nobody its successor is
 * due at once instead of after its delay. A step that falls into quiet hours is due at their end, and those that follow
 * it from the opening keep their distance from it.
 */
export function nextStep(policy: Rules, state: EscalationState, now: Date, quietUntil: QuietUntil = neverQuiet): PlannedStep | null {
  const done = new Set(state.fired.map(({ step, loop }) => `${step}/${loop}`));
  const open = plannedSteps(policy, state).filter(({ step, loop }) => !done.has(`${step}/${loop}`));
  hasten(policy, state, open);
  const [next] = letSleep(policy, open.sort(inOrder), quietUntil).sort(inOrder);
  return next ? { ...next, lateMs: Math.max(0, now.getTime() - next.dueAt.getTime()) } : null;
}

type Planned = Omit<PlannedStep, 'lateMs'>;

const inOrder = (a: Planned, b: Planned): number => a.dueAt.getTime() - b.dueAt.getTime() || a.loop - b.loop || a.step - b.step;

function plannedSteps({ steps, repeat }: Rules, state: EscalationState): Planned[] {
  const span = loopMs(steps);
  const planned: Planned[] = [];
  for (let loop = 0; loop <= repeat; loop += 1) {
    for (const [index, step] of steps.entries()) {
      const anchor = anchorOf(step.from, state);
      if (anchor === null || (state.acknowledgedAt && !step.evenAcknowledged)) continue;
      // A warning that would have been due before the incident existed is due when it begins.
      const due = Math.max(anchor + delayMs(step) + loop * span, state.openedAt.getTime());
      planned.push({ step: index + 1, loop, dueAt: new Date(due), waitsSince: null });
    }
  }
  return planned;
}

function anchorOf(from: Anchor, state: EscalationState): number | null {
  if (from === 'opened') return state.openedAt.getTime() + state.heldMs + state.quietMs;
  return (from === 'responseDue' ? state.responseDueAt : state.resolutionDueAt)?.getTime() ?? null;
}

const delayMs = (step: EscalationStep): number => durationMs(step.after) ?? 0;

/** How long a loop takes: the longest delay. A policy that repeats has one above zero. */
export const loopMs = (steps: readonly EscalationStep[]): number => Math.max(0, ...steps.map(delayMs));

/** Only within the loop and among steps with the same anchor: a warning before a due time makes no sense hours earlier. */
function hasten({ steps }: Rules, { fired }: EscalationState, open: Planned[]): void {
  const last = fired.findLast(({ skipped }) => skipped === null || skipped === 'nobody');
  if (!last?.skipped) return;
  const from = steps[last.step - 1]?.from;
  const successor = open.sort(inOrder).find(({ step, loop }) => loop === last.loop && steps[step - 1]?.from === from);
  if (successor && successor.dueAt > last.firedAt) successor.dueAt = last.firedAt;
}

/** The time that steps from the opening sleep does not count for those after them; due times stay where they are. */
function letSleep({ steps }: Rules, open: readonly Planned[], quietUntil: QuietUntil): Planned[] {
  if (quietUntil === neverQuiet) return [...open];
  let sleptMs = 0;
  return open.map((planned) => {
    const isFromOpening = steps[planned.step - 1]?.from === 'opened';
    const due = new Date(planned.dueAt.getTime() + (isFromOpening ? sleptMs : 0));
    const dueAt = quietUntil(due);
    if (dueAt <= due) return { ...planned, dueAt: due };
    if (isFromOpening) sleptMs += dueAt.getTime() - due.getTime();
    return { ...planned, dueAt, waitsSince: due };
  });
}
