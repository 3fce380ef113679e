import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { NewSupplier, SupplierQuery } from './supplier-schemas.ts';

export interface Supplier extends NewSupplier {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const columns = [
  'id',
  'name',
  'email',
  'phone',
  'url',
  'contact',
  'accountNumber',
  'address',
  'notes',
  'isActive',
  'version',
  'createdAt',
  'updatedAt',
];

export async function findSupplierRow(sql: Sql, id: string): Promise<Supplier | null> {
  return (await sql('suppliers').select(columns).where({ id }).first()) ?? null;
}

export async function findSupplierByName(sql: Sql, name: string): Promise<Supplier | null> {
  return (
    (await sql('suppliers')
      .select(columns)
      .where({ nameKey: nameKey(name) })
      .first()) ?? null
  );
}

export async function insertSupplier(tx: Sql, supplier: Supplier): Promise<void> {
  await tx('suppliers').insert({ ...supplier, nameKey: nameKey(supplier.name) });
}

/** Changes a supplier that still has this version; answers false when somebody was faster. */
export async function updateSupplier(tx: Sql, { id, createdAt: _, ...supplier }: Supplier): Promise<boolean> {
  const count = await tx('suppliers')
    .where({ id, version: supplier.version - 1 })
    .update({ ...supplier, nameKey: nameKey(supplier.name) });
  return count === 1;
}

export async function deleteSupplier(tx: Sql, id: string): Promise<void> {
  await tx('suppliers').where({ id }).delete();
}

/** A page of suppliers by name. */
export async function listSupplierRows(sql: Sql, query: SupplierQuery): Promise<{ items: Supplier[]; nextCursor: string | null }> {
  const rows = sql('suppliers')
    .select([...columns, 'nameKey'])
    .limit(query.limit + 1);
  if (query.active) rows.where({ isActive: query.active === 'true' });
  if (query.q) rows.whereRaw("name_key like ? escape '\\'", [`${nameKey(query.q).replace(/[\\%_]/g, '\\$&')}%`]);
  afterCursor(
    rows,
    [
      { column: 'nameKey', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    query.cursor,
  );
  const found = toPage((await rows) as Array<Supplier & { nameKey: string }>, query.limit, (row) => [row.nameKey, row.id]);
  return { items: found.items.map(({ nameKey: _, ...supplier }) => supplier), nextCursor: found.nextCursor };
}
