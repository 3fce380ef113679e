import type { z } from 'zod';
import type { dryRunAnswer, firingAnswer, newRule, ruleAnswer } from '../../../server/routing-rules/rule-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Rule = Answer<typeof ruleAnswer>;
export type RuleDraft = z.input<typeof newRule>;
export type RuleAction = RuleDraft['actions'][number];
export type Trigger = RuleDraft['trigger'];
export type Firing = Answer<typeof firingAnswer>;
export type DryRun = Answer<typeof dryRunAnswer>;

export const events = [
  'filed',
  'edited',
  'assigned',
  'commented',
  'attached',
  'pended',
  'resumed',
  'resolved',
  'reopened',
  'closed',
  'priorityRaised',
  'breached',
] as const;
export const sinces = ['opened', 'updated', 'due', 'resolved'] as const;
export const doers = ['anybody', 'requester', 'technician'] as const;
export const filterNames = [
  'q',
  'priority',
  'status',
  'supportGroupId',
  'serviceId',
  'assigneeId',
  'department',
  'source',
  'tag',
  'impact',
  'urgency',
] as const;
export type FilterName = (typeof filterNames)[number];

/** An action of each kind as it begins. */
export const newActions: Record<RuleAction['type'], RuleAction> = {
  assign: { type: 'assign' },
  edit: { type: 'edit' },
  tag: { type: 'tag', tags: [] },
  comment: { type: 'comment', visibility: 'internal', body: '' },
  watch: { type: 'watch', personId: '' },
  notify: { type: 'notify', personIds: [], text: '' },
  pend: { type: 'pend', reason: '' },
  resolve: { type: 'resolve', code: 'fixed', note: '' },
  cancel: { type: 'cancel', reason: '' },
};
export const actionTypes = Object.keys(newActions) as Array<RuleAction['type']>;
