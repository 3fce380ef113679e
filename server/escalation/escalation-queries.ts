import type { Sql } from '../../db/connection.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { plan } from './arm.ts';
import type { OpenIncidentsOf } from './assign-by-strategy.ts';
import type { Assignment } from './choose-assignee.ts';
import { dueEscalations, type EscalationRow, type FiringRow, findEscalation, listFirings } from './escalation-store.ts';
import { outcomeOf } from './fire-step.ts';
import type { PlannedEvent } from './next-event.ts';
import { findPolicy as findPolicyRow, findPolicyVersion } from './policy-store.ts';
import type { Subject } from './recipients.ts';
import type { NamedRef } from './who-is-there.ts';
import { whyWords } from './why-words.ts';

type Shown = 'step' | 'loop' | 'dueAt' | 'firedAt' | 'lateMs' | 'recipients' | 'absent' | 'actions' | 'skipped';

export interface AssignmentView extends Pick<Assignment, 'person' | 'supportGroup'> {
  strategy: Assignment['why']['strategy'];
  why: { en: string; fr: string };
}

export type EscalationItem = Pick<FiringRow, Shown> & { waitedSince: Date | null; assignments: AssignmentView[] };

/** An assignment with the reason for it in words. */
export const assignmentView = (assignment: Assignment): AssignmentView => ({
  person: assignment.person,
  supportGroup: assignment.supportGroup,
  strategy: assignment.why.strategy,
  why: whyWords(assignment),
});

/** The steps that fired for an incident, in the order in which they did. */
export async function escalationsOf(sql: Sql, incidentId: string): Promise<EscalationItem[]> {
  const firings = await listFirings(sql, incidentId);
  return firings.map(({ step, loop, dueAt, firedAt, lateMs, waitedSinceAt, recipients, absent, assignments, actions, skipped }) => ({
    step,
    loop,
    dueAt,
    firedAt,
    lateMs,
    waitedSince: waitedSinceAt,
    recipients,
    absent,
    assignments: assignments.map(assignmentView),
    actions,
    skipped,
  }));
}

export interface EscalationStateView {
  state: 'none' | 'running' | 'acknowledged' | 'paused' | 'stopped' | 'finished';
  policy: { id: string; name: string; version: number; newestVersion: number; steps: number; repeat: number } | null;
  next: NextView | null;
  acknowledgement: { at: Date; person: NamedRef | null; expiresAt: Date | null } | null;
}

interface NextView {
  kind: PlannedEvent['kind'];
  at: Date;
  step: number | null;
  loop: number | null;
  waitsSince: Date | null;
  recipients: NamedRef[];
  assignments: AssignmentView[];
  skipped: FiringRow['skipped'];
}

const nothing: EscalationStateView = { state: 'none', policy: null, next: null, acknowledgement: null };

/** Where the escalation of an incident stands: what comes next, when, and whom it would reach. */
export async function escalationStateOf(
  ctx: Context,
  incidentId: string,
  subject: Subject,
  openIncidentsOf: OpenIncidentsOf,
): Promise<EscalationStateView> {
  const { sql } = ctx.db;
  const kept = await findEscalation(sql, incidentId);
  if (!kept) return nothing;
  // Work has begun: the acknowledgement holds for good, whatever its term was.
  const forGood = { acknowledgementWarnsAt: null, acknowledgementExpiresAt: null };
  const escalation: EscalationRow = subject.isInProgress ? { ...kept, ...forGood } : kept;
  const { policyId, policyVersion } = escalation;
  const rules = await findPolicyVersion(sql, policyId, policyVersion);
  const policy = await findPolicyRow(sql, policyId);
  if (!rules || !policy) return nothing;
  const next = await plan(ctx, escalation, await listFirings(sql, incidentId));
  return {
    state: stateOf(escalation, next),
    policy: {
      id: policyId,
      name: policy.name,
      version: policyVersion,
      newestVersion: policy.version,
      steps: rules.steps.length,
      repeat: rules.repeat,
    },
    next: next && (await nextView(ctx, next, rules.steps, subject, escalation, openIncidentsOf)),
    acknowledgement: await acknowledgementView(sql, escalation),
  };
}

function stateOf({ state, acknowledgedAt }: EscalationRow, next: PlannedEvent | null): EscalationStateView['state'] {
  if (state !== 'running') return state;
  if (acknowledgedAt) return 'acknowledged';
  return next ? 'running' : 'finished';
}

async function nextView(
  ctx: Context,
  next: PlannedEvent,
  steps: Parameters<typeof outcomeOf>[1][],
  subject: Subject,
  { acknowledgedById }: EscalationRow,
  openIncidentsOf: OpenIncidentsOf,
): Promise<NextView> {
  if (next.kind !== 'step') {
    const person = acknowledgedById ? (await personRefs(ctx.db.sql, [acknowledgedById])).get(acknowledgedById) : undefined;
    const recipients = person ? [{ id: person.id, name: person.name }] : [];
    return { kind: next.kind, at: next.dueAt, step: null, loop: null, waitsSince: null, recipients, assignments: [], skipped: null };
  }
  const { kind, step, loop, dueAt, waitsSince } = next;
  const { present, found, skipped } = await outcomeOf(ctx, steps[step - 1]!, dueAt, subject, openIncidentsOf);
  const assignments = found.map(({ assignment }) => assignmentView(assignment));
  return { kind, at: dueAt, step, loop, waitsSince, recipients: present, assignments, skipped };
}

async function acknowledgementView(
  sql: Sql,
  { acknowledgedAt: at, acknowledgedById, acknowledgementExpiresAt: expiresAt }: EscalationRow,
): Promise<EscalationStateView['acknowledgement']> {
  if (!at) return null;
  const person = acknowledgedById ? (await personRefs(sql, [acknowledgedById])).get(acknowledgedById) : undefined;
  return { at, person: person ? { id: person.id, name: person.name } : null, expiresAt };
}

/** The escalation policy with this id, or null. */
export const findPolicy = findPolicyRow;

/** Incidents with an escalation step that was due by `now`: work for a sweep, should an alarm have been lost. */
export const overdueEscalations = (sql: Sql, now: Date, limit: number): Promise<string[]> => dueEscalations(sql, now, limit);
