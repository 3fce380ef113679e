import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { normalEmail } from '../people/person.ts';
import { findPerson, findPersonByEmail } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, notFound } from '../platform/problem.ts';
import { addressesOfPerson, personIdOfAddress, replaceAddresses } from './person-address-store.ts';

/** Further addresses that a person writes from. */
export async function addressesOf(ctx: Context, personId: string): Promise<{ addresses: string[] }> {
  if (!(await findPerson(ctx.db.sql, personId))) throw notFound('person');
  return { addresses: await addressesOfPerson(ctx.db.sql, personId) };
}

/** Makes a person's further addresses exactly these; 422 when one is somebody's already. Their own address is not touched. */
export async function saveAddresses(ctx: Context, actor: Actor, personId: string, given: string[]): Promise<{ addresses: string[] }> {
  const addresses = [...new Set(given.map(normalEmail))];
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    if (!(await findPerson(sql, personId))) throw notFound('person');
    for (const [index, address] of addresses.entries()) {
      const owner = (await findPersonByEmail(sql, address))?.id ?? (await personIdOfAddress(sql, address));
      const isOwn = (await findPersonByEmail(sql, address))?.id === personId;
      if (isOwn || (owner !== null && owner !== personId)) throw invalid(`/addresses/${index}`, 'Somebody has this e-mail address already');
    }
    await replaceAddresses(sql, personId, addresses, tx.clock());
    await recordAudit(tx, actor, { action: 'person.addressesChanged', subjectType: 'person', subjectId: personId, detail: { addresses } });
    return { addresses };
  });
}
