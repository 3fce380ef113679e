import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';

/** A time in which somebody is away: nobody gives them work or calls them. */
export interface Absence {
  id: string;
  personId: string;
  startAt: Date;
  endAt: Date;
  reason: string | null;
  createdById: string | null;
  createdAt: Date;
}

export async function findAbsence(sql: Sql, id: string): Promise<Absence | null> {
  return (await sql('absences').where({ id }).first()) ?? null;
}

export async function insertAbsence(tx: Sql, absence: Absence): Promise<void> {
  await tx('absences').insert(absence);
}

export async function updateAbsence(tx: Sql, id: string, changes: Pick<Absence, 'endAt'>): Promise<void> {
  await tx('absences').where({ id }).update(changes);
}

export async function deleteAbsence(tx: Sql, id: string): Promise<void> {
  await tx('absences').where({ id }).delete();
}

/** True when the person is away at some moment of the span already. */
export async function hasAbsenceWithin(sql: Sql, personId: string, startAt: Date, endAt: Date): Promise<boolean> {
  const row = await sql('absences').select('id').where({ personId }).where('endAt', '>', startAt).where('startAt', '<', endAt).first();
  return row !== undefined;
}

/** Absences that have not ended by an instant, the one that ends first at the top; of one person if told. */
export async function listAbsences(
  sql: Sql,
  filter: { from: Date; personId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: Absence[]; nextCursor: string | null }> {
  const query = sql('absences')
    .where('endAt', '>', filter.from)
    .limit(filter.limit + 1);
  if (filter.personId) query.where({ personId: filter.personId });
  afterCursor(
    query,
    [
      { column: 'endAt', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    filter.cursor,
  );
  return toPage((await query) as Absence[], filter.limit, (absence) => [absence.endAt, absence.id]);
}
