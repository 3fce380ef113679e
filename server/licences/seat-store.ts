import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Seat } from './licence.ts';

export async function insertSeat(tx: Sql, seat: Seat): Promise<void> {
  await tx('licenceSeats').insert(seat);
}

/** The seat that a person or a device holds of a licence, or null. */
export async function seatHeldBy(sql: Sql, licenceId: string, holder: { personId: string } | { assetId: string }): Promise<Seat | null> {
  return (
    (await sql('licenceSeats')
      .where({ licenceId, ...holder })
      .whereNull('freedAt')
      .first()) ?? null
  );
}

/** Frees seats that are taken; answers which. */
export async function freeSeatRows(
  tx: Sql,
  licenceId: string,
  seatIds: string[],
  how: Pick<Seat, 'freedAt' | 'freedByName' | 'freedBecause'>,
): Promise<string[]> {
  const rows: Array<{ id: string }> = await tx('licenceSeats')
    .where({ licenceId })
    .whereIn('id', seatIds)
    .whereNull('freedAt')
    .update(how)
    .returning('id');
  return rows.map(({ id }) => id);
}

/** A page of the seats of a licence, latest first: those taken, or those freed. */
export async function seatsOfLicence(
  sql: Sql,
  licenceId: string,
  range: { limit: number; cursor?: string | undefined; isFreed: boolean },
): Promise<{ items: Seat[]; nextCursor: string | null }> {
  const rows = sql('licenceSeats')
    .where({ licenceId })
    .limit(range.limit + 1);
  if (range.isFreed) rows.whereNotNull('freedAt');
  else rows.whereNull('freedAt');
  afterCursor(
    rows,
    [
      { column: 'assignedAt', direction: 'desc' },
      { column: 'id', direction: 'desc' },
    ],
    range.cursor,
  );
  return toPage((await rows) as Seat[], range.limit, ({ assignedAt, id }) => [assignedAt, id]);
}

/** Every taken seat of a licence. */
export async function takenSeats(sql: Sql, licenceId: string): Promise<Seat[]> {
  return sql('licenceSeats').where({ licenceId }).whereNull('freedAt').orderBy('id').limit(200_000);
}

/** The taken seats of a person or a device. */
export async function seatsHeldBy(sql: Sql, holder: { personId: string } | { assetId: string }): Promise<Seat[]> {
  return sql('licenceSeats').where(holder).whereNull('freedAt').orderBy(['assignedAt', 'id']).limit(500);
}
