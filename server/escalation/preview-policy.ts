import type { Sql } from '../../db/connection.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { afterBusinessMs, aroundTheClock, CalendarNeverOpens } from '../service-levels/service-calendar.ts';
import { findTerms, type Placement, promised } from '../service-levels/terms.ts';
import { type AcknowledgementTerm, termOf } from './acknowledgement.ts';
import type { OpenIncidentsOf } from './assign-by-strategy.ts';
import { type Action, type IncidentPriority, incidentPriorities, type PolicyRules } from './escalation-policy.ts';
import { type AssignmentView, assignmentView } from './escalation-queries.ts';
import { type Outcome, outcomeOf } from './fire-step.ts';
import { nextEvent, type PlannedEvent, withoutAcknowledgement } from './next-event.ts';
import type { EscalationState, FiredStep, SkipReason } from './next-step.ts';
import { quietHoursFor } from './quiet-hours.ts';
import type { Subject } from './recipients.ts';
import type { NamedRef } from './who-is-there.ts';

export interface PreviewItem {
  kind: PlannedEvent['kind'] | 'acknowledged';
  at: Date;
  step: number | null;
  loop: number | null;
  waitsSince: Date | null;
  recipients: NamedRef[];
  absent: NamedRef[];
  isRequesterTold: boolean;
  assignments: AssignmentView[];
  priority: IncidentPriority;
  actions: Action[];
  skipped: SkipReason | null;
}

export interface Preview {
  responseDueAt: Date | null;
  resolutionDueAt: Date | null;
  items: PreviewItem[];
}

export interface PreviewCase {
  rules: PolicyRules;
  openedAt: Date;
  subject: Subject & { priority: IncidentPriority };
  serviceId: string | null;
  /** As if somebody acknowledged then and did nothing more. */
  acknowledgedAt: Date | null;
}

interface Run {
  rules: PolicyRules;
  serviceId: string | null;
  subject: PreviewCase['subject'];
  state: EscalationState & AcknowledgementTerm & { fired: FiredStep[] };
}

/**
 * What a policy would do with an incident that is opened at an instant and that nobody takes: each step with its time
 * and whom it would reach then, by the duties, absences and skills as they are planned now. Nothing is written.
 */
export async function previewPolicy(ctx: Context, input: PreviewCase, openIncidentsOf: OpenIncidentsOf): Promise<Preview> {
  const { rules, openedAt, serviceId, acknowledgedAt } = input;
  const due = await duesOf(ctx.db.sql, input.subject, serviceId, openedAt);
  const nobody = { acknowledgedAt: null, acknowledgementWarnsAt: null, acknowledgementExpiresAt: null };
  const run: Run = {
    rules,
    serviceId,
    subject: { ...input.subject },
    state: { openedAt, ...due, ...nobody, heldMs: 0, quietMs: 0, fired: [] },
  };
  const items: PreviewItem[] = [];
  let isToAcknowledge = acknowledgedAt !== null;
  for (;;) {
    const quietUntil = await quietHoursFor(ctx.db.sql, rules.quietHours, run.subject.priority);
    const now = items.at(-1)?.at ?? openedAt;
    const next = nextEvent(rules, run.state, now, quietUntil);
    if (isToAcknowledge && acknowledgedAt && (!next || acknowledgedAt <= next.dueAt)) {
      isToAcknowledge = false;
      Object.assign(run.state, { acknowledgedAt, ...termOf(rules.acknowledgementExpiresAfter, acknowledgedAt) });
      items.push({ ...bare(run, acknowledgedAt), kind: 'acknowledged' });
    } else if (next) items.push(await pass(ctx, run, next, openIncidentsOf));
    else return { ...due, items };
  }
}

const bare = ({ subject }: Run, at: Date): Omit<PreviewItem, 'kind'> => ({
  at,
  step: null,
  loop: null,
  waitsSince: null,
  recipients: [],
  absent: [],
  isRequesterTold: false,
  assignments: [],
  priority: subject.priority,
  actions: [],
  skipped: null,
});

/** Lets one event happen in the run, and answers how it looks. */
async function pass(ctx: Context, run: Run, next: PlannedEvent, openIncidentsOf: OpenIncidentsOf): Promise<PreviewItem> {
  const { state } = run;
  const { dueAt } = next;
  if (next.kind === 'acknowledgementExpiring') {
    const noticeMs = state.acknowledgementExpiresAt!.getTime() - state.acknowledgementWarnsAt!.getTime();
    state.acknowledgementExpiresAt = new Date(Math.max(state.acknowledgementExpiresAt!.getTime(), dueAt.getTime() + noticeMs));
    state.acknowledgementWarnsAt = null;
    return { ...bare(run, dueAt), kind: next.kind };
  }
  if (next.kind === 'acknowledgementExpired') {
    Object.assign(state, withoutAcknowledgement(state, dueAt));
    return { ...bare(run, dueAt), kind: next.kind };
  }
  const step = run.rules.steps[next.step - 1]!;
  const outcome = await outcomeOf(ctx, step, dueAt, run.subject, openIncidentsOf);
  state.fired.push({ step: next.step, loop: next.loop, firedAt: dueAt, skipped: outcome.skipped });
  if (next.waitsSince && step.from === 'opened') state.quietMs += dueAt.getTime() - next.waitsSince.getTime();
  await change(ctx, run, step.actions, outcome);
  return {
    ...bare(run, dueAt),
    kind: next.kind,
    step: next.step,
    loop: next.loop,
    waitsSince: next.waitsSince,
    recipients: outcome.present,
    absent: outcome.absent,
    isRequesterTold: outcome.requesterId !== null,
    assignments: outcome.found.map(({ assignment }) => assignmentView(assignment)),
    actions: step.actions,
    skipped: outcome.skipped,
  };
}

/** The incident as it would be after a step: somebody else's, of a higher priority and so with other due times. */
async function change(
  ctx: Context,
  { subject, state, serviceId }: Run,
  actions: readonly Action[],
  { skipped, found }: Outcome,
): Promise<void> {
  if (skipped === 'priority' || skipped === 'assigned') return;
  for (const { assignment } of found) {
    if (assignment.supportGroup) Object.assign(subject, { supportGroupId: assignment.supportGroup.id, assigneeId: null });
    if (assignment.person) subject.assigneeId = assignment.person.id;
  }
  const raised = actions.reduce((sum, action) => sum + (action.type === 'raisePriority' ? action.by : 0), 0);
  if (raised === 0 && found.length === 0) return;
  subject.priority = incidentPriorities[Math.max(0, incidentPriorities.indexOf(subject.priority) - raised)]!;
  Object.assign(state, await duesOf(ctx.db.sql, subject, serviceId, state.openedAt));
}

/** What would be promised to such an incident, and when that falls due. */
async function duesOf(
  sql: Sql,
  subject: PreviewCase['subject'],
  serviceId: string | null,
  openedAt: Date,
): Promise<Pick<Preview, 'responseDueAt' | 'resolutionDueAt'>> {
  const { priority, supportGroupId } = subject;
  const placement: Placement = { priority, serviceId, supportGroupId, requesterId: null };
  const terms = await findTerms(sql, placement);
  const hours = terms.override?.hours ?? terms.place?.hours ?? aroundTheClock;
  const dueOf = (kind: 'response' | 'resolution'): Date | null => {
    const target = durationMs(promised(terms, kind, supportGroupId) ?? '');
    try {
      return target === null ? null : afterBusinessMs(hours, openedAt, target);
    } catch (error) {
      if (error instanceof CalendarNeverOpens) return null;
      throw error;
    }
  };
  return { responseDueAt: dueOf('response'), resolutionDueAt: dueOf('resolution') };
}
