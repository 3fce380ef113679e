import type { Sql } from '../../../db/connection.ts';
import { nameKey } from '../../platform/name-key.ts';

/** A legal body that owns assets. */
export interface Company {
  id: string;
  name: string;
  /** A short form, as on labels. */
  code: string | null;
  notes: string | null;
  isActive: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const columns = ['id', 'name', 'code', 'notes', 'isActive', 'version', 'createdAt', 'updatedAt'];

/** The company with this id, or null. */
export async function companyOf(sql: Sql, id: string): Promise<Company | null> {
  return (await sql('companies').select(columns).where({ id }).first()) ?? null;
}

/** The company of this name in whatever writing, or null. */
export async function companyByName(sql: Sql, name: string): Promise<Company | null> {
  return (
    (await sql('companies')
      .select(columns)
      .where({ nameKey: nameKey(name) })
      .first()) ?? null
  );
}

/** All companies by name. */
export async function listCompanies(sql: Sql): Promise<Company[]> {
  return sql('companies').select(columns).orderBy(['nameKey', 'id']).limit(1000);
}

/** Id and name of each of these companies; unknown ids and nulls are left out. */
export async function companyRefs(sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, { id: string; name: string }>> {
  const wanted = [...new Set([...ids].filter((id) => id != null))];
  if (wanted.length === 0) return new Map();
  const rows: Array<{ id: string; name: string }> = await sql('companies').select('id', 'name').whereIn('id', wanted);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertCompany(tx: Sql, company: Company): Promise<void> {
  await tx('companies').insert({ ...company, nameKey: nameKey(company.name) });
}

/** Changes a company that still has the version before; answers false when somebody was faster. */
export async function updateCompany(tx: Sql, { id, createdAt: _, ...company }: Company): Promise<boolean> {
  const count = await tx('companies')
    .where({ id, version: company.version - 1 })
    .update({ ...company, nameKey: nameKey(company.name) });
  return count === 1;
}

export async function deleteCompany(tx: Sql, id: string): Promise<void> {
  await tx('companies').where({ id }).delete();
}
