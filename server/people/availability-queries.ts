import type { Sql } from '../../db/connection.ts';
import { listSkills } from './skill-store.ts';

/** Those of these persons who are away at an instant. */
export async function absentAmong(sql: Sql, personIds: readonly string[], at: Date): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows: Array<{ personId: string }> = await sql('absences')
    .distinct('personId')
    .whereIn('personId', [...personIds])
    .where('startAt', '<=', at)
    .where('endAt', '>', at);
  return new Set(rows.map(({ personId }) => personId));
}

/** When these persons are away within a span, in order. */
export async function absencesBetween(
  sql: Sql,
  personIds: readonly string[],
  from: Date,
  to: Date,
): Promise<Array<{ personId: string; startAt: Date; endAt: Date }>> {
  return sql('absences')
    .select('personId', 'startAt', 'endAt')
    .whereIn('personId', [...personIds])
    .where('endAt', '>', from)
    .where('startAt', '<', to)
    .orderBy(['startAt', 'id'])
    .limit(5000);
}

/** What each of these persons can do; who has no skill is left out. */
export const skillsOf = (sql: Sql, personIds: readonly string[]): Promise<Map<string, string[]>> => listSkills(sql, personIds);
