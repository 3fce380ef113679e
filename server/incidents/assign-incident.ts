import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { checkSupportGroup, knownTechnician } from './check-references.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import type { assignment } from './incident-schemas.ts';
import { acknowledged, retarget } from './promises.ts';
import { tell } from './tell.ts';
import { writeChanges } from './write-incident.ts';

/**
 * Gives an incident to a technician, a support group or both. Whoever takes it for themselves has seen it: the escalation
 * stops. A new group without a technician leaves nobody assigned.
 */
export async function assignIncident(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  input: z.output<typeof assignment>,
  ifMatch: number | null,
): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    checkAllows(incident, 'assign');
    return applyAssignment(tx, actor, incident, {
      ...(input.technicianId !== undefined && {
        assigneeId: input.technicianId === null ? null : (await knownTechnician(tx, actor, input.technicianId)).id,
      }),
      ...(input.supportGroupId !== undefined && { supportGroupId: input.supportGroupId }),
    });
  });
}

/** Leaves nobody assigned; the support group keeps the incident. */
export const unassignIncident = (ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<Incident> =>
  assignIncident(ctx, actor, idOrNumber, { technicianId: null }, ifMatch);

/** Writes an assignment on an incident that is held already; escalations assign this way too, and say why (`detail`). */
export async function applyAssignment(
  tx: Context,
  actor: Actor,
  incident: Incident,
  to: { assigneeId?: string | null; supportGroupId?: string },
  detail: { step?: number; why?: { en: string; fr: string } } = {},
): Promise<Incident> {
  const isOtherGroup = to.supportGroupId !== undefined && to.supportGroupId !== incident.supportGroupId;
  if (isOtherGroup) await checkSupportGroup(tx, to.supportGroupId as string);
  const assigneeId = to.assigneeId !== undefined ? to.assigneeId : isOtherGroup ? null : incident.assigneeId;
  if (!isOtherGroup && assigneeId === incident.assigneeId) return incident;
  const changes: Partial<Incident> = {
    assigneeId,
    ...(isOtherGroup && { supportGroupId: to.supportGroupId as string }),
    ...(assigneeId && incident.status === 'new' && { status: 'in_progress' }),
    ...(assigneeId !== null && assigneeId === actor.id && (await acknowledged(tx, incident, actor))),
  };
  const after = await writeChanges(
    tx,
    actor,
    incident,
    { ...changes, ...(await retarget(tx, incident, changes)) },
    { kind: 'assigned', detail },
  );
  if (assigneeId !== incident.assigneeId) await tell(tx, actor, after, 'incident.assigned', [assigneeId], detail);
  return after;
}
