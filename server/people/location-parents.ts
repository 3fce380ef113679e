import type { Sql } from '../../db/connection.ts';
import { listLocations } from './location-store.ts';

/** Every location with the one it lies in, null at the top. */
export async function locationParents(sql: Sql): Promise<Map<string, string | null>> {
  return new Map((await listLocations(sql)).map(({ id, parentId }) => [id, parentId]));
}

/** True when the location is the other one or lies in it, however deep. */
export function liesWithin(parents: Map<string, string | null>, id: string | null, aboveId: string): boolean {
  const seen = new Set<string>();
  for (let next: string | null = id; next && !seen.has(next); next = parents.get(next) ?? null) {
    if (next === aboveId) return true;
    seen.add(next);
  }
  return false;
}

/** A location and all that lies in it. */
export const allWithin = (parents: Map<string, string | null>, aboveId: string): string[] =>
  [...parents.keys()].filter((id) => liesWithin(parents, id, aboveId));
