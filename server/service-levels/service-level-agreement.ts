import type { ClockKind } from './service-level-clock.ts';

export const targetPriorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type TargetPriority = (typeof targetPriorities)[number];

/** What is promised for one priority. A calendar here holds in place of all others, e.g. P1 around the clock. */
export interface PriorityTarget {
  responseTarget: string | null;
  resolutionTarget: string | null;
  calendarId: string | null;
}

export interface ServiceLevelAgreement {
  id: string;
  name: string;
  /** Holds for services that name no agreement. */
  isDefault: boolean;
  version: number;
  calendarId: string | null;
  /** Whether the resolution clock of a reopened incident goes on with the time spent before, or starts afresh. */
  onReopen: 'continue' | 'restart';
  targets: Partial<Record<TargetPriority, PriorityTarget>>;
  createdAt: Date;
  updatedAt: Date;
}

/** The promise for a priority, or null where the agreement makes none. */
export function targetOf(agreement: Pick<ServiceLevelAgreement, 'targets'>, priority: TargetPriority, kind: ClockKind): string | null {
  const target = agreement.targets[priority];
  return (kind === 'response' ? target?.responseTarget : target?.resolutionTarget) ?? null;
}
