import type { EscalationPolicy, Week } from './service-level-types.ts';

export const actionTypes = ['notify', 'page', 'assign', 'raisePriority', 'webhook'] as const;
export type ActionType = (typeof actionTypes)[number];

export const strategies = ['onCall', 'roundRobin', 'leastLoaded', 'bySkill'] as const;
export type Strategy = (typeof strategies)[number];

export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type Priority = (typeof priorities)[number];

/**
 * An action as the editor holds it; its target is one text: `role:lead`, `person:…`, `group:…`, `leads:…` of a group,
 * `schedule:…` or, of one level alone, `schedule:…:2`.
 */
export interface ActionForm {
  key: string;
  type: ActionType;
  targets: string[];
  by: number;
  url: string;
  /** How somebody is found in the target of an assignment; empty gives it to the target itself. */
  strategy: Strategy | '';
  skills: string[];
}

export interface StepForm {
  key: string;
  direction: 'after' | 'before';
  /** ISO 8601 without sign; `PT0S` is at once. */
  delay: string;
  from: EscalationPolicy['steps'][number]['from'];
  priorityAtLeast: Priority | '';
  unassigned: boolean;
  evenAcknowledged: boolean;
  actions: ActionForm[];
}

export interface QuietForm {
  kind: 'none' | 'hours' | 'calendar';
  priorityAtMost: Priority;
  calendarId: string;
  timeZone: string;
  week: Week;
}

const key = () => crypto.randomUUID();

export const newAction = (type: ActionType = 'notify'): ActionForm => ({
  key: key(),
  type,
  targets: ['role:supportGroup'],
  by: 1,
  url: '',
  strategy: '',
  skills: [],
});
export const newStep = (delay: string): StepForm => ({
  key: key(),
  direction: 'after',
  delay,
  from: 'opened',
  priorityAtLeast: '',
  unassigned: false,
  evenAcknowledged: false,
  actions: [newAction()],
});

type Target = Record<string, string | number> | string;

function codeOf(target: Target): string {
  if (typeof target === 'string') return `role:${target}`;
  if (target['personId']) return `person:${target['personId']}`;
  if (target['supportGroupId']) return `group:${target['supportGroupId']}`;
  if (target['leadsOfGroupId']) return `leads:${target['leadsOfGroupId']}`;
  return ['schedule', target['scheduleId'] ?? '', ...(target['level'] ? [target['level']] : [])].join(':');
}

const idNames: Record<string, string> = { person: 'personId', group: 'supportGroupId', leads: 'leadsOfGroupId' };

function targetOf(code: string): Target {
  const [kind = '', value = '', level] = code.split(':');
  if (kind === 'role') return value;
  if (kind === 'schedule') return { scheduleId: value, ...(level && { level: Number(level) }) };
  return { [idNames[kind] ?? 'personId']: value };
}

/** The targets of an action of the API, however it names them. */
export function targetsOf(action: Record<string, unknown>): string[] {
  const many = action['targets'] as Target[] | undefined;
  if (many) return many.map(codeOf);
  const one = action['target'] as Target | undefined;
  if (one) return [codeOf(one)];
  const { personId, supportGroupId, scheduleId } = action as Record<string, string>;
  if (personId ?? supportGroupId ?? scheduleId)
    return [codeOf({ ...(personId && { personId }), ...(supportGroupId && { supportGroupId }), ...(scheduleId && { scheduleId }) })];
  return ['role:supportGroup'];
}

/** The editor filled with the steps of a policy. */
export function stepsOf(policy: EscalationPolicy): StepForm[] {
  return policy.steps.map((step) => ({
    key: key(),
    direction: step.after.startsWith('-') ? 'before' : 'after',
    delay: step.after.replace(/^-/, ''),
    from: step.from,
    priorityAtLeast: step.conditions.priorityAtLeast ?? '',
    unassigned: step.conditions.unassigned,
    evenAcknowledged: step.evenAcknowledged,
    actions: step.actions.map((action) => ({
      key: key(),
      type: action.type,
      targets: targetsOf(action),
      by: Number(action['by'] ?? 1),
      url: String(action['url'] ?? ''),
      strategy: (action['strategy'] ?? '') as Strategy | '',
      skills: (action['skills'] ?? []) as string[],
    })),
  }));
}

/** How somebody can be found in a target; empty where the target is somebody already. */
export function strategiesFor(target: string | undefined): Array<Strategy | ''> {
  if (target?.startsWith('schedule:')) return ['onCall', 'roundRobin', 'leastLoaded', 'bySkill'];
  if (target?.startsWith('group:')) return ['', 'roundRobin', 'leastLoaded', 'bySkill'];
  return target === 'role:supportGroup' ? ['roundRobin', 'leastLoaded', 'bySkill'] : [];
}

function actionBody({ type, targets, by, url, strategy, skills }: ActionForm) {
  if (type === 'raisePriority') return { type, by };
  if (type === 'webhook') return { type, url };
  if (type !== 'assign') return { type, targets: targets.map(targetOf) };
  const allowed = strategiesFor(targets[0]);
  const chosen = allowed.includes(strategy) ? strategy : (allowed[0] ?? '');
  return { type, target: targetOf(targets[0] ?? ''), strategy: chosen || null, skills: chosen === 'bySkill' ? skills : [] };
}

/** What the API takes. */
export const stepBodies = (steps: StepForm[]) =>
  steps.map(({ direction, delay, from, priorityAtLeast, unassigned, evenAcknowledged, actions }) => ({
    after: direction === 'before' && delay !== 'PT0S' ? `-${delay}` : delay,
    from,
    conditions: { priorityAtLeast: priorityAtLeast || null, unassigned, unacknowledged: !evenAcknowledged },
    evenAcknowledged,
    actions: actions.map(actionBody),
  }));

const nights = (): Week => Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['20:00', '07:00']]]));

/** The editor filled with the quiet hours of a policy. */
export function quietOf(policy: EscalationPolicy | null, timeZone: string): QuietForm {
  const quiet = policy?.quietHours;
  return {
    kind: !quiet ? 'none' : quiet.calendarId ? 'calendar' : 'hours',
    priorityAtMost: quiet?.priorityAtMost ?? 'P4',
    calendarId: quiet?.calendarId ?? '',
    timeZone: quiet?.timeZone ?? timeZone,
    week: (quiet?.week as Week | undefined) ?? nights(),
  };
}

/** What the API takes. */
export function quietBody({ kind, priorityAtMost, calendarId, timeZone, week }: QuietForm) {
  if (kind === 'none') return null;
  return kind === 'calendar' ? { priorityAtMost, calendarId } : { priorityAtMost, timeZone, week };
}
