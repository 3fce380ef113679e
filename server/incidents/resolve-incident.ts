import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { closeKey } from './close-incident.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, closesAfterMs, type Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { acknowledged, fulfilPromises } from './promises.ts';
import { armResume } from './resume-incident.ts';
import { tell } from './tell.ts';
import { followersOf, writeChanges } from './write-incident.ts';

/** Resolves an incident: its promises are kept or broken now, its escalation stops, and after seven days it closes. */
export async function resolveIncident(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { code, note = '' }: { code: string; note?: string },
  ifMatch: number | null = null,
): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    checkAllows(incident, 'resolve');
    const now = tx.clock();
    const changes: Partial<Incident> = {
      ...(await acknowledged(tx, incident, actor)),
      ...(await fulfilPromises(tx, incident)),
      status: 'resolved',
      resolutionCode: code,
      resolutionNote: note,
      resolvedAt: now,
      resolvedById: actor.id,
      pendingReason: null,
      resumeAt: null,
    };
    await armResume(tx, incident.id, null);
    await armClosure(tx, incident.id, now);
    const after = await writeChanges(tx, actor, incident, changes, { kind: 'resolved', detail: { code, note } });
    await tell(tx, actor, after, 'incident.resolved', await followersOf(tx, after), { code, note });
    return after;
  });
}

/** Arms the job that closes the incident if nobody reopens it. */
export async function armClosure(tx: Context, incidentId: string, resolvedAt: Date): Promise<void> {
  const runAt = new Date(resolvedAt.getTime() + closesAfterMs);
  await enqueue(tx.db.sql, { job: 'incident.close', payload: { incidentId }, runAt, now: tx.clock(), key: closeKey(incidentId) });
}
