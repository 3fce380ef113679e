import type { Sql } from '../../db/connection.ts';
import type { SatisfactionRequest, SatisfactionSettings } from './satisfaction.ts';

/** The settings; there is one row. */
export async function readSettings(sql: Sql): Promise<SatisfactionSettings> {
  return sql('satisfactionSettings').select('isAsking', 'daysBetween', 'lowRating', 'version').first() as unknown as SatisfactionSettings;
}

/** Changes settings that still have this version; answers false when somebody was faster. */
export async function updateSettings(tx: Sql, version: number, changes: Partial<SatisfactionSettings>): Promise<boolean> {
  return (
    (await tx('satisfactionSettings')
      .where({ version })
      .update({ ...changes, version: version + 1 })) === 1
  );
}

/** What was asked about an incident, or null. */
export async function findRequest(sql: Sql, incidentId: string): Promise<SatisfactionRequest | null> {
  return (await sql('satisfactionRequests').where({ incidentId }).first()) ?? null;
}

/** Asks about an incident unless that was done already; answers whether it was now. */
export async function insertRequest(tx: Sql, request: SatisfactionRequest): Promise<boolean> {
  const rows = await tx('satisfactionRequests').insert(request).onConflict('incidentId').ignore().returning('incidentId');
  return rows.length === 1;
}

/** True when the person was asked about anything since an instant. */
export async function wasAskedSince(sql: Sql, personId: string, since: Date): Promise<boolean> {
  return (await sql('satisfactionRequests').select('incidentId').where({ personId }).where('askedAt', '>', since).first()) !== undefined;
}

export async function saveRating(
  tx: Sql,
  incidentId: string,
  rating: { rating: number; comment: string | null; ratedAt: Date },
): Promise<void> {
  await tx('satisfactionRequests').where({ incidentId }).update(rating);
}

/** What people said, the newest first; a query to page through. */
export const ratings = (sql: Sql) => sql('satisfactionRequests').whereNotNull('ratedAt');
