import { transact } from '../../db/transaction.ts';
import { renewAcknowledgement } from '../escalation/escalation.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { acknowledged } from './promises.ts';
import { recordHappening, writeChanges } from './write-incident.ts';

/**
 * Says that somebody has seen the incident, which stops its escalation. Saying it again lets an acknowledgement that
 * expires begin anew, and changes nothing otherwise.
 */
export async function acknowledgeIncident(ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    checkAllows(incident, 'acknowledge');
    if (!incident.acknowledgedAt)
      return writeChanges(tx, actor, incident, await acknowledged(tx, incident, actor), { kind: 'acknowledged' });
    const isRenewed = await renewAcknowledgement(tx, incident.id, tx.clock(), actor.id);
    if (isRenewed) await recordHappening(tx, actor, incident, { kind: 'acknowledged', detail: { isRenewed } });
    return incident;
  });
}
