import type { Sql } from '../../../db/connection.ts';
import { type Company, listCompanies, companyRefs as refs } from './company-store.ts';

/** All companies by name. */
export const allCompanies = (sql: Sql): Promise<Company[]> => listCompanies(sql);

/** Id and name of each of these companies; unknown ids and nulls are left out. */
export const companyRefs = (sql: Sql, ids: Iterable<string | null | undefined>): Promise<Map<string, { id: string; name: string }>> =>
  refs(sql, ids);
