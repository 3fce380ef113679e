import type { Sql } from '../../db/connection.ts';
import type { Role } from '../platform/actor.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { type Language, normalEmail, type Person, type PersonRef } from './person.ts';
import { findPasswordHash, findPersonRow, findPersonRowByEmail, personColumns } from './person-store.ts';

/** The person with this id, or null. */
export const findPerson = (sql: Sql, id: string): Promise<Person | null> => findPersonRow(sql, id);

/** The person with this e-mail address in any case, or null. */
export const findPersonByEmail = (sql: Sql, email: string): Promise<Person | null> => findPersonRowByEmail(sql, normalEmail(email));

/** Name and address of each of these persons; unknown ids and nulls are left out. */
export async function personRefs(sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, PersonRef>> {
  const wanted = [...new Set([...ids].filter((id) => id != null))];
  if (wanted.length === 0) return new Map();
  const rows: PersonRef[] = await sql('people').select('id', 'name', 'email').whereIn('id', wanted);
  return new Map(rows.map((row) => [row.id, row]));
}

/** How to write to each of these persons: language, zone, address; inactive ones are left out. */
export async function correspondents(
  sql: Sql,
  ids: string[],
): Promise<Array<{ id: string; name: string; email: string; language: Language; timeZone: string }>> {
  return sql('people').select('id', 'name', 'email', 'language', 'timeZone').whereIn('id', ids).where({ isActive: true });
}

/** The active people with at least technician's rights who are members of a support group. */
export async function membersOf(sql: Sql, supportGroupId: string): Promise<PersonRef[]> {
  return sql('supportGroupMembers')
    .join('people', 'people.id', 'supportGroupMembers.personId')
    .select('people.id', 'people.name', 'people.email')
    .where({ 'supportGroupMembers.supportGroupId': supportGroupId, 'people.isActive': true })
    .orderBy(['people.name', 'people.id']);
}

/** The support groups that a person is a member of, by name. */
export async function supportGroupsOf(sql: Sql, personId: string): Promise<Array<{ id: string; name: string }>> {
  return sql('supportGroupMembers')
    .join('supportGroups', 'supportGroups.id', 'supportGroupMembers.supportGroupId')
    .select('supportGroups.id', 'supportGroups.name')
    .where({ personId })
    .orderBy('supportGroups.name');
}

/** The stored Argon2id hash of a person's password, or null when none was set; for signing in alone. */
export const passwordHashOf = (sql: Sql, id: string): Promise<string | null> => findPasswordHash(sql, id);

/** The ids of the active people who have exactly this role. */
export async function activePeopleWith(sql: Sql, role: Role): Promise<string[]> {
  const rows: Array<{ id: string }> = await sql('people').select('id').where({ role, isActive: true }).orderBy('id').limit(1000);
  return rows.map(({ id }) => id);
}

/** Which of these persons have not left. */
export async function activeAmong(sql: Sql, ids: string[]): Promise<Set<string>> {
  const active = new Set<string>();
  for (let start = 0; start < ids.length; start += 500) {
    const some = ids.slice(start, start + 500);
    const rows: Array<{ id: string }> = await sql('people').select('id').whereIn('id', some).where({ isActive: true });
    for (const { id } of rows) active.add(id);
  }
  return active;
}

/** True once there is anybody at all. */
export async function hasAnyPerson(sql: Sql): Promise<boolean> {
  return (await sql('people').select('id').first()) !== undefined;
}

/** True while somebody active is an administrator. */
export async function hasActiveAdministrator(sql: Sql): Promise<boolean> {
  return (await sql('people').select('id').where({ role: 'admin', isActive: true }).first()) !== undefined;
}

export interface PersonFilter {
  q?: string | undefined;
  role?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** A page of people by name; `q` matches the beginning of the name or the address. */
export async function listPeople(sql: Sql, filter: PersonFilter): Promise<{ items: Person[]; nextCursor: string | null }> {
  const query = sql('people')
    .select(personColumns)
    .limit(filter.limit + 1);
  if (filter.role) query.whereIn('role', filter.role.split(','));
  if (filter.q) {
    const beginning = `${filter.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    query.where((any) => any.whereRaw("lower(name) like ? escape '\\'", [beginning]).orWhereRaw("email like ? escape '\\'", [beginning]));
  }
  afterCursor(
    query,
    [
      { column: 'name', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    filter.cursor,
  );
  return toPage((await query) as Person[], filter.limit, (person) => [person.name, person.id]);
}

/** The present version of each of these people. */
export async function personVersions(sql: Sql, ids: string[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (let start = 0; start < ids.length; start += 500) {
    const rows: Array<Pick<Person, 'id' | 'version'>> = await sql('people')
      .select('id', 'version')
      .whereIn('id', ids.slice(start, start + 500));
    for (const { id, version } of rows) versions.set(id, version);
  }
  return versions;
}
