import type { Sql } from '../../db/connection.ts';
import type { MajorIncident } from './major-incident.ts';

interface MajorRow extends Omit<MajorIncident, 'title' | 'body' | 'serviceIds' | 'locationIds'> {
  titleEn: string;
  titleFr: string;
  bodyEn: string;
  bodyFr: string;
}

function rowOf({ title, body, serviceIds: _s, locationIds: _l, ...columns }: MajorIncident): MajorRow {
  return { ...columns, titleEn: title.en, titleFr: title.fr, bodyEn: body.en, bodyFr: body.fr };
}

/** Rows with the services and locations that are concerned. */
export async function withScopes(sql: Sql, rows: MajorRow[]): Promise<MajorIncident[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const scopes: Array<{ majorIncidentId: string; kind: 'service' | 'location'; value: string }> = await sql('majorIncidentScopes')
    .whereIn('majorIncidentId', ids)
    .orderBy(['majorIncidentId', 'kind', 'value']);
  return rows.map(({ titleEn, titleFr, bodyEn, bodyFr, ...columns }) => {
    const of = (kind: 'service' | 'location') =>
      scopes.filter((scope) => scope.majorIncidentId === columns.id && scope.kind === kind).map(({ value }) => value);
    const words = { title: { en: titleEn, fr: titleFr }, body: { en: bodyEn, fr: bodyFr } };
    return { ...columns, ...words, serviceIds: of('service'), locationIds: of('location') };
  });
}

export async function insertMajor(tx: Sql, major: MajorIncident): Promise<void> {
  await tx('majorIncidents').insert(rowOf(major));
  await writeScopes(tx, major);
}

/** Saves the next version of a major incident that still has the one before; false when somebody was faster. */
export async function updateMajor(tx: Sql, major: MajorIncident): Promise<boolean> {
  // The count grows by itself beside this.
  const { affectedCount: _, ...columns } = rowOf(major);
  const count = await tx('majorIncidents')
    .where({ id: major.id, version: major.version - 1 })
    .update(columns);
  if (count !== 1) return false;
  await tx('majorIncidentScopes').where({ majorIncidentId: major.id }).delete();
  await writeScopes(tx, major);
  return true;
}

async function writeScopes(tx: Sql, { id, serviceIds, locationIds }: MajorIncident): Promise<void> {
  const rows = [
    ...[...new Set(serviceIds)].map((value) => ({ majorIncidentId: id, kind: 'service', value })),
    ...[...new Set(locationIds)].map((value) => ({ majorIncidentId: id, kind: 'location', value })),
  ];
  if (rows.length > 0) await tx('majorIncidentScopes').insert(rows);
}

export async function findMajor(sql: Sql, id: string): Promise<MajorIncident | null> {
  return (await withScopes(sql, await sql('majorIncidents').where({ id }).limit(1)))[0] ?? null;
}

/** The same, held until the transaction ends. */
export async function lockMajor(tx: Sql, id: string): Promise<MajorIncident | null> {
  return (await withScopes(tx, await tx('majorIncidents').where({ id }).forUpdate().limit(1)))[0] ?? null;
}

/** What this incident is as a major one, active or ended; null when it is none. */
export async function findMajorOf(sql: Sql, incidentId: string): Promise<MajorIncident | null> {
  const rows: MajorRow[] = await sql('majorIncidents').where({ incidentId }).whereNot({ state: 'withdrawn' }).limit(1);
  return (await withScopes(sql, rows))[0] ?? null;
}

/** The active ones and those that ended after an instant, the newest first; 50 at the most. */
export async function recentMajors(sql: Sql, endedAfter: Date): Promise<MajorIncident[]> {
  const newest = [
    { column: 'declaredAt', order: 'desc' as const },
    { column: 'id', order: 'desc' as const },
  ];
  const active: MajorRow[] = await sql('majorIncidents').where({ state: 'active' }).orderBy(newest).limit(50);
  const ended: MajorRow[] = await sql('majorIncidents')
    .where({ state: 'ended' })
    .where('endedAt', '>', endedAfter)
    .orderBy(newest)
    .limit(20);
  return withScopes(sql, [...active, ...ended]);
}

/** Keeps that a person is affected; false when they had said so. */
export async function insertAffected(tx: Sql, majorIncidentId: string, personId: string, sinceAt: Date): Promise<boolean> {
  const inserted = await tx('majorIncidentAffected')
    .insert({ majorIncidentId, personId, sinceAt })
    .onConflict(['majorIncidentId', 'personId'])
    .ignore()
    .returning('personId');
  if (inserted.length > 0) await countAffected(tx, majorIncidentId, 1);
  return inserted.length > 0;
}

/** Takes it back; false when they had not said so. */
export async function deleteAffected(tx: Sql, majorIncidentId: string, personId: string): Promise<boolean> {
  const count = await tx('majorIncidentAffected').where({ majorIncidentId, personId }).delete();
  if (count > 0) await countAffected(tx, majorIncidentId, -1);
  return count > 0;
}

async function countAffected(tx: Sql, id: string, by: number): Promise<void> {
  await tx('majorIncidents')
    .where({ id })
    .update({ affectedCount: tx.raw('affected_count + ?', [by]) });
}
