import { takeTurn } from '../../db/take-turn.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { findAssignee, type OpenIncidentsOf } from './assign-by-strategy.ts';
import type { Assignment } from './choose-assignee.ts';
import { type Action, type EscalationStep, isAtLeast } from './escalation-policy.ts';
import { type EscalationRow, type FiringRow, insertFiring } from './escalation-store.ts';
import type { PlannedStep, SkipReason } from './next-step.ts';
import { type Recipients, recipientsOf, type Subject } from './recipients.ts';
import { reportNobody, tellPeople } from './tell-people.ts';
import { recordTurn } from './turn-store.ts';

/** What whoever owns the incident has to do to it: give it to somebody, or raise its priority by one. */
export type IncidentAction = { type: 'assign'; assignment: Assignment } | { type: 'raisePriority' };

/** What came of a step: whom it told, and what is left to do to the incident. */
export interface FiredStep extends Pick<FiringRow, 'step' | 'loop' | 'dueAt' | 'firedAt' | 'lateMs' | 'recipients' | 'absent' | 'skipped'> {
  actions: IncidentAction[];
}

/** Fires one step; null when it stands in the ledger already. `quietMs` is for how long quiet hours held it and those after it. */
export async function fireStep(
  tx: Context,
  escalation: EscalationRow,
  steps: readonly EscalationStep[],
  planned: PlannedStep,
  now: Date,
  subject: Subject,
  openIncidentsOf: OpenIncidentsOf,
): Promise<{ firing: FiringRow; firedStep: FiredStep; quietMs: number } | null> {
  const step = steps[planned.step - 1]!;
  const outcome = await outcomeOf(tx, step, now, subject, openIncidentsOf);
  const firing = firingOf(escalation, planned, now, step.actions, outcome);
  if (!(await insertFiring(tx.db.sql, firing))) return null;
  for (const { circle, assignment } of outcome.found) {
    if (circle && assignment.person) await recordTurn(tx.db.sql, circle, assignment.person.id, now);
  }
  if (outcome.skipped === null)
    await tellPeople(tx, firing, subject, step.from === 'resolutionDue' ? escalation.resolutionDueAt : null, outcome);
  if (outcome.skipped === 'nobody') await reportNobody(tx, firing, subject);
  const { waitsSince, dueAt } = planned;
  const quietMs = waitsSince && step.from === 'opened' ? dueAt.getTime() - waitsSince.getTime() : 0;
  return { firing, firedStep: { ...firing, actions: incidentActions(step.actions, outcome) }, quietMs };
}

export interface Outcome extends Recipients {
  skipped: SkipReason | null;
  found: Array<{ assignment: Assignment; circle: string | null }>;
}

const nothing = { present: [], absent: [], requesterId: null, found: [] };

/** What a step comes to at an instant: which condition does not hold, whom it reaches, to whom it gives the incident. */
export async function outcomeOf(
  tx: Context,
  { conditions, actions }: EscalationStep,
  at: Date,
  subject: Subject,
  openIncidentsOf: OpenIncidentsOf,
): Promise<Outcome> {
  const { sql } = tx.db;
  const { priorityAtLeast, unassigned } = conditions;
  if (priorityAtLeast && !isAtLeast(subject.priority, priorityAtLeast)) return { ...nothing, skipped: 'priority' };
  if (unassigned && subject.assigneeId) return { ...nothing, skipped: 'assigned' };
  const recipients = await recipientsOf(sql, actions, subject, at);
  const assigning = actions.filter((action) => action.type === 'assign');
  // Two steps that fire at the same moment choose one after the other, or both would choose the same person.
  if (tx.db.inTransaction && assigning.some(({ strategy }) => strategy && strategy !== 'onCall')) await takeTurn(sql, 'escalationTurns');
  const found: Outcome['found'] = [];
  for (const action of assigning) found.push(await findAssignee(sql, action, subject, at, openIncidentsOf));
  return { ...recipients, found, skipped: reachesNobody(actions, recipients, found) ? 'nobody' : null };
}

function reachesNobody(actions: readonly Action[], { present, requesterId }: Recipients, found: Outcome['found']): boolean {
  const isReaching = actions.some(({ type }) => type === 'notify' || type === 'page' || type === 'assign');
  const isGiven = found.some(({ assignment }) => assignment.person || assignment.supportGroup);
  return isReaching && present.length === 0 && requesterId === null && !isGiven;
}

function firingOf(escalation: EscalationRow, planned: PlannedStep, now: Date, actions: Action[], outcome: Outcome): FiringRow {
  const { incidentId, policyId, policyVersion } = escalation;
  const { step, loop, dueAt, waitsSince } = planned;
  return {
    id: newId(),
    incidentId,
    policyId,
    policyVersion,
    step,
    loop,
    dueAt,
    firedAt: now,
    lateMs: Math.max(0, now.getTime() - dueAt.getTime()),
    waitedSinceAt: waitsSince,
    actions,
    recipients: outcome.present,
    absent: outcome.absent,
    assignments: outcome.found.map(({ assignment }) => assignment),
    skipped: outcome.skipped,
  };
}

/** A step whose condition does not hold leaves the incident alone; one that reached nobody still does the rest. */
function incidentActions(actions: readonly Action[], { skipped, found }: Outcome): IncidentAction[] {
  if (skipped === 'priority' || skipped === 'assigned') return [];
  const given = found.map(({ assignment }) => assignment).values();
  return actions.flatMap((action): IncidentAction[] => {
    if (action.type === 'raisePriority') return Array.from({ length: action.by }, () => ({ type: action.type }));
    const assignment = action.type === 'assign' ? given.next().value : undefined;
    return assignment?.person || assignment?.supportGroup ? [{ type: 'assign', assignment }] : [];
  });
}
