import type { Sql } from '../../db/connection.ts';
import { newId } from '../platform/ids.ts';

/**
 * Agreements and calendars are read for every incident that is filed and seldom change. Each process keeps them as long
 * as one word in the database, their edition, stays the same; every edit writes a new word in its own transaction. The
 * word is never used twice, so what a transaction kept that was undone afterwards is not found again.
 */
const editions = new WeakMap<object, Map<string, { edition: string; value: unknown }>>();

/** The same for every connection and transaction of one open database. */
const databaseOf = (sql: Sql): object => (sql.client as { config: object }).config;

/** What `read` answers, asked again only when agreements or calendars were edited in the meantime. */
export async function readByEdition<T>(sql: Sql, name: string, read: () => Promise<T>): Promise<T> {
  const { edition } = await sql('serviceLevelEditions').select('edition').where({ name: 'terms' }).first();
  const kept = editions.get(databaseOf(sql)) ?? new Map<string, { edition: string; value: unknown }>();
  editions.set(databaseOf(sql), kept);
  const found = kept.get(name);
  if (found && found.edition === edition) return found.value as T;
  const value = await read();
  kept.set(name, { edition, value });
  return value;
}

/** Says that agreements or calendars are not what they were. Part of every edit. */
export async function startEdition(tx: Sql): Promise<void> {
  await tx('serviceLevelEditions').where({ name: 'terms' }).update({ edition: newId() });
}

const versions = new Map<string, unknown>();
const mostVersions = 2000;

/** What `read` answers, for ever: versions of agreements and calendars never change. */
export async function keep<T>(key: string, read: () => Promise<T | null>): Promise<T | null> {
  if (versions.has(key)) return versions.get(key) as T;
  const value = await read();
  if (value === null) return null;
  if (versions.size >= mostVersions) versions.clear();
  versions.set(key, value);
  return value;
}
