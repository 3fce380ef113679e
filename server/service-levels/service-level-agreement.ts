import type { ClockKind } from './service-level-clock.ts';

export const targetPriorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type TargetPriority = (typeof targetPriorities)[number];

/** What is promised; null where nothing is. A calendar here holds in place of all others, e.g. P1 around the clock. */
export interface Targets {
  responseTarget: string | null;
  /** For every further question of the requester, from the oldest that is not answered. */
  nextResponseTarget: string | null;
  resolutionTarget: string | null;
  calendarId: string | null;
}

/** Promises for some incidents in place of the table by priority. An empty list in `when` means any. */
export interface AgreementRule extends Targets {
  when: { serviceIds: readonly string[]; priorities: readonly TargetPriority[]; departments: readonly string[] };
}

/** What support groups promise within the house: how long each may take over its part. Empty lists mean any. */
export interface OperationalRule {
  supportGroupIds: readonly string[];
  priorities: readonly TargetPriority[];
  target: string;
}

/** What an agreement says in one of its versions. */
export interface AgreementTerms {
  calendarId: string | null;
  /** Whether the resolution clock of a reopened incident goes on with the time spent before, or starts afresh. */
  onReopen: 'continue' | 'restart';
  /** Whether the clock of a question stands too while an incident is on hold. */
  isNextResponsePausing: boolean;
  /** Looked at in their order; the first that fits an incident holds, else the table by priority. */
  rules: readonly AgreementRule[];
  targets: Partial<Record<TargetPriority, Targets>>;
  operational: readonly OperationalRule[];
}

export interface ServiceLevelAgreement extends AgreementTerms {
  id: string;
  name: string;
  /** Holds for services that name no agreement. */
  isDefault: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What decides which rule fits an incident. */
export interface RuleFacts {
  priority: TargetPriority;
  serviceId: string | null;
  department: string | null;
}

const nothing: Targets = { responseTarget: null, nextResponseTarget: null, resolutionTarget: null, calendarId: null };

/** The promises that hold for an incident and the number of the rule that says so; null = the table by priority. */
export function targetsFor({ rules, targets }: AgreementTerms, facts: RuleFacts): { rule: number | null; targets: Targets } {
  const index = rules.findIndex((rule) => fits(rule, facts));
  const rule = rules[index];
  return rule ? { rule: index + 1, targets: rule } : { rule: null, targets: { ...nothing, ...targets[facts.priority] } };
}

function fits({ when }: AgreementRule, { priority, serviceId, department }: RuleFacts): boolean {
  const isAnyOf = <T>(list: readonly T[], value: T | null): boolean => list.length === 0 || (value !== null && list.includes(value));
  const named = when.departments.map(sameCase);
  return isAnyOf(when.priorities, priority) && isAnyOf(when.serviceIds, serviceId) && isAnyOf(named, department && sameCase(department));
}

const sameCase = (name: string): string => name.trim().toLowerCase();

/** True when a rule asks for the department of the requester, which otherwise nobody needs to know. */
export const asksForDepartment = ({ rules }: AgreementTerms): boolean => rules.some(({ when }) => when.departments.length > 0);

/** How long a support group may take over its part of an incident, or null where it promises nothing. */
export function operationalTarget({ operational }: AgreementTerms, supportGroupId: string, priority: TargetPriority): string | null {
  const found = operational.find(
    ({ supportGroupIds, priorities }) =>
      (supportGroupIds.length === 0 || supportGroupIds.includes(supportGroupId)) &&
      (priorities.length === 0 || priorities.includes(priority)),
  );
  return found?.target ?? null;
}

/** What the targets promise for a kind of clock. */
export function targetOf(targets: Targets, kind: Exclude<ClockKind, 'operational'>): string | null {
  const { responseTarget, nextResponseTarget, resolutionTarget } = targets;
  return { response: responseTarget, nextResponse: nextResponseTarget, resolution: resolutionTarget }[kind];
}
