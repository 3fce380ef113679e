import { transact } from '../../db/transaction.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { ownMethod } from './add-contact-method.ts';
import { sendHidden } from './send-hidden.ts';
import { takeFrom } from './share.ts';

const testLimit = { burst: 10, oneMoreMs: 60_000 };

/** Sends a test by one of the actor's ways, `mail` being their own address; answers the delivery, which says what came of it. */
export async function testContactMethod(ctx: Context, actor: Actor, idOrMail: string): Promise<{ deliveryId: string }> {
  return transact(ctx, async (tx) => {
    const method = idOrMail === 'mail' ? await ownMail(tx, actor) : await ownMethod(tx, actor, idOrMail);
    if (!method.verifiedAt) throw new Problem('conflict', 'Enter the code that was sent there first');
    if (!(await takeFrom(tx.db.sql, `test:${actor.id}`, testLimit, tx.clock()))) throw new Problem('too_many_requests');
    return { deliveryId: await sendHidden(tx, { kind: 'contact.test', data: {}, method }) };
  });
}

async function ownMail(tx: Context, actor: Actor) {
  const person = await findPerson(tx.db.sql, actor.id as string);
  if (!person) throw notFound('person');
  return { id: null, personId: person.id, channel: 'mail' as const, address: person.email, verifiedAt: person.createdAt };
}
