import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { asActor } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import { findSupportGroup } from '../people/service-queries.ts';
import { hasRole } from '../platform/actor.ts';
import { durationMs } from '../platform/duration.ts';
import { invalid } from '../platform/problem.ts';
import { findCalendar } from '../service-levels/service-level-queries.ts';
import type { Action, AssignAction, EscalationStep, QuietHours, Target } from './escalation-policy.ts';
import type { newEscalationPolicy } from './escalation-schemas.ts';
import { loopMs } from './next-step.ts';
import { findSchedule } from './on-call-store.ts';
import { quietInHours } from './quiet-hours.ts';

type PolicyInput = z.output<typeof newEscalationPolicy>;
type StepInput = PolicyInput['steps'][number];
type ActionInput = StepInput['actions'][number];
type AssignInput = ActionInput & { type: 'assign' };
type Named = { personId?: string | undefined; supportGroupId?: string | undefined; scheduleId?: string | undefined };

/** The steps in the form that they are kept in, each reference checked; 422 at the first that is unknown. */
export async function normalSteps(sql: Sql, steps: readonly StepInput[], repeat: number): Promise<EscalationStep[]> {
  const normal: EscalationStep[] = [];
  for (const [index, step] of steps.entries()) {
    const pointer = `/steps/${index}`;
    const after = step.after ?? negative(step.before ?? 'PT0S');
    if (step.from === 'opened' && (durationMs(after) ?? 0) < 0)
      throw invalid(`${pointer}/${step.after === undefined ? 'before' : 'after'}`, 'nothing can happen before the incident is opened');
    const actions: Action[] = [];
    for (const [at, action] of step.actions.entries()) actions.push(await normalAction(sql, action, `${pointer}/actions/${at}`));
    const { priorityAtLeast = null, unassigned = false, unacknowledged } = step.conditions ?? {};
    const evenAcknowledged = step.evenAcknowledged ?? (unacknowledged === undefined ? false : !unacknowledged);
    normal.push({ after, from: step.from, conditions: { priorityAtLeast, unassigned }, actions, evenAcknowledged });
  }
  if (repeat > 0 && loopMs(normal) < 60_000)
    throw invalid('/repeat', 'needs a step with a delay of a minute at least, which is the pause between two rounds');
  return normal;
}

const negative = (delay: string): string => (durationMs(delay) === 0 ? delay : `-${delay}`);

/** Quiet hours in the form that they are kept in; 422 when their calendar is unknown or nothing but them is left. */
export async function normalQuietHours(sql: Sql, quiet: PolicyInput['quietHours']): Promise<QuietHours | null> {
  if (!quiet) return null;
  const { priorityAtMost, calendarId, timeZone, week } = quiet;
  if (calendarId) {
    if (!(await findCalendar(sql, calendarId))) throw invalid('/quietHours/calendarId', 'There is no such service calendar');
    return { priorityAtMost, calendarId };
  }
  const monday = new Date('2026-01-05T00:00:00Z');
  const end = quietInHours({ timeZone: timeZone!, week: week!, exceptions: {} })(monday);
  if (end.getTime() - monday.getTime() > 7 * 86_400_000)
    throw invalid('/quietHours/week', 'leaves no hour in which somebody could be told');
  return { priorityAtMost, timeZone: timeZone!, week: week! };
}

async function normalAction(sql: Sql, action: ActionInput, pointer: string): Promise<Action> {
  if (action.type === 'raisePriority' || action.type === 'webhook') return action;
  if (action.type === 'assign') return normalAssign(sql, action, pointer);
  const named = [...(action.targets ?? []), ...(action.target ? [action.target] : []), ...directTargets(action)];
  const targets: Target[] = named.length > 0 ? named : ['supportGroup'];
  for (const [index, target] of targets.entries()) await checkTarget(sql, target, `${pointer}/targets/${index}`);
  return { type: action.type, targets };
}

async function normalAssign(sql: Sql, action: AssignInput, pointer: string): Promise<AssignAction> {
  const target = action.target ?? directTargets(action)[0];
  if (!target) throw invalid(`${pointer}/target`, 'say to whom: personId, supportGroupId or scheduleId');
  await checkTarget(sql, target, `${pointer}/target`);
  if (typeof target === 'object' && 'personId' in target) await checkTechnician(sql, target.personId, `${pointer}/target/personId`);
  const isSchedule = typeof target === 'object' && 'scheduleId' in target;
  const strategy = action.strategy ?? (isSchedule ? 'onCall' : null);
  if (strategy === 'onCall' && !isSchedule) throw invalid(`${pointer}/strategy`, 'needs a schedule to know who is on call');
  if (strategy && typeof target === 'object' && 'personId' in target) throw invalid(`${pointer}/strategy`, 'has nobody to choose from');
  if (!strategy && target === 'supportGroup')
    throw invalid(`${pointer}/strategy`, 'the group has the incident already; say how somebody is found in it');
  if (strategy === 'bySkill' && action.skills.length === 0) throw invalid(`${pointer}/skills`, 'say what somebody should know');
  return { type: 'assign', target, strategy, skills: strategy === 'bySkill' ? [...new Set(action.skills)] : [] };
}

const directTargets = ({ personId, supportGroupId, scheduleId }: Named): Array<AssignAction['target'] & object> => [
  ...(personId ? [{ personId }] : []),
  ...(supportGroupId ? [{ supportGroupId }] : []),
  ...(scheduleId ? [{ scheduleId }] : []),
];

async function checkTarget(sql: Sql, target: Target, pointer: string): Promise<void> {
  if (typeof target === 'string') return;
  if ('personId' in target && !(await findPerson(sql, target.personId))?.isActive)
    throw invalid(`${pointer}/personId`, 'There is no such person');
  for (const name of ['supportGroupId', 'leadsOfGroupId'] as const) {
    const id = (target as Partial<Record<typeof name, string>>)[name];
    if (id && !(await findSupportGroup(sql, id))) throw invalid(`${pointer}/${name}`, 'There is no such support group');
  }
  if (!('scheduleId' in target)) return;
  const schedule = await findSchedule(sql, target.scheduleId);
  if (!schedule) throw invalid(`${pointer}/scheduleId`, 'There is no such on-call schedule');
  if (schedule.retiredAt) throw invalid(`${pointer}/scheduleId`, 'This on-call schedule is retired');
}

async function checkTechnician(sql: Sql, personId: string, pointer: string): Promise<void> {
  const person = await findPerson(sql, personId);
  if (!person || !hasRole(asActor(person, []), 'technician')) throw invalid(pointer, 'is not a technician');
}
