import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { asActor } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import { findSupportGroup } from '../people/service-queries.ts';
import { hasRole } from '../platform/actor.ts';
import { invalid } from '../platform/problem.ts';
import type { Action, EscalationStep, Target } from './escalation-policy.ts';
import type { newEscalationPolicy } from './escalation-schemas.ts';
import { loopMs } from './next-step.ts';
import { findSchedule } from './on-call-store.ts';

type StepInput = z.output<typeof newEscalationPolicy>['steps'][number];
type ActionInput = StepInput['actions'][number];
type Named = { personId?: string | undefined; supportGroupId?: string | undefined; scheduleId?: string | undefined };

/** The steps in the form that they are kept in, each reference checked; 422 at the first that is unknown. */
export async function normalSteps(sql: Sql, steps: readonly StepInput[], repeat: number): Promise<EscalationStep[]> {
  const normal: EscalationStep[] = [];
  for (const [index, step] of steps.entries()) {
    const pointer = `/steps/${index}`;
    if (step.from === 'opened' && step.after.startsWith('-'))
      throw invalid(`${pointer}/after`, 'nothing can happen before the incident is opened');
    const actions: Action[] = [];
    for (const [at, action] of step.actions.entries()) actions.push(await normalAction(sql, action, `${pointer}/actions/${at}`));
    normal.push({ ...step, actions });
  }
  if (repeat > 0 && loopMs(normal) < 60_000)
    throw invalid('/repeat', 'needs a step with a delay of a minute at least, which is the pause between two rounds');
  return normal;
}

async function normalAction(sql: Sql, action: ActionInput, pointer: string): Promise<Action> {
  if (action.type === 'raisePriority' || action.type === 'webhook') return action;
  if (action.type === 'assign') {
    const target = action.target ?? directTargets(action)[0];
    if (!target || typeof target === 'string') throw invalid(`${pointer}/target`, 'say to whom: personId, supportGroupId or scheduleId');
    await checkTarget(sql, target, `${pointer}/target`);
    if ('personId' in target) await checkTechnician(sql, target.personId, `${pointer}/target/personId`);
    return { type: 'assign', target };
  }
  const named = [...(action.targets ?? []), ...(action.target ? [action.target] : []), ...directTargets(action)];
  const targets: Target[] = named.length > 0 ? named : ['supportGroup'];
  for (const [index, target] of targets.entries()) await checkTarget(sql, target, `${pointer}/targets/${index}`);
  return { type: action.type, targets };
}

const directTargets = ({ personId, supportGroupId, scheduleId }: Named): Array<Exclude<Target, string>> => [
  ...(personId ? [{ personId }] : []),
  ...(supportGroupId ? [{ supportGroupId }] : []),
  ...(scheduleId ? [{ scheduleId }] : []),
];

async function checkTarget(sql: Sql, target: Target, pointer: string): Promise<void> {
  if (typeof target === 'string') return;
  if ('personId' in target && !(await findPerson(sql, target.personId))?.isActive)
    throw invalid(`${pointer}/personId`, 'There is no such person');
  if ('supportGroupId' in target && !(await findSupportGroup(sql, target.supportGroupId))) {
    throw invalid(`${pointer}/supportGroupId`, 'There is no such support group');
  }
  if ('scheduleId' in target && !(await findSchedule(sql, target.scheduleId)))
    throw invalid(`${pointer}/scheduleId`, 'There is no such on-call schedule');
}

async function checkTechnician(sql: Sql, personId: string, pointer: string): Promise<void> {
  const person = await findPerson(sql, personId);
  if (!person || !hasRole(asActor(person, []), 'technician')) throw invalid(pointer, 'is not a technician');
}
