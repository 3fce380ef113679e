import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import type { pending } from './incident-schemas.ts';
import { acknowledged, pausePromises } from './promises.ts';
import { armResume } from './resume-incident.ts';
import { tell } from './tell.ts';
import { followersOf, writeChanges } from './write-incident.ts';

/** Puts an incident on hold for a reason, its clocks standing; with `until` it resumes by itself at that instant. */
export async function pendIncident(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { reason, until = null }: z.output<typeof pending>,
  ifMatch: number | null,
): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    checkAllows(incident, 'pend');
    const now = tx.clock();
    if (until && until <= now) throw invalid('/until', 'must be in the future');
    const changes = {
      ...(await acknowledged(tx, incident, actor)),
      ...(incident.status !== 'pending' && (await pausePromises(tx, incident))),
      status: 'pending' as const,
      pendingReason: reason,
      resumeAt: until,
    };
    await armResume(tx, incident.id, until);
    const after = await writeChanges(tx, actor, incident, changes, { kind: 'pended', detail: { reason, until } });
    await tell(tx, actor, after, 'incident.pending', await followersOf(tx, after), { reason, until });
    return after;
  });
}
