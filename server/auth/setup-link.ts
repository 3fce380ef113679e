import { transact } from '../../db/transaction.ts';
import { createPerson } from '../people/create-person.ts';
import type { Person } from '../people/person.ts';
import { hasAnyPerson } from '../people/person-queries.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newSecret, sha256 } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { recordAudit } from './audit.ts';

const lifeMs = 24 * 60 * 60 * 1000;

/**
 * Makes the one-time link with which the first administrator enters; null once there is anybody. A new link ends the
 * ones before it, so that only the one printed last works.
 */
export async function createSetupLink(ctx: Context): Promise<string | null> {
  if (await hasAnyPerson(ctx.db.sql)) return null;
  const token = newSecret();
  const now = ctx.clock();
  await transact(ctx, async (tx) => {
    await tx.db.sql('setupLinks').delete();
    await tx.db.sql('setupLinks').insert({ tokenHash: sha256(token), createdAt: now, expiresAt: new Date(now.getTime() + lifeMs) });
  });
  return `${ctx.settings.baseUrl}/setup/${token}`;
}

/** Redeems a set-up link: makes the first administrator. Works once, within a day, and only while there is nobody. */
export async function setUp(
  ctx: Context,
  input: { token: string; name: string; email: string; password: string; language: 'en' | 'fr'; timeZone: string },
): Promise<Person> {
  return transact(ctx, async (tx) => {
    const now = ctx.clock();
    const used = await tx.db
      .sql('setupLinks')
      .where({ tokenHash: sha256(input.token), usedAt: null })
      .where('expiresAt', '>', now)
      .update({ usedAt: now });
    if (used !== 1 || (await hasAnyPerson(tx.db.sql))) throw new Problem('not_found', 'This set-up link was used or has expired');
    const { token: _, ...fields } = input;
    const none = { department: null, jobTitle: null, phone: null, locationId: null, managerId: null };
    const person = await createPerson(tx, { ...fields, ...none, role: 'admin' });
    await recordAudit(tx, systemActor, { action: 'installation.setUp', subjectType: 'person', subjectId: person.id });
    return person;
  });
}
