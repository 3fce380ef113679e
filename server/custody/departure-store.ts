import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import type { Departure } from './departure.ts';

export async function findDeparture(sql: Sql, id: string): Promise<Departure | null> {
  return (await sql('departures').where({ id }).first()) ?? null;
}

/** The departure of a person that is under way, or null. */
export async function openDepartureOf(sql: Sql, personId: string): Promise<Departure | null> {
  return (await sql('departures').where({ personId, state: 'open' }).orderBy('id', 'desc').first()) ?? null;
}

/** Who leaves until a day and is not through, a portion after another. */
export async function openDepartures(sql: Sql, until: string, afterId: string, limit: number): Promise<Departure[]> {
  return sql('departures').where({ state: 'open' }).where('lastDay', '<=', until).where('id', '>', afterId).orderBy('id').limit(limit);
}

export async function insertDeparture(tx: Sql, departure: Departure): Promise<void> {
  await tx('departures').insert(departure);
}

/** Changes a departure that still has this version; answers false when somebody was faster. */
export async function updateDeparture(tx: Sql, { id, version }: Departure, changes: Partial<Departure>): Promise<boolean> {
  return (
    (await tx('departures')
      .where({ id, version })
      .update({ ...changes, version: version + 1 })) === 1
  );
}

/** Departures to page through, by last day. */
export function departures(sql: Sql, state: string | undefined): Knex.QueryBuilder {
  const query = sql('departures').select('*');
  return state ? query.where({ state }) : query;
}

/** Notes a reminder of a departure; answers false when it was noted before. */
export async function insertDepartureReminder(tx: Sql, { id, lastDay }: Departure, days: number, sentAt: Date): Promise<boolean> {
  const rows = await tx('departureReminders')
    .insert({ departureId: id, lastDay, days, sentAt })
    .onConflict(['departureId', 'lastDay', 'days'])
    .ignore()
    .returning('departureId');
  return rows.length === 1;
}
