import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident, priorityOf } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { retarget } from './promises.ts';
import { writeChanges } from './write-incident.ts';

/** Raises the priority one step above what impact and urgency give; a P1 stays as it is. */
export async function raisePriority(ctx: Context, actor: Actor, idOrNumber: string, reason: string): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
    checkAllows(incident, 'assign');
    return applyRaise(tx, actor, incident, reason);
  });
}

/** The same on an incident that is held already. */
export async function applyRaise(tx: Context, actor: Actor, incident: Incident, reason: string): Promise<Incident> {
  const raisedSteps = incident.raisedSteps + 1;
  const priority = priorityOf(incident.impact, incident.urgency, raisedSteps);
  if (priority === incident.priority) return incident;
  const changes = { raisedSteps, priority, ...(await retarget(tx, incident, { priority })) };
  return writeChanges(tx, actor, incident, changes, { kind: 'priorityRaised', detail: { reason } });
}
