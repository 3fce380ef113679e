import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { knownPerson } from './check-references.ts';
import { takeForChange } from './find-incident.ts';
import { isTechnician } from './incident-policy.ts';
import { deleteWatcher, insertWatcher } from './watcher-store.ts';
import { recordHappening } from './write-incident.ts';

const idOf = (actor: Actor, idOrMe: string): string => (idOrMe === 'me' && actor.id ? actor.id : idOrMe);

/** Lets a person see and follow an incident. Technicians add anybody, others only themselves; again changes nothing. Answers whether it is new. */
export async function addWatcher(ctx: Context, actor: Actor, idOrNumber: string, personIdOrMe: string): Promise<boolean> {
  const personId = idOf(actor, personIdOrMe);
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, () => isTechnician(actor) || personId === actor.id);
    const person = await knownPerson(tx, personId, '/personId');
    if (!(await insertWatcher(tx.db.sql, incident.id, personId, tx.clock()))) return false;
    const detail = { person: { id: person.id, name: person.name } };
    await recordHappening(tx, actor, incident, { kind: 'watcherAdded', visibility: 'internal', detail });
    return true;
  });
}

/** Ends a person's following. Technicians take anybody away, others only themselves. */
export async function removeWatcher(ctx: Context, actor: Actor, idOrNumber: string, personIdOrMe: string): Promise<void> {
  const personId = idOf(actor, personIdOrMe);
  await transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, () => isTechnician(actor) || personId === actor.id);
    if (!(await deleteWatcher(tx.db.sql, incident.id, personId))) throw notFound('watcher');
    await recordHappening(tx, actor, incident, { kind: 'watcherRemoved', visibility: 'internal', detail: { personId } });
  });
}
