import type { Sql } from '../../db/connection.ts';
import { findService as findServiceRow, listServices, type Service } from './service-store.ts';
import { findDefaultSupportGroup, findSupportGroup as findSupportGroupRow, type SupportGroup } from './support-group-store.ts';

export type { Service };

/** All services by name. */
export const allServices = (sql: Sql): Promise<Service[]> => listServices(sql);

/** The service with this id, or null. */
export const findService = (sql: Sql, id: string): Promise<Service | null> => findServiceRow(sql, id);

/** The support group with this id, or null. */
export const findSupportGroup = (sql: Sql, id: string): Promise<SupportGroup | null> => findSupportGroupRow(sql, id);

/** The group that takes what nobody claims, or null in an installation without groups. */
export const defaultSupportGroup = (sql: Sql): Promise<SupportGroup | null> => findDefaultSupportGroup(sql);

/** The group whose own address is among these, or null. */
export async function supportGroupIdOfAddress(sql: Sql, addresses: string[]): Promise<string | null> {
  if (addresses.length === 0) return null;
  const row = await sql('supportGroups')
    .select('id')
    .whereRaw(`lower(email) in (${addresses.map(() => '?').join(', ')})`, addresses)
    .orderBy('id')
    .first();
  return row?.id ?? null;
}

interface NamedRef {
  id: string;
  name: string;
}

/** Id and name of each of these services; unknown ids and nulls are left out. */
export const serviceRefs = (sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, NamedRef>> =>
  refs(sql, 'services', ids);

/** Id and name of each of these support groups; unknown ids and nulls are left out. */
export const supportGroupRefs = (sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, NamedRef>> =>
  refs(sql, 'supportGroups', ids);

async function refs(sql: Sql, table: string, ids: Iterable<string | null | undefined>): Promise<Map<string, NamedRef>> {
  const wanted = [...new Set([...ids].filter((id) => id != null))];
  if (wanted.length === 0) return new Map();
  const rows: NamedRef[] = await sql(table).select('id', 'name').whereIn('id', wanted);
  return new Map(rows.map((row) => [row.id, row]));
}
