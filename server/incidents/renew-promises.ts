import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { renewClocks } from '../service-levels/clocks.ts';
import { takeForChange } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { placementOf, revised } from './promises.ts';
import { writeChanges } from './write-incident.ts';

/** Gives an open incident the newest versions of its agreement and calendar, e.g. a holiday that was forgotten. */
export async function renewPromises(ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    if (!incident.isOpen) throw new Problem('conflict', 'The promises of an incident that is not open stay as they are');
    const due = await revised(tx, incident, await renewClocks(tx, placementOf(tx, incident), tx.clock()));
    return writeChanges(tx, actor, incident, due, { kind: 'edited', visibility: 'internal', detail: { reason: 'newestTerms' } });
  });
}
