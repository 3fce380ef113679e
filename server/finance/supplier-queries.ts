import type { Sql } from '../../db/connection.ts';
import { invalid } from '../platform/problem.ts';
import { findSupplierRow } from './supplier-store.ts';

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
