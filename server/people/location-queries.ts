import type { Sql } from '../../db/connection.ts';
import { findLocation as findLocationRow, type Location, listLocations } from './location-store.ts';

/** The location with this id, or null. */
export const findLocation = (sql: Sql, id: string): Promise<Location | null> => findLocationRow(sql, id);

/** Id and name of each of these locations; unknown ids and nulls are left out. */
export async function locationRefs(sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, { id: string; name: string }>> {
  const wanted = [...new Set([...ids].filter((id) => id != null))];
  if (wanted.length === 0) return new Map();
  const rows: Array<{ id: string; name: string }> = await sql('locations').select('id', 'name').whereIn('id', wanted);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every location's way down from the top, `HQ > Floor 2 > 204`, by id. */
export async function locationPaths(sql: Sql): Promise<Map<string, string>> {
  const locations = new Map((await listLocations(sql)).map((location) => [location.id, location]));
  const paths = new Map<string, string>();
  const pathOf = (id: string): string => {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const location = locations.get(id);
    if (!location) return '';
    const above = location.parentId ? pathOf(location.parentId) : '';
    const path = above ? `${above} > ${location.name}` : location.name;
    paths.set(id, path);
    return path;
  };
  for (const id of locations.keys()) pathOf(id);
  return paths;
}

/** A location and all that it lies in, from the inside out. */
export async function locationsAbove(sql: Sql, id: string): Promise<string[]> {
  const above: string[] = [];
  let next: string | null = id;
  while (next && !above.includes(next) && above.length < 30) {
    above.push(next);
    next = (await findLocationRow(sql, next))?.parentId ?? null;
  }
  return above;
}

/** The locations with these ids. */
export async function locationsOf(sql: Sql, ids: string[]): Promise<Location[]> {
  const found: Location[] = [];
  for (let start = 0; start < ids.length; start += 500) {
    found.push(
      ...(await sql('locations')
        .select('*')
        .whereIn('id', ids.slice(start, start + 500))),
    );
  }
  return found;
}
