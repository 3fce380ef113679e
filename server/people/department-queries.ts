import type { Sql } from '../../db/connection.ts';

/** The departments that people belong to, by name. It jumps from one to the next in the index, however many people there are. */
export async function departments(sql: Sql, limit: number): Promise<string[]> {
  const rows: Array<{ department: string }> = await sql.raw(
    `with recursive d (department) as (
       select min(department) from people
       union all
       select (select min(department) from people where people.department > d.department) from d where d.department is not null
     )
     select department from d where department is not null limit ?`,
    [limit],
  );
  return rows.map(({ department }) => department);
}
