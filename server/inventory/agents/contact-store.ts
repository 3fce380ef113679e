import type { Sql } from '../../../db/connection.ts';
import { afterCursor, toPage } from '../../platform/keyset.ts';

/** One message of an agent and what it was answered. */
export interface InventoryContact {
  id: string;
  sourceId: string | null;
  agentId: string | null;
  username: string | null;
  deviceId: string | null;
  product: string | null;
  address: string | null;
  message: string;
  status: number;
  answer: string;
  outcome: string | null;
  assetId: string | null;
  error: string | null;
  isError: boolean;
  bytes: number;
  durationMs: number;
  happenedAt: Date;
}

export async function insertContacts(tx: Sql, contacts: InventoryContact[]): Promise<void> {
  for (let at = 0; at < contacts.length; at += 50) await tx('inventoryContacts').insert(contacts.slice(at, at + 50));
}

/** Contacts, the last first. */
export async function listContacts(
  sql: Sql,
  filter: {
    sourceId?: string | undefined;
    agentId?: string | undefined;
    assetId?: string | undefined;
    isError?: boolean | undefined;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<{ items: InventoryContact[]; nextCursor: string | null }> {
  const query = sql('inventoryContacts').limit(filter.limit + 1);
  for (const name of ['sourceId', 'agentId', 'assetId', 'isError'] as const) {
    if (filter[name] !== undefined) query.where({ [name]: filter[name] });
  }
  afterCursor(query, [{ column: 'id', direction: 'desc' }], filter.cursor);
  return toPage((await query) as InventoryContact[], filter.limit, ({ id }) => [id]);
}

/** Forgets contacts from before an instant, some at a time; answers how many. */
export async function forgetContacts(tx: Sql, before: Date, limit: number): Promise<number> {
  const old: Array<{ id: string; happenedAt: Date }> = await tx('inventoryContacts').select('id', 'happenedAt').orderBy('id').limit(limit);
  const ids = old.filter(({ happenedAt }) => happenedAt < before).map(({ id }) => id);
  return ids.length === 0 ? 0 : tx('inventoryContacts').whereIn('id', ids).delete();
}
