import { cancel, complete } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { takeForChange } from './find-incident.ts';
import { allows, checkAllows, type Incident } from './incident.ts';
import { mayDecide } from './incident-policy.ts';
import { lockIncident } from './incident-store.ts';
import { writeChanges } from './write-incident.ts';

export const closeKey = (incidentId: string): string => `incident.close:${incidentId}`;

/** Closes a resolved incident for good, by word of the requester or a technician. */
export async function closeIncident(ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayDecide, ifMatch);
    checkAllows(incident, 'close');
    await cancel(tx.db.sql, closeKey(incident.id));
    return close(tx, actor, incident);
  });
}

/** Job `incident.close`: nobody reopened it in time. */
export async function closeWhenDue(ctx: Context, { incidentId }: { incidentId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const incident = await lockIncident(tx.db.sql, incidentId);
    if (incident && allows(incident, 'close')) await close(tx, systemActor, incident);
  });
}

const close = (tx: Context, actor: Actor, incident: Incident): Promise<Incident> =>
  writeChanges(tx, actor, incident, { status: 'closed', closedAt: tx.clock() }, { kind: 'closed' });
