import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { assetsHeldBy } from '../assets/asset-queries.ts';
import { recordAudit } from '../auth/audit.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { Departure } from './departure.ts';
import type { DepartureAnswer, departureChanges, NewDeparture } from './departure-schemas.ts';
import { findDeparture, insertDeparture, openDepartureOf, updateDeparture } from './departure-store.ts';
import { departureView } from './view-leaving.ts';

/** Says that somebody leaves: from now on they are reminded of what they have. 409 when that was said already. */
export async function planDeparture(ctx: Context, actor: Actor, input: NewDeparture): Promise<DepartureAnswer> {
  return transact(ctx, async (tx) => {
    const person = await findPerson(tx.db.sql, input.personId);
    if (!person) throw invalid('/personId', 'There is no such person');
    // One at a time: two who say it at once would remind twice.
    await tx.db.sql('people').select('id').where({ id: person.id }).forUpdate();
    if (await openDepartureOf(tx.db.sql, person.id)) throw new Problem('conflict', `${person.name} is leaving already: change that`);
    const departure: Departure = {
      id: newId(),
      ...input,
      state: 'open',
      createdById: actor.id,
      version: 1,
      createdAt: tx.clock(),
      endedAt: null,
    };
    await insertDeparture(tx.db.sql, departure);
    return record(tx, actor, departure, 'departurePlanned');
  });
}

/** Changes when somebody leaves; the reminders count from the new day. 412 when somebody was faster. */
export async function changeDeparture(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof departureChanges>,
  ifMatch: number | null,
): Promise<DepartureAnswer> {
  return transact(ctx, async (tx) => {
    const before = await loadOpen(tx, id);
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    return save(
      tx,
      actor,
      before,
      Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
      'departureChanged',
    );
  });
}

/** Closes a departure; 409 while the person still has something, unless that is said to be all right. */
export async function completeDeparture(ctx: Context, actor: Actor, id: string, despiteHoldings: boolean): Promise<DepartureAnswer> {
  return transact(ctx, async (tx) => {
    const before = await loadOpen(tx, id);
    const holds = await assetsHeldBy(tx.db.sql, before.personId);
    if (holds.length > 0 && !despiteHoldings)
      throw new Problem(
        'conflict',
        `Not everything is back: ${holds
          .map(({ tag }) => tag)
          .slice(0, 10)
          .join(', ')}`,
        { extra: { reason: 'holdings' } },
      );
    return save(tx, actor, before, { state: 'done', endedAt: tx.clock() }, 'departureCompleted');
  });
}

/** The person stays after all. */
export async function withdrawDeparture(ctx: Context, actor: Actor, id: string): Promise<DepartureAnswer> {
  return transact(ctx, async (tx) =>
    save(tx, actor, await loadOpen(tx, id), { state: 'withdrawn', endedAt: tx.clock() }, 'departureWithdrawn'),
  );
}

async function loadOpen(tx: Context, id: string): Promise<Departure> {
  const departure = await findDeparture(tx.db.sql, id);
  if (!departure) throw notFound('departure');
  if (departure.state !== 'open') throw new Problem('conflict', `The departure is ${departure.state}`);
  return departure;
}

async function save(tx: Context, actor: Actor, before: Departure, changes: Partial<Departure>, action: string): Promise<DepartureAnswer> {
  if (!(await updateDeparture(tx.db.sql, before, changes))) throw new Problem('version_mismatch');
  return record(tx, actor, { ...before, ...changes, version: before.version + 1 }, action);
}

async function record(tx: Context, actor: Actor, departure: Departure, action: string): Promise<DepartureAnswer> {
  const { id, personId, lastDay } = departure;
  await recordAudit(tx, actor, { action: `custody.${action}`, subjectType: 'person', subjectId: personId, detail: { lastDay } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'departure.changed', id, audience: { role: 'technician' } }));
  return departureView(tx.db.sql, departure);
}
