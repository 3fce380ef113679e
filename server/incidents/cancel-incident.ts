import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident } from './incident.ts';
import { mayDecide } from './incident-policy.ts';
import { dropPromises } from './promises.ts';
import { armResume } from './resume-incident.ts';
import { tell } from './tell.ts';
import { followersOf, writeChanges } from './write-incident.ts';

/** Withdraws an open incident: nothing is owed any more. */
export async function cancelIncident(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  reason: string | undefined,
  ifMatch: number | null,
): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayDecide, ifMatch);
    checkAllows(incident, 'cancel');
    await armResume(tx, incident.id, null);
    const changes: Partial<Incident> = {
      ...(await dropPromises(tx, incident)),
      status: 'cancelled',
      closedAt: tx.clock(),
      pendingReason: null,
      resumeAt: null,
    };
    const after = await writeChanges(tx, actor, incident, changes, { kind: 'cancelled', detail: reason ? { reason } : {} });
    await tell(tx, actor, after, 'incident.cancelled', [after.assigneeId, ...(await followersOf(tx, after))], { reason: reason ?? '' });
    return after;
  });
}
