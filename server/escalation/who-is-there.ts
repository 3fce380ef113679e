import type { Sql } from '../../db/connection.ts';
import { absentAmong } from '../people/availability-queries.ts';
import { correspondents } from '../people/person-queries.ts';

export interface NamedRef {
  id: string;
  name: string;
}

/** The active ones of these people in their order: who is there at an instant, and who is away. */
export async function whoIsThere(sql: Sql, ids: readonly string[], at: Date): Promise<{ present: NamedRef[]; absent: NamedRef[] }> {
  const unique = [...new Set(ids)];
  const names = new Map((await correspondents(sql, unique)).map(({ id, name }) => [id, name]));
  const away = await absentAmong(sql, unique, at);
  const active = unique.filter((id) => names.has(id)).map((id) => ({ id, name: names.get(id)! }));
  return { present: active.filter(({ id }) => !away.has(id)), absent: active.filter(({ id }) => away.has(id)) };
}
