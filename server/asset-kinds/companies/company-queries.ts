import type { Sql } from '../../../db/connection.ts';
import { type Company, companyOf as findCompany, listCompanies, companyRefs as refs } from './company-store.ts';

/** All companies by name. */
export const allCompanies = (sql: Sql): Promise<Company[]> => listCompanies(sql);

/** Id and name of each of these companies; unknown ids and nulls are left out. */
export const companyRefs = (sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, { id: string; name: string }>> =>
  refs(sql, ids);

/** The company with this id, or null. */
export const companyOf = (sql: Sql, id: string): Promise<Company | null> => findCompany(sql, id);
