import type { EventKind, Level } from '../incidents/incident.ts';
import { type Actor, systemActor } from '../platform/actor.ts';

/** Events that a rule can answer. */
export const ruleEvents = [
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
] as const satisfies readonly EventKind[];
export type RuleEvent = (typeof ruleEvents)[number];

/** Instants of an incident from which a rule can count. */
export const sinces = ['opened', 'updated', 'due', 'resolved'] as const;
export type Since = (typeof sinces)[number];

/** By whom an event must have been made. */
export const doers = ['anybody', 'requester', 'technician'] as const;

export type Trigger =
  | { type: 'event'; events: RuleEvent[]; by: (typeof doers)[number] }
  /** `after` is a duration; before a due time it is negative. */
  | { type: 'time'; since: Since; after: string };

export type RuleAction =
  | { type: 'assign'; supportGroupId?: string | undefined; technicianId?: string | undefined }
  | { type: 'edit'; impact?: Level | undefined; urgency?: Level | undefined; serviceId?: string | undefined }
  | { type: 'tag'; tags: string[] }
  | { type: 'comment'; visibility: 'public' | 'internal'; body: string }
  | { type: 'watch'; personId: string }
  | { type: 'notify'; personIds: string[]; text: string }
  | { type: 'pend'; reason: string; for?: string | undefined }
  | { type: 'resolve'; code: string; note: string }
  | { type: 'cancel'; reason: string };

/** What the desk does by itself: when, with which incidents, what. */
export interface RoutingRule {
  id: string;
  name: string;
  isActive: boolean;
  /** Rules are tried in this order. */
  position: number;
  trigger: Trigger;
  /** As the address of the queue says them; all of them must hold. */
  filters: Record<string, string>;
  actions: RuleAction[];
  /** After this rule acted on an event, no later one does. */
  isLast: boolean;
  activeFromAt: Date;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** How an action ended: `refused` says why in `detail`. */
export interface ActionOutcome {
  type: RuleAction['type'];
  outcome: 'done' | 'refused';
  detail: string | null;
}

const prefix = 'Rule: ';

/** Who acts when a rule acts: the program, under the rule's name. */
export const ruleActor = ({ name }: Pick<RoutingRule, 'name'>): Actor => ({ ...systemActor, name: `${prefix}${name}` });

/** True when a rule did it: rules never answer rules, so that two of them cannot chase each other. */
export const isRuleActor = ({ id, name }: Pick<Actor, 'id' | 'name'>): boolean => id === null && name.startsWith(prefix);

/** True when who did something is whom a trigger asks for; who is not the requester and acts is a technician. */
export function isByDoer(by: (typeof doers)[number], actorId: string | null, requesterId: string | null): boolean {
  const isRequester = actorId !== null && actorId === requesterId;
  if (by === 'requester') return isRequester;
  return by === 'anybody' || (actorId !== null && !isRequester);
}

/** A rule that acts on one incident more often than that runs in a circle with the world outside. */
export const mostFirings = 20;
