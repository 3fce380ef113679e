import type { Sql } from '../../db/connection.ts';
import type { Person } from './person.ts';

/** Everything of a person but the password's hash, which leaves this file only by `findPasswordHash`. */
export const personColumns = [
  'id',
  'email',
  'name',
  'role',
  'language',
  'timeZone',
  'department',
  'jobTitle',
  'phone',
  'locationId',
  'managerId',
  'isActive',
  'version',
  'createdAt',
];

/** The person with this id, or null. */
export async function findPersonRow(sql: Sql, id: string): Promise<Person | null> {
  return (await sql('people').select(personColumns).where({ id }).first()) ?? null;
}

/** The person with this e-mail address (already in normal form), or null. */
export async function findPersonRowByEmail(sql: Sql, email: string): Promise<Person | null> {
  return (await sql('people').select(personColumns).where({ email }).first()) ?? null;
}

export async function insertPerson(tx: Sql, person: Person & { passwordHash: string | null }): Promise<void> {
  await tx('people').insert(person);
}

/** Changes a person that still has this version; answers false when somebody was faster. */
export async function updatePerson(
  tx: Sql,
  id: string,
  version: number,
  changes: Partial<Person> & { passwordHash?: string },
): Promise<boolean> {
  const count = await tx('people')
    .where({ id, version })
    .update({ ...changes, version: version + 1 });
  return count === 1;
}

/** The stored Argon2id hash of a person's password, or null when none was set. */
export async function findPasswordHash(sql: Sql, id: string): Promise<string | null> {
  const row = await sql('people').select('passwordHash').where({ id }).first();
  return row?.passwordHash ?? null;
}

export async function deletePerson(tx: Sql, id: string): Promise<void> {
  await tx('people').where({ id }).delete();
}
