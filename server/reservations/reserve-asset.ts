import { transact } from '../../db/transaction.ts';
import { type Asset, isGone } from '../assets/asset.ts';
import { lockAssets } from '../assets/lock-assets.ts';
import { notify } from '../notifications/notify.ts';
import { findPerson } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { announceReservation } from './hand-out.ts';
import { heldUntil, longestMs, overlaps, type Reservation } from './reservation.ts';
import type { NewReservation, ReservationAnswer, ReservationChanges } from './reservation-schemas.ts';
import {
  countLiveOf,
  findMissed,
  findReservation,
  insertReservation,
  isLendable,
  liveReservations,
  updateReservation,
} from './reservation-store.ts';
import { reservationView } from './reservation-view.ts';

/** Nobody blocks the whole pool. */
const mostPerPerson = 20;

/** People reserve for themselves what is lent out; technicians anything, for anybody. */
const mayReserveFor = (actor: Actor, personId: string): boolean => hasRole(actor, 'technician') || actor.id === personId;

/**
 * Reserves an asset for an interval. Of any number who want it at once, one gets it: the asset's row is held while its
 * bookings are read. 409 when it is booked or out at that time.
 */
export async function reserveAsset(ctx: Context, actor: Actor, input: NewReservation): Promise<ReservationAnswer> {
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    const asset = await reservableAsset(tx, actor, input.assetId);
    const personId = await borrower(tx, actor, input.personId ?? actor.id ?? '');
    checkInterval(input, now);
    if ((await countLiveOf(tx.db.sql, personId, now, mostPerPerson)) >= mostPerPerson)
      throw new Problem('conflict', `Nobody has more than ${mostPerPerson} reservations at a time`);
    await checkFree(tx, asset, input, null);
    const reservation: Reservation = {
      id: newId(),
      assetId: asset.id,
      personId,
      fromAt: input.fromAt,
      untilAt: input.untilAt,
      state: 'booked',
      note: input.note,
      createdById: actor.id,
      version: 1,
      createdAt: now,
    };
    await insertReservation(tx.db.sql, reservation);
    if (personId !== actor.id) await tellBorrower(tx, actor, 'custody.reservationMade', reservation, asset);
    announceReservation(tx, reservation);
    return reservationView(tx.db.sql, actor, reservation);
  });
}

/** Moves a reservation to another time; 409 when that is taken, 412 when somebody was faster. */
export async function moveReservation(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: ReservationChanges,
  ifMatch: number | null,
): Promise<ReservationAnswer> {
  return transact(ctx, async (tx) => {
    const before = await loadReservation(tx, actor, id);
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    if (before.state !== 'booked') throw new Problem('conflict', `The reservation is ${before.state}`);
    const asset = (await lockAssets(tx.db.sql, [before.assetId])).get(before.assetId);
    if (!asset) throw notFound('asset');
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after: Reservation = { ...before, ...given, version: before.version + 1 };
    checkInterval(after, tx.clock());
    await checkFree(tx, asset, after, before.id);
    if (!(await updateReservation(tx.db.sql, before, given))) throw new Problem('version_mismatch');
    announceReservation(tx, after);
    return reservationView(tx.db.sql, actor, after);
  });
}

/** Gives a booked time back; who had it is told when somebody else does it. */
export async function cancelReservation(ctx: Context, actor: Actor, id: string): Promise<ReservationAnswer> {
  return transact(ctx, async (tx) => {
    const before = await loadReservation(tx, actor, id);
    if (before.state !== 'booked') throw new Problem('conflict', `The reservation is ${before.state}`);
    if (!(await updateReservation(tx.db.sql, before, { state: 'cancelled' })))
      throw new Problem('conflict', 'Somebody changed it a moment ago');
    const asset = (await lockAssets(tx.db.sql, [before.assetId])).get(before.assetId);
    if (before.personId !== actor.id && asset) await tellBorrower(tx, actor, 'custody.reservationCancelled', before, asset);
    announceReservation(tx, before);
    return reservationView(tx.db.sql, actor, { ...before, state: 'cancelled', version: before.version + 1 });
  });
}

/** Lets go of what was booked and never collected, some at a time. */
export async function sweepReservations(ctx: Context): Promise<void> {
  const missed = await findMissed(ctx.db.sql, ctx.clock(), 200);
  for (const reservation of missed) {
    await transact(ctx, async (tx) => {
      if (await updateReservation(tx.db.sql, reservation, { state: 'missed' })) announceReservation(tx, reservation);
    });
  }
}

async function loadReservation(tx: Context, actor: Actor, id: string): Promise<Reservation> {
  const reservation = await findReservation(tx.db.sql, id);
  if (!reservation || !mayReserveFor(actor, reservation.personId)) throw notFound('reservation');
  return reservation;
}

/** The asset, held until the end; 404 for employees when it is not lent out. */
async function reservableAsset(tx: Context, actor: Actor, idOrTag: string): Promise<Asset> {
  const asset = (await lockAssets(tx.db.sql, [idOrTag])).get(idOrTag);
  if (!asset) throw invalid('/assetId', 'There is no such asset');
  if (!hasRole(actor, 'technician') && !(await isLendable(tx.db.sql, asset.id))) throw invalid('/assetId', 'There is no such asset');
  if (isGone(asset.status) || asset.status === 'lost') throw new Problem('conflict', `${asset.tag} is ${asset.status}`);
  return asset;
}

async function borrower(tx: Context, actor: Actor, personId: string): Promise<string> {
  if (!mayReserveFor(actor, personId)) throw new Problem('forbidden', 'You reserve for yourself alone');
  const person = await findPerson(tx.db.sql, personId);
  if (!person) throw invalid('/personId', 'There is no such person');
  if (!person.isActive) throw invalid('/personId', `${person.name} has left`);
  return person.id;
}

function checkInterval({ fromAt, untilAt }: { fromAt: Date; untilAt: Date }, now: Date): void {
  if (untilAt <= fromAt) throw invalid('/untilAt', 'must be after the beginning');
  if (untilAt <= now) throw invalid('/untilAt', 'must be in the future');
  if (untilAt.getTime() - fromAt.getTime() > longestMs) throw invalid('/untilAt', 'is too far from the beginning: 180 days at the most');
  if (fromAt.getTime() - now.getTime() > 3 * longestMs) throw invalid('/fromAt', 'is too far in the future');
}

async function checkFree(tx: Context, asset: Asset, wanted: { fromAt: Date; untilAt: Date }, exceptId: string | null): Promise<void> {
  const now = tx.clock();
  const others = (await liveReservations(tx.db.sql, [asset.id], now)).filter(({ id }) => id !== exceptId);
  const taken = others.find((reservation) => overlaps(reservation, wanted));
  const until = heldUntil(asset, now);
  if (taken) throw busy(asset, taken.untilAt);
  if (until === 'open') throw busy(asset, null);
  if (until !== null && until > wanted.fromAt) throw busy(asset, until);
}

const busy = ({ tag }: Asset, until: Date | null): Problem =>
  new Problem(
    'conflict',
    until ? `${tag} is taken at that time, until ${until.toISOString().slice(0, 16)}Z` : `${tag} is out, and nobody knows until when`,
    {
      extra: { until },
    },
  );

async function tellBorrower(tx: Context, actor: Actor, kind: string, reservation: Reservation, { tag, name }: Asset): Promise<void> {
  await notify(tx, {
    recipientIds: [reservation.personId],
    kind,
    subject: { type: 'holdings', id: reservation.id },
    data: {
      title: name,
      actor: actor.name,
      text: `• ${tag} ${name}`,
      from: reservation.fromAt.toISOString(),
      until: reservation.untilAt.toISOString(),
    },
    key: `${kind}:${reservation.id}`,
  });
}
