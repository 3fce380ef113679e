/** From what a step's delay is counted. */
export const anchors = ['opened', 'responseDue', 'resolutionDue'] as const;
export type Anchor = (typeof anchors)[number];

/** Whom an action means: a person, a group, whoever is on call, or somebody found from the incident when the step fires. */
export type Target = { personId: string } | { supportGroupId: string } | { scheduleId: string } | 'assignee' | 'supportGroup' | 'lead';

export type Action =
  | { type: 'notify' | 'page'; targets: Target[] }
  | { type: 'assign'; target: { personId: string } | { supportGroupId: string } | { scheduleId: string } }
  | { type: 'raisePriority'; by: number }
  | { type: 'webhook'; url: string };

export interface EscalationStep {
  /** ISO 8601; negative is before, which makes sense for due times alone. */
  after: string;
  from: Anchor;
  actions: Action[];
  /** Fires although somebody acknowledged, such as a warning before the resolution is due. */
  evenAcknowledged: boolean;
}

export interface EscalationPolicy {
  id: string;
  name: string;
  /** Holds for services that name no policy. */
  isDefault: boolean;
  version: number;
  steps: EscalationStep[];
  /** How often all steps are gone through again after the first time. */
  repeat: number;
  createdAt: Date;
  updatedAt: Date;
}
