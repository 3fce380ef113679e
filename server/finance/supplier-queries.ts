import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import { invalid } from '../platform/problem.ts';
import { findSupplierRow, type Supplier } from './supplier-store.ts';

/** Id and name of each of these suppliers; unknown ids and nulls are left out. */
export async function supplierRefs(sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, { id: string; name: string }>> {
  const wanted = [...new Set([...ids].filter((id) => id != null))];
  if (wanted.length === 0) return new Map();
  const rows: Array<{ id: string; name: string }> = await sql('suppliers').select('id', 'name').whereIn('id', wanted);
  return new Map(rows.map((row) => [row.id, row]));
}

/** 422 when there is no such supplier. */
export async function checkSupplier(sql: Sql, supplierId: string | null | undefined): Promise<void> {
  if (supplierId && !(await findSupplierRow(sql, supplierId))) throw invalid('/supplierId', 'There is no such supplier');
}

/** The suppliers of these names in whatever writing, by the compared form of the name. */
export async function suppliersByName(sql: Sql, names: string[]): Promise<Map<string, Supplier>> {
  const found = new Map<string, Supplier>();
  const keys = [...new Set(names.map(nameKey))];
  for (let start = 0; start < keys.length; start += 500)
    for (const row of await sql('suppliers').whereIn('nameKey', keys.slice(start, start + 500))) found.set(row.nameKey, row);
  return found;
}

/** The present version of each of these suppliers. */
export async function supplierVersions(sql: Sql, ids: string[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (let start = 0; start < ids.length; start += 500) {
    const some = ids.slice(start, start + 500);
    for (const row of await sql('suppliers').select('id', 'version').whereIn('id', some)) versions.set(row.id, row.version);
  }
  return versions;
}
