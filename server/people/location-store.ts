import type { Sql } from '../../db/connection.ts';

export interface Location {
  id: string;
  name: string;
  parentId: string | null;
  timeZone: string;
  address: string | null;
  version: number;
  createdAt: Date;
}

/** The location with this id, or null. */
export async function findLocation(sql: Sql, id: string): Promise<Location | null> {
  return (await sql('locations').where({ id }).first()) ?? null;
}

/** All locations by name; a company has some hundreds at the most. */
export async function listLocations(sql: Sql): Promise<Location[]> {
  return sql('locations').select('*').orderBy(['name', 'id']).limit(5000);
}

export async function insertLocation(tx: Sql, location: Location): Promise<void> {
  await tx('locations').insert(location);
}

/** Changes a location that still has this version; answers false when somebody was faster. */
export async function updateLocation(tx: Sql, id: string, version: number, changes: Partial<Location>): Promise<boolean> {
  const count = await tx('locations')
    .where({ id, version })
    .update({ ...changes, version: version + 1 });
  return count === 1;
}

export async function deleteLocation(tx: Sql, id: string): Promise<void> {
  await tx('locations').where({ id }).delete();
}
