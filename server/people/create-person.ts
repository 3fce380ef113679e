import { hash } from '@node-rs/argon2';
import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid } from '../platform/problem.ts';
import { findLocation } from './location-store.ts';
import { normalEmail, type Person } from './person.ts';
import type { newPerson } from './person-schemas.ts';
import { findPersonRow, findPersonRowByEmail, insertPerson } from './person-store.ts';

/** Argon2id with the library's defaults (19 MiB, 2 passes): OWASP's first recommendation. */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Adds a person; throws 422 when the address is taken or a reference is unknown. Who may is the caller's matter. */
export async function createPerson(ctx: Context, input: z.output<typeof newPerson>): Promise<Person> {
  const { password, ...rest } = input;
  const passwordHash = password === undefined ? null : await hashPassword(password);
  const person: Person = { ...rest, id: newId(), email: normalEmail(input.email), isActive: true, version: 1, createdAt: ctx.clock() };
  return transact(ctx, async (tx) => {
    if (await findPersonRowByEmail(tx.db.sql, person.email)) throw invalid('/email', 'Somebody has this e-mail address already');
    await checkReferences(tx, person);
    await insertPerson(tx.db.sql, { ...person, passwordHash });
    return person;
  });
}

/** Throws 422 when the location or the manager does not exist. */
export async function checkReferences(tx: Context, person: { locationId?: string | null; managerId?: string | null }): Promise<void> {
  if (person.locationId && !(await findLocation(tx.db.sql, person.locationId))) throw invalid('/locationId', 'There is no such location');
  if (person.managerId && !(await findPersonRow(tx.db.sql, person.managerId))) throw invalid('/managerId', 'There is no such person');
}
