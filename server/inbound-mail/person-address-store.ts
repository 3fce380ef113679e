import type { Sql } from '../../db/connection.ts';

/** The person who has this further address, or null. */
export async function personIdOfAddress(sql: Sql, address: string): Promise<string | null> {
  return (await sql('personAddresses').select('personId').where({ address }).first())?.personId ?? null;
}

export async function addressesOfPerson(sql: Sql, personId: string): Promise<string[]> {
  const rows: Array<{ address: string }> = await sql('personAddresses').select('address').where({ personId }).orderBy('address').limit(100);
  return rows.map(({ address }) => address);
}

/** Makes the further addresses of a person exactly these. */
export async function replaceAddresses(tx: Sql, personId: string, addresses: string[], createdAt: Date): Promise<void> {
  await tx('personAddresses').where({ personId }).delete();
  if (addresses.length > 0) await tx('personAddresses').insert(addresses.map((address) => ({ address, personId, createdAt })));
}
