import { cancel, complete, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { takeForChange } from './find-incident.ts';
import { allows, checkAllows, type Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { lockIncident } from './incident-store.ts';
import { resumePromises } from './promises.ts';
import { tell } from './tell.ts';
import { writeChanges } from './write-incident.ts';

const resumeKey = (incidentId: string): string => `incident.resume:${incidentId}`;

/** Arms, moves or takes back the alarm that takes the incident off hold. */
export async function armResume(tx: Context, incidentId: string, until: Date | null): Promise<void> {
  const key = resumeKey(incidentId);
  if (until) await enqueue(tx.db.sql, { job: 'incident.resume', payload: { incidentId }, runAt: until, now: tx.clock(), key });
  else await cancel(tx.db.sql, key);
}

/** Takes an incident off hold; its clocks run on. */
export async function resumeIncident(ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    checkAllows(incident, 'resume');
    return writeChanges(tx, actor, incident, await resumed(tx, incident), { kind: 'resumed' });
  });
}

/** The fields of an incident that goes off hold now, its alarm taken back. */
export async function resumed(tx: Context, incident: Incident, at = tx.clock()): Promise<Partial<Incident>> {
  await armResume(tx, incident.id, null);
  // Also without an assignee: what somebody has seen, or put on hold, is not news any more.
  const status = incident.assigneeId || incident.acknowledgedAt ? 'in_progress' : 'new';
  return { ...(await resumePromises(tx, incident, at)), status, pendingReason: null, resumeAt: null };
}

/** Job `incident.resume`: the instant that a technician named has come. */
export async function resumeWhenDue(ctx: Context, { incidentId }: { incidentId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const incident = await lockIncident(tx.db.sql, incidentId);
    if (!incident || !allows(incident, 'resume')) return;
    const after = await writeChanges(tx, systemActor, incident, await resumed(tx, incident), { kind: 'resumed' });
    await tell(tx, systemActor, after, 'incident.resumed', [after.assigneeId]);
  });
}
