import type { z } from 'zod';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { changePerson } from '../people/change-person.ts';
import { createPerson } from '../people/create-person.ts';
import type { Person } from '../people/person.ts';
import { findPerson, hasActiveAdministrator } from '../people/person-queries.ts';
import type { newPerson, personChanges } from '../people/person-schemas.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { recordAudit } from './audit.ts';
import { deleteSessionsOf } from './session-store.ts';

/** Adds a person by hand of an administrator, audited. */
export async function addPerson(ctx: Context, actor: Actor, input: z.output<typeof newPerson>): Promise<Person> {
  return transact(ctx, async (tx) => {
    const person = await createPerson(tx, input);
    const detail = { email: person.email, role: person.role };
    await recordAudit(tx, actor, { action: 'person.created', subjectType: 'person', subjectId: person.id, detail });
    return person;
  });
}

/**
 * Changes a person by hand of an administrator, audited. A new role, password or leave ends the person's sessions. The
 * last active administrator can be neither demoted nor deactivated.
 */
export async function administerPerson(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof personChanges>,
  ifMatch: number | null,
): Promise<Person> {
  return transact(ctx, async (tx) => {
    const before = await findPerson(tx.db.sql, id);
    const after = await changePerson(tx, id, changes, ifMatch);
    if (before?.role === 'admin' && (after.role !== 'admin' || !after.isActive)) await keepOneAdministrator(tx);
    const endsSessions = before?.role !== after.role || !after.isActive || changes.password !== undefined;
    if (endsSessions) await deleteSessionsOf(tx.db.sql, id);
    const { password, ...shown } = changes;
    const detail = { ...shown, ...(password !== undefined && { password: 'changed' }) };
    await recordAudit(tx, actor, { action: 'person.changed', subjectType: 'person', subjectId: id, detail });
    return after;
  });
}

async function keepOneAdministrator(tx: Context): Promise<void> {
  // Two administrators who demote each other at the same moment go through here one after the other.
  await takeTurn(tx.db.sql, 'administrators');
  if (!(await hasActiveAdministrator(tx.db.sql))) throw new Problem('conflict', 'This is the last administrator');
}
