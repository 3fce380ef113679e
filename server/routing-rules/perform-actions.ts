import { addComment } from '../incidents/add-comment.ts';
import { assignIncident } from '../incidents/assign-incident.ts';
import { cancelIncident } from '../incidents/cancel-incident.ts';
import { editIncident } from '../incidents/edit-incident.ts';
import { findVisible } from '../incidents/find-incident.ts';
import { numberText } from '../incidents/incident.ts';
import { pendIncident } from '../incidents/pend-incident.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { addWatcher } from '../incidents/watch-incident.ts';
import { notify } from '../notifications/notify.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { Problem } from '../platform/problem.ts';
import { type ActionOutcome, type RoutingRule, type RuleAction, ruleActor } from './rule.ts';

/** Does what a rule says to an incident, one action after the other; what the incident's state forbids is refused and said. */
export async function performActions(tx: Context, rule: RoutingRule, incidentId: string, firingId: string): Promise<ActionOutcome[]> {
  const outcomes: ActionOutcome[] = [];
  for (const action of rule.actions) outcomes.push(await perform(tx, rule, action, incidentId, firingId));
  return outcomes;
}

async function perform(tx: Context, rule: RoutingRule, action: RuleAction, incidentId: string, firingId: string): Promise<ActionOutcome> {
  try {
    await verbs[action.type](tx, rule, action as never, incidentId, firingId);
    return { type: action.type, outcome: 'done', detail: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { type: action.type, outcome: 'refused', detail: error.message };
  }
}

type Verbs = {
  [Type in RuleAction['type']]: (
    tx: Context,
    rule: RoutingRule,
    action: Extract<RuleAction, { type: Type }>,
    incidentId: string,
    firingId: string,
  ) => Promise<unknown>;
};

const verbs: Verbs = {
  assign: (tx, rule, { type: _, ...assignment }, id) => assignIncident(tx, ruleActor(rule), id, assignment, null),
  edit: (tx, rule, { type: _, ...changes }, id) => editIncident(tx, ruleActor(rule), id, changes, null),
  tag: async (tx, rule, { tags }, id) => {
    const incident = await findVisible(tx, ruleActor(rule), id);
    return editIncident(tx, ruleActor(rule), id, { tags: [...incident.tags, ...tags] }, null);
  },
  comment: (tx, rule, { body, visibility }, id) => addComment(tx, ruleActor(rule), id, { body, visibility, origin: 'automatic' }),
  watch: (tx, rule, { personId }, id) => addWatcher(tx, ruleActor(rule), id, personId),
  notify: async (tx, rule, { personIds, text }, id, firingId) => {
    const { number, title, priority } = await findVisible(tx, ruleActor(rule), id);
    const data = { number: numberText(number), title, priority, text, rule: rule.name };
    const key = `incident.ruleFired:${firingId}`;
    return notify(tx, { recipientIds: personIds, kind: 'incident.ruleFired', subject: { type: 'incident', id }, data, key });
  },
  pend: (tx, rule, { reason, for: duration }, id) => {
    const until = duration ? new Date(tx.clock().getTime() + (durationMs(duration) ?? 0)) : null;
    return pendIncident(tx, ruleActor(rule), id, { reason, until }, null);
  },
  resolve: (tx, rule, { code, note }, id) => resolveIncident(tx, ruleActor(rule), id, { code, note }),
  cancel: (tx, rule, { reason }, id) => cancelIncident(tx, ruleActor(rule), id, reason, null),
};
