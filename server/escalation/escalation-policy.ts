import type { CalendarHours } from '../service-levels/service-calendar.ts';

/** From what a step's delay is counted. */
export const anchors = ['opened', 'responseDue', 'resolutionDue'] as const;
export type Anchor = (typeof anchors)[number];

export const incidentPriorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type IncidentPriority = (typeof incidentPriorities)[number];

/** P1 is the highest. */
export const isAtLeast = (priority: string, least: string): boolean => priority <= least;

/** People whom a step finds from the incident at the instant when it fires. */
export const targetRoles = ['assignee', 'supportGroup', 'lead', 'requester'] as const;

/** Who is on call: of one level, or else of the first level that has somebody. */
export interface OnCallTarget {
  scheduleId: string;
  level?: number | undefined;
}

/** Whom an action means: a person, a group, a group's leads, whoever is on call, or somebody found from the incident. */
export type Target =
  | { personId: string }
  | { supportGroupId: string }
  | { leadsOfGroupId: string }
  | OnCallTarget
  | (typeof targetRoles)[number];

/** How a technician is found among several. */
export const strategies = ['onCall', 'roundRobin', 'leastLoaded', 'bySkill'] as const;
export type Strategy = (typeof strategies)[number];

export interface AssignAction {
  type: 'assign';
  target: { personId: string } | { supportGroupId: string } | OnCallTarget | 'supportGroup';
  /** Null gives it to the target itself: a person, or a group and nobody in it. */
  strategy: Strategy | null;
  /** What somebody should know to be chosen by skill. */
  skills: string[];
}

export type Action =
  | { type: 'notify' | 'page'; targets: Target[] }
  | AssignAction
  | { type: 'raisePriority'; by: number }
  | { type: 'webhook'; url: string };

/** What must hold when a step is due, or it does nothing in this round. */
export interface Conditions {
  priorityAtLeast: IncidentPriority | null;
  unassigned: boolean;
}

export interface EscalationStep {
  /** ISO 8601; negative is before, which makes sense for due times alone. */
  after: string;
  from: Anchor;
  conditions: Conditions;
  actions: Action[];
  /** Fires although somebody acknowledged, such as a warning before the resolution is due. */
  evenAcknowledged: boolean;
}

/** When low priorities disturb nobody: in weekly hours, or whenever a service calendar is closed. */
export type QuietHours = { priorityAtMost: IncidentPriority } & (
  | { calendarId: string }
  | { timeZone: string; week: CalendarHours['week'] }
);

/** What a version of a policy says; running escalations keep theirs. */
export interface PolicyRules {
  steps: EscalationStep[];
  /** How often all steps are gone through again after the first time. */
  repeat: number;
  quietHours: QuietHours | null;
  /** By then somebody who acknowledged must have begun, or the escalation goes on where it stood; null is never. */
  acknowledgementExpiresAfter: string | null;
}

export interface EscalationPolicy extends PolicyRules {
  id: string;
  name: string;
  /** Holds for services that name no policy. */
  isDefault: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}
