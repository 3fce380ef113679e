import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import type { Licence, Seat } from './licence.ts';

/** The licences of these names in whatever writing, by the compared form of the name; names that several have lead to all of them. */
export async function licencesByName(sql: Sql, names: string[]): Promise<Map<string, Licence[]>> {
  const found = new Map<string, Licence[]>();
  const keys = [...new Set(names.map(nameKey))];
  for (let start = 0; start < keys.length; start += 500) {
    const rows: Array<Licence & { nameKey: string }> = await sql('licences')
      .whereIn('nameKey', keys.slice(start, start + 500))
      .orderBy('id');
    for (const row of rows) found.set(row.nameKey, [...(found.get(row.nameKey) ?? []), row]);
  }
  return found;
}

/** The present version of each of these licences. */
export async function licenceVersions(sql: Sql, ids: string[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (let start = 0; start < ids.length; start += 500) {
    const some = ids.slice(start, start + 500);
    for (const row of await sql('licences').select('id', 'version').whereIn('id', some)) versions.set(row.id, row.version);
  }
  return versions;
}

/** Who holds a seat of these licences: the seat by licence and holder, `licenceId holderId`. */
export async function seatsHeld(sql: Sql, licenceIds: string[]): Promise<Map<string, string>> {
  const held = new Map<string, string>();
  for (let start = 0; start < licenceIds.length; start += 500) {
    const rows: Array<Pick<Seat, 'id' | 'licenceId' | 'personId' | 'assetId'>> = await sql('licenceSeats')
      .select('id', 'licenceId', 'personId', 'assetId')
      .whereIn('licenceId', licenceIds.slice(start, start + 500))
      .whereNull('freedAt');
    for (const { id, licenceId, personId, assetId } of rows) held.set(`${licenceId} ${personId ?? assetId}`, id);
  }
  return held;
}

/** The licence of each of these seats that is taken still. */
export async function licencesOfSeats(sql: Sql, seatIds: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let start = 0; start < seatIds.length; start += 500) {
    const rows: Array<Pick<Seat, 'id' | 'licenceId'>> = await sql('licenceSeats')
      .select('id', 'licenceId')
      .whereIn('id', seatIds.slice(start, start + 500))
      .whereNull('freedAt');
    for (const { id, licenceId } of rows) found.set(id, licenceId);
  }
  return found;
}
