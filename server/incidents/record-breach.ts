import { complete } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { overdueIncidents, stampBreaches } from '../service-levels/stamp-breaches.ts';
import { lockIncident } from './incident-store.ts';
import { breachDetail } from './note-breaches.ts';
import { tell } from './tell.ts';
import { writeChanges } from './write-incident.ts';

/** Job `serviceLevel.breach`: stamps promises that were broken, at the instant when they were, and tells the assignee. */
export async function recordBreach(ctx: Context, { incidentId }: { incidentId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    await stampOn(tx, incidentId);
  });
}

/** Sweep: the same for alarms that were lost, each incident by itself so that a bad one does not hold up the others. */
export async function stampMissedBreaches(ctx: Context): Promise<void> {
  for (const incidentId of await overdueIncidents(ctx, 200)) {
    try {
      await stampOn(ctx, incidentId);
    } catch (error) {
      ctx.log.error({ err: error, incidentId }, 'a breach could not be stamped; it is tried again');
    }
  }
}

async function stampOn(ctx: Context, incidentId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const incident = await lockIncident(tx.db.sql, incidentId);
    if (!incident) return;
    const { due, breaches } = await stampBreaches(tx, incidentId, tx.clock());
    if (breaches.length === 0) return;
    const after = await writeChanges(tx, systemActor, incident, due, {
      kind: 'breached',
      visibility: 'internal',
      detail: breachDetail(breaches),
    });
    await tell(tx, systemActor, after, 'incident.breached', [after.assigneeId]);
  });
}
