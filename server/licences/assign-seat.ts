import { attempt, transact } from '../../db/transaction.ts';
import { isGone } from '../assets/asset.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import { dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { isExpired, type Licence, type Seat } from './licence.ts';
import type { SeatInput } from './licence-schemas.ts';
import { giveSeatsBack, takeSeat } from './licence-store.ts';
import { knownLicence } from './licence-view.ts';
import { freeSeatRows, insertSeat, seatHeldBy } from './seat-store.ts';

/** Gives a seat to a person or a device. 409 when all are taken, the licence has ended, or they have one; of two at once for the last, one gets it. */
export async function assignSeat(ctx: Context, actor: Actor, licenceId: string, input: SeatInput): Promise<Seat> {
  return transact(ctx, async (tx) => {
    const licence = await knownLicence(tx, licenceId);
    if (isExpired(licence, dayIn(tx.clock()))) throw new Problem('conflict', `${licence.name} has ended`);
    const holder = await takerOf(tx, licence, input);
    if (!(await takeSeat(tx.db.sql, licenceId))) throw new Problem('conflict', `All ${licence.seats} seats of ${licence.name} are taken`);
    const seat: Seat = {
      id: newId(),
      licenceId,
      personId: null,
      assetId: null,
      ...holder,
      note: input.note,
      assignedAt: tx.clock(),
      assignedById: actor.id,
      assignedByName: actor.name,
      freedAt: null,
      freedByName: null,
      freedBecause: null,
    };
    if (await seatHeldBy(tx.db.sql, licenceId, holder)) throw hasOne(licence);
    await insert(tx, licence, seat);
    announce(tx, licenceId);
    return seat;
  });
}

const hasOne = ({ name }: Licence): Problem => new Problem('conflict', `They have a seat of ${name} already`);

async function insert(tx: Context, licence: Licence, seat: Seat): Promise<void> {
  try {
    await attempt(tx, (part) => insertSeat(part.db.sql, seat));
  } catch (error) {
    throw tx.db.dialect.isUniqueViolation(error) ? hasOne(licence) : error;
  }
}

async function takerOf(tx: Context, { metric }: Licence, input: SeatInput): Promise<{ personId: string } | { assetId: string }> {
  if (input.personId) {
    if (metric !== 'person') throw invalid('/personId', 'The seats of this licence are for devices');
    const person = await findPerson(tx.db.sql, input.personId);
    if (!person) throw invalid('/personId', 'There is no such person');
    if (!person.isActive) throw invalid('/personId', `${person.name} has left`);
    return { personId: person.id };
  }
  if (metric !== 'device') throw invalid('/assetId', 'The seats of this licence are for people');
  const asset = await findAsset(tx.db.sql, input.assetId as string);
  if (!asset) throw invalid('/assetId', 'There is no such asset');
  if (isGone(asset.status)) throw invalid('/assetId', `${asset.tag} is ${asset.status}`);
  return { assetId: asset.id };
}

/**
 * Frees seats; what was freed already stays so, and 404 is for a seat that never was. A licence that nobody may take over
 * has one seat less for good.
 */
export async function freeSeats(ctx: Context, actor: Actor, licenceId: string, seatIds: string[], because: string | null): Promise<number> {
  return transact(ctx, async (tx) => {
    const licence = await knownLicence(tx, licenceId);
    const how = { freedAt: tx.clock(), freedByName: actor.name, freedBecause: because };
    // The licence's row first, as the one who takes a seat does.
    await giveSeatsBack(tx.db.sql, licenceId, 0);
    const freed = await freeSeatRows(tx.db.sql, licenceId, [...new Set(seatIds)], how);
    if (licence.isReassignable && freed.length > 0) await giveSeatsBack(tx.db.sql, licenceId, freed.length);
    if (freed.length > 0) announce(tx, licenceId);
    return freed.length;
  });
}

/** Frees one seat; 404 when it is not taken. */
export async function freeSeat(ctx: Context, actor: Actor, licenceId: string, seatId: string): Promise<void> {
  if ((await freeSeats(ctx, actor, licenceId, [seatId], null)) === 0) throw notFound('seat');
}

const announce = (tx: Context, id: string): void =>
  tx.db.afterCommit(() => tx.live.publish({ type: 'licence.changed', id, audience: { role: 'technician' } }));
