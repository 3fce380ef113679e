import type { Sql } from '../../db/connection.ts';
import { familiesAskedFor, requestersOfFamily } from '../incidents/family-queries.ts';
import type { MajorIncident } from './major-incident.ts';

/** People whom a major incident concerns, each once: said so, asked for it or for a child of it, or follow a service of it. */
function concerned(sql: Sql, { id, incidentId }: Pick<MajorIncident, 'id' | 'incidentId'>) {
  return sql
    .select('personId')
    .from('majorIncidentAffected')
    .where({ majorIncidentId: id })
    .union([
      requestersOfFamily(sql, incidentId),
      sql
        .select({ personId: 'f.personId' })
        .from('serviceFollowers as f')
        .join('majorIncidentScopes as s', (on) => on.on('s.value', 'f.serviceId'))
        .where({ 's.majorIncidentId': id, 's.kind': 'service' }),
    ]);
}

/** The next of them after a person, in the order of their ids. */
export async function audienceAfter(
  sql: Sql,
  major: Pick<MajorIncident, 'id' | 'incidentId'>,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows: Array<{ personId: string }> = await sql
    .select('personId')
    .from(concerned(sql, major).as('concerned'))
    .where('personId', '>', after)
    .orderBy('personId')
    .limit(limit);
  return rows.map(({ personId }) => personId);
}

const countedTo = 5000;

/** How many they are, counted to 5,000. */
export async function audienceSize(sql: Sql, major: Pick<MajorIncident, 'id' | 'incidentId'>): Promise<number> {
  const some = sql.select('personId').from(concerned(sql, major).as('concerned')).limit(countedTo);
  const [row] = await sql.from(some.as('some')).count({ many: '*' });
  return Number((row as unknown as { many: number }).many);
}

/** How many are affected: who said so, and requesters of its incident and children who did not say so besides. */
export async function affectedBy(sql: Sql, { id, incidentId, affectedCount }: MajorIncident): Promise<number> {
  const saidSo = sql('majorIncidentAffected').select('personId').where({ majorIncidentId: id });
  const requesters = requestersOfFamily(sql, incidentId).whereNotIn('requesterId', saidSo);
  const [row] = await sql.from(requesters.as('requesters')).count({ many: '*' });
  return affectedCount + Number((row as unknown as { many: number }).many);
}

/** How a person is affected by these major incidents: by their own word, or by an incident that they filed. */
export async function affectionsOf(
  sql: Sql,
  personId: string,
  majors: MajorIncident[],
): Promise<{ saidSo: Set<string>; byIncident: Set<string> }> {
  const said: Array<{ majorIncidentId: string }> = await sql('majorIncidentAffected')
    .select('majorIncidentId')
    .where({ personId })
    .whereIn(
      'majorIncidentId',
      majors.map(({ id }) => id),
    );
  const incidentIds = majors.map(({ incidentId }) => incidentId);
  const filed = await familiesAskedFor(sql, personId, incidentIds);
  return {
    saidSo: new Set(said.map(({ majorIncidentId }) => majorIncidentId)),
    byIncident: new Set(majors.filter(({ incidentId }) => filed.has(incidentId)).map(({ id }) => id)),
  };
}
