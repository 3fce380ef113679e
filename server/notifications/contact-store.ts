import type { Sql } from '../../db/connection.ts';
import type { ContactMethod } from './contact-method.ts';

/** The ways of a person beside their own mail address, the oldest first. */
export async function listContactMethods(sql: Sql, personIds: string[]): Promise<ContactMethod[]> {
  return sql('contactMethods').whereIn('personId', personIds).orderBy('id').limit(10_000);
}

export async function findContactMethod(sql: Sql, id: string): Promise<ContactMethod | null> {
  return (await sql('contactMethods').where({ id }).first()) ?? null;
}

/** Keeps a way; one that this person has entered before is replaced, its id kept. Answers the id. */
export async function keepContactMethod(tx: Sql, method: ContactMethod): Promise<string> {
  const { id: _id, createdAt: _createdAt, ...again } = method;
  const [row] = await tx('contactMethods').insert(method).onConflict(['personId', 'channel', 'address']).merge(again).returning('id');
  return row.id;
}

export async function updateContactMethod(tx: Sql, id: string, changes: Partial<ContactMethod>): Promise<void> {
  await tx('contactMethods').where({ id }).update(changes);
}

export async function deleteContactMethod(tx: Sql, id: string): Promise<void> {
  await tx('contactMethods').where({ id }).delete();
}

/** A browser that somebody registers shows nobody else's messages any more. */
export async function deleteAtOthers(tx: Sql, { personId, channel, address }: ContactMethod): Promise<void> {
  await tx('contactMethods').where({ channel, address }).whereNot({ personId }).delete();
}
