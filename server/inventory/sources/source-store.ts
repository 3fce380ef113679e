import type { Sql } from '../../../db/connection.ts';
import type { InventorySource } from './inventory-source.ts';

export async function insertSource(tx: Sql, source: InventorySource): Promise<void> {
  await tx('inventorySources').insert(source);
}

/** Every source by name; an installation has a few dozen. */
export async function listSources(sql: Sql): Promise<InventorySource[]> {
  return sql('inventorySources').orderBy('name').limit(500);
}

export async function findSource(sql: Sql, id: string): Promise<InventorySource | null> {
  return (await sql('inventorySources').where({ id }).first()) ?? null;
}

export async function findSourceByUsername(sql: Sql, username: string): Promise<InventorySource | null> {
  return (await sql('inventorySources').where({ username }).first()) ?? null;
}

/** Changes a source; answers false when somebody was faster. */
export async function updateSource(tx: Sql, id: string, version: number, changes: Partial<InventorySource>): Promise<boolean> {
  const count = await tx('inventorySources')
    .where({ id, version })
    .update({ ...changes, version: version + 1 });
  return count === 1;
}

/** Says for which device alone the credential is good, or for all again. */
export async function reserveSource(tx: Sql, id: string, reservedFor: string | null): Promise<void> {
  await tx('inventorySources')
    .where({ id })
    .update({ reservedFor, version: tx.raw('version + 1') });
}

export async function deleteSource(tx: Sql, id: string): Promise<void> {
  await tx('inventorySources').where({ id }).delete();
}
