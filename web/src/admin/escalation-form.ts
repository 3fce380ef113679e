import type { EscalationPolicy } from './service-level-types.ts';

export const actionTypes = ['notify', 'page', 'assign', 'raisePriority', 'webhook'] as const;
export type ActionType = (typeof actionTypes)[number];

/** An action as the editor holds it; its target is one text, `role:lead`, `person:…`, `group:…` or `schedule:…`. */
export interface ActionForm {
  key: string;
  type: ActionType;
  targets: string[];
  by: number;
  url: string;
}

export interface StepForm {
  key: string;
  direction: 'after' | 'before';
  /** ISO 8601 without sign; `PT0S` is at once. */
  delay: string;
  from: EscalationPolicy['steps'][number]['from'];
  evenAcknowledged: boolean;
  actions: ActionForm[];
}

const key = () => crypto.randomUUID();

export const newAction = (type: ActionType = 'notify'): ActionForm => ({
  key: key(),
  type,
  targets: ['role:supportGroup'],
  by: 1,
  url: '',
});
export const newStep = (delay: string): StepForm => ({
  key: key(),
  direction: 'after',
  delay,
  from: 'opened',
  evenAcknowledged: false,
  actions: [newAction()],
});

type Target = Record<string, string> | string;

function codeOf(target: Target): string {
  if (typeof target === 'string') return `role:${target}`;
  if (target['personId']) return `person:${target['personId']}`;
  if (target['supportGroupId']) return `group:${target['supportGroupId']}`;
  return `schedule:${target['scheduleId'] ?? ''}`;
}

function targetOf(code: string): Target {
  const at = code.indexOf(':');
  const [kind, value] = [code.slice(0, at), code.slice(at + 1)];
  if (kind === 'role') return value;
  return { [{ person: 'personId', group: 'supportGroupId' }[kind] ?? 'scheduleId']: value };
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
    evenAcknowledged: step.evenAcknowledged,
    actions: step.actions.map((action) => ({
      key: key(),
      type: action.type,
      targets: targetsOf(action),
      by: Number(action['by'] ?? 1),
      url: String(action['url'] ?? ''),
    })),
  }));
}

function actionBody({ type, targets, by, url }: ActionForm) {
  if (type === 'raisePriority') return { type, by };
  if (type === 'webhook') return { type, url };
  if (type === 'assign') return { type, target: targetOf(targets[0] ?? '') };
  return { type, targets: targets.map(targetOf) };
}

/** What the API takes. */
export const stepBodies = (steps: StepForm[]) =>
  steps.map(({ direction, delay, from, evenAcknowledged, actions }) => ({
    after: direction === 'before' && delay !== 'PT0S' ? `-${delay}` : delay,
    from,
    evenAcknowledged,
    actions: actions.map(actionBody),
  }));
