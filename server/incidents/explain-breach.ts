import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { noteBreach } from '../service-levels/note-breach.ts';
import { takeForChange } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';

/** Keeps why a promise of an incident was missed, in the words of a lead, whatever has become of the incident since. */
export async function explainBreach(ctx: Context, actor: Actor, idOrNumber: string, clockId: string, text: string): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
    await noteBreach(tx, actor, incident.id, clockId, text);
    return incident;
  });
}
