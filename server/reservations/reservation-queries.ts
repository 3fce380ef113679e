import type { Sql } from '../../db/connection.ts';
import type { Reservation } from './reservation.ts';
import { liveReservations, reservations } from './reservation-store.ts';

/** The reservations of these assets that are not over, by their beginning. */
export const reservationsOfAssets = (sql: Sql, assetIds: string[], now: Date): Promise<Reservation[]> =>
  liveReservations(sql, assetIds, now);

/** What a person has booked or collected and not given back, by its beginning; at most 100. */
export async function reservationsOfPerson(sql: Sql, personId: string, now: Date): Promise<Reservation[]> {
  return reservations(sql, { personId, from: now }).whereIn('state', ['booked', 'collected']).orderBy('fromAt').limit(100);
}
