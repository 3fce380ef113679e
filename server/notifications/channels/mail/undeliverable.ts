import type { Sql } from '../../../../db/connection.ts';
import { afterCursor, toPage } from '../../../platform/keyset.ts';

/** An address that its mail server says does not exist; nothing is sent to it until somebody says otherwise. */
export interface UndeliverableAddress {
  address: string;
  /** The enhanced status code, such as 5.1.1. */
  status: string;
  reason: string;
  notedAt: Date;
}

export async function findUndeliverable(sql: Sql, address: string): Promise<UndeliverableAddress | null> {
  return (await sql('undeliverableAddresses').where({ address: address.toLowerCase() }).first()) ?? null;
}

/** Notes that an address does not take mail; answers whether that is news. */
export async function noteUndeliverable(tx: Sql, found: UndeliverableAddress): Promise<boolean> {
  const row = { ...found, address: found.address.toLowerCase(), reason: found.reason.slice(0, 500) };
  return (await tx('undeliverableAddresses').insert(row).onConflict('address').ignore().returning('address')).length > 0;
}

/** Tries the address again from now on; false when it was not noted. */
export const forgetUndeliverable = async (tx: Sql, address: string): Promise<boolean> =>
  (await tx('undeliverableAddresses').where({ address: address.toLowerCase() }).delete()) > 0;

export async function listUndeliverable(
  sql: Sql,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: UndeliverableAddress[]; nextCursor: string | null }> {
  const query = sql('undeliverableAddresses')
    .select('*')
    .limit(limit + 1);
  afterCursor(query, [{ column: 'address', direction: 'asc' }], cursor);
  return toPage((await query) as UndeliverableAddress[], limit, ({ address }) => [address]);
}
