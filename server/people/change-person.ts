import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { checkReferences, hashPassword } from './create-person.ts';
import { normalEmail, type Person } from './person.ts';
import type { personChanges } from './person-schemas.ts';
import { findPersonRow, findPersonRowByEmail, updatePerson } from './person-store.ts';

/** Changes a person; 412 when `ifMatch` is not the present version. A new password ends nothing by itself: see auth. */
export async function changePerson(
  ctx: Context,
  id: string,
  changes: z.output<typeof personChanges>,
  ifMatch: number | null,
): Promise<Person> {
  const { password, ...fields } = changes;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return transact(ctx, async (tx) => {
    const person = await findPersonRow(tx.db.sql, id);
    if (!person) throw notFound('person');
    if (ifMatch !== null && ifMatch !== person.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: person.version } });
    if (fields.email) fields.email = normalEmail(fields.email);
    if (fields.email && fields.email !== person.email && (await findPersonRowByEmail(tx.db.sql, fields.email))) {
      throw invalid('/email', 'Somebody has this e-mail address already');
    }
    if (fields.managerId === id) throw invalid('/managerId', 'Nobody is their own manager');
    await checkReferences(tx, fields);
    if (!(await updatePerson(tx.db.sql, id, person.version, { ...fields, ...(passwordHash && { passwordHash }) }))) {
      throw new Problem('version_mismatch');
    }
    return (await findPersonRow(tx.db.sql, id)) as Person;
  });
}
