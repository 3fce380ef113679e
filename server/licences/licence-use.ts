import { isGone } from '../assets/asset.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { activeAmong, personRefs } from '../people/person-queries.ts';
import { dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { compareUse, type Licence, type Seat } from './licence.ts';
import type { SeatAnswer } from './licence-schemas.ts';
import { findLicence } from './licence-store.ts';
import { countIn, knownLicence, pictureOf } from './licence-view.ts';
import { seatsHeldBy, seatsOfLicence, takenSeats } from './seat-store.ts';

const most = 200;

/** Seats as the API shows them; `notInstalled` holds those who have the software nowhere. */
async function shownSeats(
  ctx: Context,
  seats: Seat[],
  names: Map<string, string>,
  notInstalled: ReadonlySet<string>,
): Promise<SeatAnswer[]> {
  const { sql } = ctx.db;
  const personIds = seats.map(({ personId }) => personId);
  const people = await personRefs(sql, personIds);
  const active = await activeAmong(sql, [...people.keys()]);
  const assets = await assetRefs(
    sql,
    seats.map(({ assetId }) => assetId),
  );
  const idleOf = ({ personId, assetId, freedAt }: Seat): SeatAnswer['idle'] => {
    if (freedAt) return null;
    if (personId && !active.has(personId)) return 'left';
    const asset = assets.get(assetId ?? '');
    if (asset && isGone(asset.status)) return 'gone';
    return notInstalled.has(personId ?? assetId ?? '') ? 'not_installed' : null;
  };
  return seats.map((seat) => ({
    id: seat.id,
    licence: { id: seat.licenceId, name: names.get(seat.licenceId) ?? '' },
    person: people.get(seat.personId ?? '') ?? null,
    asset: assets.get(seat.assetId ?? '') ?? null,
    note: seat.note,
    assignedAt: seat.assignedAt,
    assignedBy: seat.assignedByName,
    freedAt: seat.freedAt,
    freedBy: seat.freedByName,
    freedBecause: seat.freedBecause,
    idle: idleOf(seat),
  }));
}

async function compare(ctx: Context, licence: Licence) {
  const picture = await pictureOf(ctx.db.sql, [licence], dayIn(ctx.clock()));
  const seats = await takenSeats(ctx.db.sql, licence.id);
  const holders = new Set(seats.map(({ personId, assetId }) => personId ?? assetId ?? ''));
  const installations = picture.installationsOf(licence.id);
  return { picture, seats, installations, use: compareUse(licence.metric, installations, holders) };
}

/** A page of a licence's seats, latest first. */
export async function seatsOf(ctx: Context, licenceId: string, range: { limit: number; cursor?: string | undefined; freed: string }) {
  const licence = await knownLicence(ctx, licenceId);
  const { use } = await compare(ctx, licence);
  const { items, nextCursor } = await seatsOfLicence(ctx.db.sql, licenceId, { ...range, isFreed: range.freed === 'true' });
  return { items: await shownSeats(ctx, items, new Map([[licenceId, licence.name]]), use.notInstalled), nextCursor };
}

/** What is installed beyond the seats, and which seats stand empty. */
export async function licenceUse(ctx: Context, licenceId: string) {
  const licence = await knownLicence(ctx, licenceId);
  const { picture, seats, installations, use } = await compare(ctx, licence);
  const some = use.withoutSeat.slice(0, most).map(({ id }) => id);
  const devices = new Map(installations.map((on) => [on.id, on]));
  const assets = await assetRefs(ctx.db.sql, some);
  const people = await personRefs(
    ctx.db.sql,
    some.map((id) => devices.get(id)?.custodianId),
  );
  const { installed, ...rest } = countIn(picture, licence);
  const idle = await shownSeats(ctx, seats, new Map([[licence.id, licence.name]]), use.notInstalled);
  return {
    installed: installed ?? 0,
    ...rest,
    withoutSeat: some.flatMap((id) => {
      const asset = assets.get(id);
      return asset ? [{ asset, person: people.get(devices.get(id)?.custodianId ?? '') ?? null }] : [];
    }),
    withoutSeatCount: use.withoutSeat.length,
    idle: idle.filter((seat) => seat.idle !== null).slice(0, most),
  };
}

/** The seats that a person or a device holds. */
export async function seatsWith(ctx: Context, holder: { personId: string } | { assetId: string }) {
  const seats = await seatsHeldBy(ctx.db.sql, holder);
  const names = new Map<string, string>();
  for (const { licenceId } of seats) names.set(licenceId, (await findLicence(ctx.db.sql, licenceId))?.name ?? '');
  return { items: await shownSeats(ctx, seats, names, new Set()), nextCursor: null };
}
