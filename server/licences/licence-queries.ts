import type { Sql } from '../../db/connection.ts';
import type { Licence } from './licence.ts';
import { licencesAfter } from './licence-store.ts';
import { countIn, pictureOf } from './licence-view.ts';

export type LicenceRef = Pick<Licence, 'id' | 'name' | 'metric' | 'seats' | 'seatsUsed' | 'expiresOn'>;

/** How other things mention these licences, by id; unknown ids are left out. */
export async function licenceRefs(sql: Sql, ids: string[]): Promise<Map<string, LicenceRef>> {
  if (ids.length === 0) return new Map();
  const rows: LicenceRef[] = await sql('licences').select('id', 'name', 'metric', 'seats', 'seatsUsed', 'expiresOn').whereIn('id', ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every licence that ends within these days. */
export async function licencesEnding(sql: Sql, from: string, to: string): Promise<LicenceRef[]> {
  return sql('licences')
    .select('id', 'name', 'metric', 'seats', 'seatsUsed', 'expiresOn')
    .whereBetween('expiresOn', [from, to])
    .orderBy(['expiresOn', 'id'])
    .limit(5000);
}

/** Every licence of which more is installed than there are seats, and by how many. */
export async function overusedLicences(sql: Sql, today: string): Promise<Array<LicenceRef & { installed: number; overuse: number }>> {
  const found: Array<LicenceRef & { installed: number; overuse: number }> = [];
  for (let after = ''; ; ) {
    const licences = await licencesAfter(sql, after, 200);
    const picture = await pictureOf(sql, licences, today);
    for (const licence of licences) {
      const { installed, overuse } = countIn(picture, licence);
      if (overuse > 0) found.push({ ...licence, installed: installed ?? 0, overuse });
    }
    if (licences.length < 200) return found;
    after = (licences.at(-1) as Licence).id;
  }
}
