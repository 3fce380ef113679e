import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { renewClocks } from '../service-levels/clocks.ts';
import { type ClockStand, standOf } from '../service-levels/service-level-queries.ts';
import { takeForChange } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { placementOf, revised } from './promises.ts';
import { writeChanges } from './write-incident.ts';

/** A clock before and after a change of terms. `breaks`: the change itself broke the promise. */
export interface ClockChange {
  id: string;
  kind: ClockStand['kind'];
  before: Pick<ClockStand, 'target' | 'dueAt'> | null;
  after: Pick<ClockStand, 'target' | 'dueAt'>;
  breaks: boolean;
}

/** Gives an open incident the newest versions of its agreement and calendar, e.g. a holiday that was forgotten. */
export async function renewPromises(ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    if (!incident.isOpen) throw new Problem('conflict', 'The promises of an incident that is not open stay as they are');
    await renewOn(tx, actor, incident);
    return incident;
  });
}

/** The same on an incident that is held already; answers the clocks that promise something else now. */
export async function renewOn(tx: Context, actor: Actor, incident: Incident): Promise<ClockChange[]> {
  const before = await standOf(tx.db.sql, incident.id);
  const clocked = await renewClocks(tx, placementOf(tx, incident), tx.clock());
  const changes = changesBetween(before, await standOf(tx.db.sql, incident.id));
  if (changes.length === 0) return [];
  const due = await revised(tx, incident, clocked);
  await writeChanges(tx, actor, incident, due, { kind: 'edited', visibility: 'internal', detail: { terms: 'newest' } });
  return changes;
}

function changesBetween(before: ClockStand[], after: ClockStand[]): ClockChange[] {
  return after.flatMap((now) => {
    const was = before.find(({ id }) => id === now.id) ?? null;
    const breaks = now.breachCause === 'agreementChange' && was?.breachCause !== now.breachCause;
    const isSame = was?.target === now.target && was?.dueAt?.getTime() === now.dueAt?.getTime() && !breaks;
    if (isSame || (!was && now.target === null)) return [];
    const of = ({ target, dueAt }: ClockStand) => ({ target, dueAt });
    return [{ id: now.id, kind: now.kind, before: was && of(was), after: of(now), breaks }];
  });
}
