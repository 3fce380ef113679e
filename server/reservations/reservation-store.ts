import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import type { Reservation, ReservationState } from './reservation.ts';

/** The states in which a reservation keeps others away. */
const live = ['booked', 'collected'];

export async function insertReservation(tx: Sql, reservation: Reservation): Promise<void> {
  await tx('reservations').insert(reservation);
}

export async function findReservation(sql: Sql, id: string): Promise<Reservation | null> {
  return (await sql('reservations').where({ id }).first()) ?? null;
}

/** The reservations of these assets that are not over, by their beginning. */
export async function liveReservations(sql: Sql, assetIds: string[], now: Date): Promise<Reservation[]> {
  if (assetIds.length === 0) return [];
  return sql('reservations')
    .whereIn('assetId', assetIds)
    .whereIn('state', live)
    .where('untilAt', '>', now)
    .orderBy(['fromAt', 'id'])
    .limit(5000);
}

/** How many reservations a person has that are not over, at most `limit`. */
export async function countLiveOf(sql: Sql, personId: string, now: Date, limit: number): Promise<number> {
  return (await sql('reservations').select('id').where({ personId }).whereIn('state', live).where('untilAt', '>', now).limit(limit)).length;
}

/** Changes a reservation that still has this version; answers false when somebody was faster. */
export async function updateReservation(tx: Sql, { id, version }: Reservation, changes: Partial<Reservation>): Promise<boolean> {
  return (
    (await tx('reservations')
      .where({ id, version })
      .update({ ...changes, version: version + 1 })) === 1
  );
}

/** Ends those of an asset that were collected: it is back. */
export async function endCollected(tx: Sql, assetId: string): Promise<void> {
  await tx('reservations')
    .where({ assetId, state: 'collected' })
    .update({ state: 'ended', version: tx.raw('version + 1') });
}

/** Booked ones that nobody came for. */
export async function findMissed(sql: Sql, now: Date, limit: number): Promise<Reservation[]> {
  return sql('reservations').where({ state: 'booked' }).where('untilAt', '<=', now).orderBy(['untilAt', 'id']).limit(limit);
}

export interface ReservationFilter {
  assetId?: string | undefined;
  personId?: string | undefined;
  state?: ReservationState | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
}

/** Reservations to page through. */
export function reservations(sql: Sql, filter: ReservationFilter): Knex.QueryBuilder {
  const query = sql('reservations').select('*');
  if (filter.assetId) query.where({ assetId: filter.assetId });
  if (filter.personId) query.where({ personId: filter.personId });
  if (filter.state) query.where({ state: filter.state });
  if (filter.from) query.where('untilAt', '>', filter.from);
  if (filter.until) query.where('fromAt', '<', filter.until);
  return query;
}

/** Lets an asset be borrowed; does nothing when it may be. */
export async function insertLendable(tx: Sql, assetId: string, createdAt: Date): Promise<void> {
  await tx('lendableAssets').insert({ assetId, createdAt }).onConflict('assetId').ignore();
}

export async function deleteLendable(tx: Sql, assetId: string): Promise<void> {
  await tx('lendableAssets').where({ assetId }).delete();
}

export async function isLendable(sql: Sql, assetId: string): Promise<boolean> {
  return (await sql('lendableAssets').select('assetId').where({ assetId }).first()) !== undefined;
}
