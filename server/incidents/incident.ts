import { Problem } from '../platform/problem.ts';

/** The life of an incident: `new → in_progress → pending → resolved → closed`, and `cancelled`. */
export const statuses = ['new', 'in_progress', 'pending', 'resolved', 'closed', 'cancelled'] as const;
export type Status = (typeof statuses)[number];

/** Statuses in which somebody still has to do something. */
export const openStatuses: readonly Status[] = ['new', 'in_progress', 'pending'];
export const isOpen = (status: Status): boolean => openStatuses.includes(status);

export const levels = ['low', 'medium', 'high'] as const;
export type Level = (typeof levels)[number];

export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type Priority = (typeof priorities)[number];

export const visibilities = ['public', 'internal'] as const;
export type Visibility = (typeof visibilities)[number];

export const linkKinds = ['related', 'duplicate', 'causedBy', 'blockedBy'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Who or what an incident came from. */
export const sourceTypes = ['person', 'mail', 'backup', 'monitoring'] as const;
export type SourceType = (typeof sourceTypes)[number];

/** What an event of the history says happened. */
export const eventKinds = [
  'filed',
  'edited',
  'assigned',
  'acknowledged',
  'acknowledgementExpired',
  'pended',
  'resumed',
  'resolved',
  'reopened',
  'closed',
  'cancelled',
  'commented',
  'attached',
  'linked',
  'unlinked',
  'watcherAdded',
  'watcherRemoved',
  'merged',
  'unmerged',
  'mergedFrom',
  'unmergedFrom',
  'priorityRaised',
  'escalated',
  'breached',
  'restored',
  'commentEdited',
  'commentDeleted',
  'attachmentRemoved',
  'timeSpent',
  'timeCorrected',
  'checklistAdded',
  'checked',
  'unchecked',
  'macroApplied',
  'macroUndone',
  'split',
  'splitFrom',
  'splitUndone',
  'childAdded',
  'childRemoved',
  'parentSet',
  'parentRemoved',
  'childrenAnswered',
  'childrenResolved',
  'childrenReopened',
  'majorDeclared',
  'majorWithdrawn',
  'majorEnded',
  'majorGoesOn',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** The promises of the service level, as its clocks gave them last. */
export interface DueTimes {
  responseDueAt: Date | null;
  responseMetAt: Date | null;
  responseBreachedAt: Date | null;
  /** Of the oldest question that waits for an answer. */
  nextResponseDueAt: Date | null;
  nextResponseBreachedAt: Date | null;
  resolutionDueAt: Date | null;
  resolutionMetAt: Date | null;
  resolutionBreachedAt: Date | null;
}

export interface Incident extends DueTimes {
  id: string;
  /** 1042 of INC-1042. */
  number: number;
  title: string;
  description: string;
  status: Status;
  isOpen: boolean;
  impact: Level;
  urgency: Level;
  /** How many steps an escalation raised the priority above what impact and urgency give. */
  raisedSteps: number;
  priority: Priority;
  /** Null when a machine filed it. */
  requesterId: string | null;
  supportGroupId: string | null;
  assigneeId: string | null;
  serviceId: string | null;
  assetId: string | null;
  sourceType: SourceType;
  /** What a machine that files incidents knows this one by; unique among the open ones. */
  dedupKey: string | null;
  openedAt: Date;
  updatedAt: Date;
  acknowledgedAt: Date | null;
  nextDueAt: Date;
  pendingReason: string | null;
  /** When a pending incident resumes by itself. */
  resumeAt: Date | null;
  resolutionCode: string | null;
  resolutionNote: string | null;
  resolvedAt: Date | null;
  resolvedById: string | null;
  closedAt: Date | null;
  mergedIntoId: string | null;
  /** Labels, sorted. */
  tags: string[];
  version: number;
}

/** Impact × urgency gives the priority: high and high is P1, low and low P5. `raisedSteps` lifts it, to P1 at the most. */
export function priorityOf(impact: Level, urgency: Level, raisedSteps = 0): Priority {
  const height = levels.indexOf(impact) + levels.indexOf(urgency) + raisedSteps;
  return priorities[Math.max(0, 4 - height)] as Priority;
}

/** Verbs that the present status may refuse. */
export type Verb =
  | 'edit'
  | 'assign'
  | 'acknowledge'
  | 'pend'
  | 'resume'
  | 'resolve'
  | 'reopen'
  | 'close'
  | 'cancel'
  | 'comment'
  | 'merge'
  | 'unmerge'
  | 'split'
  | 'join'
  | 'declareMajor';

const allowedIn: Record<Verb, readonly Status[]> = {
  edit: ['new', 'in_progress', 'pending', 'resolved'],
  assign: ['new', 'in_progress', 'pending'],
  acknowledge: ['new', 'in_progress', 'pending'],
  pend: ['new', 'in_progress', 'pending'],
  resume: ['pending'],
  resolve: ['new', 'in_progress', 'pending'],
  reopen: ['resolved'],
  close: ['resolved'],
  cancel: ['new', 'in_progress', 'pending'],
  comment: ['new', 'in_progress', 'pending', 'resolved'],
  merge: ['new', 'in_progress', 'pending', 'resolved'],
  unmerge: ['closed'],
  split: ['new', 'in_progress', 'pending', 'resolved'],
  join: ['new', 'in_progress', 'pending', 'resolved'],
  declareMajor: ['new', 'in_progress', 'pending'],
};

/** True when the verb makes sense in the status and the merge state. */
export const allows = (incident: Pick<Incident, 'status' | 'mergedIntoId'>, verb: Verb): boolean =>
  allowedIn[verb].includes(incident.status) && (verb === 'unmerge') === (incident.mergedIntoId !== null);

const pastParticiple: Record<Verb, string> = {
  edit: 'edited',
  assign: 'assigned',
  acknowledge: 'acknowledged',
  pend: 'put on hold',
  resume: 'resumed',
  resolve: 'resolved',
  reopen: 'reopened',
  close: 'closed',
  cancel: 'cancelled',
  comment: 'commented on',
  merge: 'merged',
  unmerge: 'taken apart again',
  split: 'split',
  join: 'put into a family',
  declareMajor: 'declared a major incident',
};

/** Throws a 409 that says why, when the present status does not allow the verb. */
export function checkAllows(incident: Pick<Incident, 'status' | 'mergedIntoId' | 'number'>, verb: Verb): void {
  if (allows(incident, verb)) return;
  const state = incident.mergedIntoId ? 'merged into another' : incident.status.replace('_', ' ');
  throw new Problem('conflict', `${numberText(incident.number)} is ${state} and cannot be ${pastParticiple[verb]}`, {
    extra: { status: incident.status },
  });
}

/** Where an incident without a promise that runs sorts: after all others. */
export const noDueAt = new Date('9999-12-31T00:00:00.000Z');

/** When the next promise falls due; `noDueAt` when none runs. */
export function nextDueAt(incident: Pick<Incident, 'status'> & DueTimes): Date {
  if (incident.status !== 'new' && incident.status !== 'in_progress') return noDueAt;
  const { responseMetAt, responseDueAt, nextResponseDueAt, resolutionMetAt, resolutionDueAt } = incident;
  const promised = [responseMetAt ? null : responseDueAt, nextResponseDueAt, resolutionMetAt ? null : resolutionDueAt];
  const times = promised.filter((time) => time !== null);
  return times.length === 0 ? noDueAt : new Date(Math.min(...times.map((time) => time.getTime())));
}

/** How long a resolved incident may still be reopened before it closes by itself. */
export const closesAfterMs = 7 * 24 * 60 * 60 * 1000;

/** `1042` → `INC-1042`. */
export const numberText = (number: number): string => `INC-${number}`;

/** How the history of one incident mentions another. */
export const refTo = ({ id, number, title }: Pick<Incident, 'id' | 'number' | 'title'>) => ({ id, number: numberText(number), title });

/** The number in `INC-1042`, `inc-1042` or `1042`; null when the text is something else, such as an id. */
export function parseNumber(text: string): number | null {
  const digits = /^(?:INC-)?(\d{1,9})$/i.exec(text.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}

export const noPromises: DueTimes = {
  responseDueAt: null,
  responseMetAt: null,
  responseBreachedAt: null,
  nextResponseDueAt: null,
  nextResponseBreachedAt: null,
  resolutionDueAt: null,
  resolutionMetAt: null,
  resolutionBreachedAt: null,
};
