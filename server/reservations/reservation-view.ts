import type { Sql } from '../../db/connection.ts';
import type { Asset } from '../assets/asset.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { locationRefs } from '../people/location-queries.ts';
import { personRefs } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { lendableRows } from './lendable-queries.ts';
import { heldUntil, type Interval, overlaps, type Reservation } from './reservation.ts';
import type { ReservationAnswer } from './reservation-schemas.ts';
import { liveReservations, type ReservationFilter, reservations } from './reservation-store.ts';

/** Reservations as the API shows them to this actor: employees learn that something is taken, not by whom. */
export async function reservationViews(sql: Sql, actor: Actor, found: Reservation[]): Promise<ReservationAnswer[]> {
  const assets = await assetRefs(
    sql,
    found.map(({ assetId }) => assetId),
  );
  const people = await personRefs(
    sql,
    found.map(({ personId }) => personId),
  );
  return found.flatMap(({ assetId, personId, createdById: _, ...rest }) => {
    const asset = assets.get(assetId);
    const isMine = personId === actor.id;
    const maySee = isMine || hasRole(actor, 'technician');
    const person = maySee ? { id: personId, name: people.get(personId)?.name ?? '' } : null;
    return asset ? [{ ...rest, note: maySee ? rest.note : null, asset, person, isMine }] : [];
  });
}

export async function reservationView(sql: Sql, actor: Actor, reservation: Reservation): Promise<ReservationAnswer> {
  const [view] = await reservationViews(sql, actor, [reservation]);
  return view as ReservationAnswer;
}

/** A page of reservations by their beginning; of one's own alone for who is no technician. */
export async function listReservations(
  ctx: Context,
  actor: Actor,
  { limit, cursor, ...filter }: ReservationFilter & { limit: number; cursor?: string | undefined },
) {
  const personId = hasRole(actor, 'technician') ? filter.personId : (actor.id ?? '');
  const query = reservations(ctx.db.sql, { ...filter, personId }).limit(limit + 1);
  const order = [
    { column: 'fromAt', direction: 'asc' as const },
    { column: 'id', direction: 'asc' as const },
  ];
  const found = (await afterCursor(query, order, cursor)) as Reservation[];
  const { items, nextCursor } = toPage(found, limit, ({ fromAt, id }) => [fromAt, id]);
  return { items: await reservationViews(ctx.db.sql, actor, items), nextCursor };
}

/** Devices that are lent out, with the times at which each is taken. */
export async function listLendable(
  ctx: Context,
  filter: { kind?: string | undefined; from?: Date | undefined; until?: Date | undefined; limit: number; cursor?: string | undefined },
) {
  const { sql } = ctx.db;
  const now = ctx.clock();
  const { items, nextCursor } = await lendableRows(sql, filter);
  const taken = await liveReservations(
    sql,
    items.map(({ id }) => id),
    now,
  );
  const places = await locationRefs(
    sql,
    items.map(({ locationId }) => locationId),
  );
  const wanted: Interval = { fromAt: filter.from ?? now, untilAt: filter.until ?? new Date((filter.from ?? now).getTime() + 1) };
  return {
    nextCursor,
    items: items.map((asset) => {
      const busy = busyTimes(asset, taken, now);
      return {
        asset: { id: asset.id, tag: asset.tag, name: asset.name, kind: asset.kind, status: asset.status },
        make: [asset.manufacturer, asset.model].filter(Boolean).join(' ') || null,
        location: asset.locationId ? (places.get(asset.locationId) ?? null) : null,
        busy,
        isFree: !busy.some((interval) => overlaps(interval, wanted)),
      };
    }),
  };
}

function busyTimes(asset: Asset, taken: Reservation[], now: Date): Interval[] {
  const booked = taken
    .filter(({ assetId, state }) => assetId === asset.id && state === 'booked')
    .map(({ fromAt, untilAt }) => ({ fromAt, untilAt: untilAt as Date | null }));
  const until = heldUntil(asset, now);
  return until ? [{ fromAt: asset.checkedOutAt ?? now, untilAt: until === 'open' ? null : until }, ...booked] : booked;
}
