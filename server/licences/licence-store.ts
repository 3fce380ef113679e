import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Licence } from './licence.ts';
import type { LicenceQuery } from './licence-schemas.ts';

const columns = [
  'id',
  'name',
  'publisher',
  'metric',
  'seats',
  'seatsUsed',
  'sealedKey',
  'supplierId',
  'orderNumber',
  'purchasedOn',
  'costCents',
  'currency',
  'expiresOn',
  'isReassignable',
  'notes',
  'version',
  'createdAt',
  'updatedAt',
];

export async function findLicence(sql: Sql, id: string): Promise<Licence | null> {
  return (await sql('licences').select(columns).where({ id }).first()) ?? null;
}

export async function insertLicence(tx: Sql, licence: Licence): Promise<void> {
  await tx('licences').insert({ ...licence, nameKey: nameKey(licence.name) });
}

/** Changes what people edit of a licence that still has this version; answers false when somebody was faster. */
export async function updateLicence(tx: Sql, licence: Licence): Promise<boolean> {
  // Seats are taken and freed by their own row alone.
  const { id, createdAt: _, seatsUsed: _used, ...written } = licence;
  const query = tx('licences').where({ id, version: licence.version - 1 });
  if (licence.seats !== null) query.where('seatsUsed', '<=', licence.seats);
  return (await query.update({ ...written, nameKey: nameKey(licence.name) })) === 1;
}

export async function deleteLicence(tx: Sql, id: string): Promise<void> {
  for (const table of ['licenceSeats', 'licenceSoftware']) await tx(table).where({ licenceId: id }).delete();
  await tx('licences').where({ id }).delete();
}

/** Takes a seat of a licence; answers false when all are taken. Others wait until the end of the transaction. */
export async function takeSeat(tx: Sql, id: string): Promise<boolean> {
  const count = await tx('licences')
    .where({ id })
    .where((any) => any.whereNull('seats').orWhereRaw('seats_used < seats'))
    .update({ seatsUsed: tx.raw('seats_used + 1') });
  return count === 1;
}

export async function giveSeatsBack(tx: Sql, id: string, count: number): Promise<void> {
  await tx('licences')
    .where({ id })
    .update({ seatsUsed: tx.raw('seats_used - ?', [count]) });
}

/** A page of licences by name. */
export async function listLicenceRows(sql: Sql, query: LicenceQuery): Promise<{ items: Licence[]; nextCursor: string | null }> {
  const rows = sql('licences')
    .select([...columns, 'nameKey'])
    .limit(query.limit + 1);
  if (query.supplierId) rows.where({ supplierId: query.supplierId });
  if (query.q) rows.whereRaw("name_key like ? escape '\\'", [`${nameKey(query.q).replace(/[\\%_]/g, '\\$&')}%`]);
  afterCursor(
    rows,
    [
      { column: 'nameKey', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    query.cursor,
  );
  const found = toPage((await rows) as Array<Licence & { nameKey: string }>, query.limit, (row) => [row.nameKey, row.id]);
  return { items: found.items.map(({ nameKey: _, ...licence }) => licence), nextCursor: found.nextCursor };
}

/** Some of all licences, in the order of their ids. */
export async function licencesAfter(sql: Sql, afterId: string, limit: number): Promise<Licence[]> {
  return sql('licences').select(columns).where('id', '>', afterId).orderBy('id').limit(limit);
}

export interface Covered {
  licenceId: string;
  softwareId: string;
}

/** Which titles these licences are for. */
export async function softwareOfLicences(sql: Sql, licenceIds: string[]): Promise<Covered[]> {
  if (licenceIds.length === 0) return [];
  return sql('licenceSoftware').whereIn('licenceId', licenceIds).orderBy(['licenceId', 'softwareId']);
}

/** The licences in force that are for these titles. */
export async function licencesFor(sql: Sql, softwareIds: string[], today: string): Promise<Array<Covered & Pick<Licence, 'seats'>>> {
  if (softwareIds.length === 0) return [];
  return sql('licenceSoftware')
    .join('licences', 'licences.id', 'licenceSoftware.licenceId')
    .select('licenceSoftware.licenceId', 'licenceSoftware.softwareId', 'licences.seats')
    .whereIn('licenceSoftware.softwareId', softwareIds)
    .where((any) => any.whereNull('licences.expiresOn').orWhere('licences.expiresOn', '>=', today));
}

export async function setSoftware(tx: Sql, licenceId: string, softwareIds: string[]): Promise<void> {
  await tx('licenceSoftware').where({ licenceId }).delete();
  if (softwareIds.length > 0) await tx('licenceSoftware').insert(softwareIds.map((softwareId) => ({ licenceId, softwareId })));
}
