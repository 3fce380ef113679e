import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { acknowledged } from './promises.ts';
import { writeChanges } from './write-incident.ts';

/** Says that somebody has seen the incident, which stops its escalation; saying it again changes nothing. */
export async function acknowledgeIncident(ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    checkAllows(incident, 'acknowledge');
    if (incident.acknowledgedAt) return incident;
    return writeChanges(tx, actor, incident, await acknowledged(tx, incident), { kind: 'acknowledged' });
  });
}
