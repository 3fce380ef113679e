import type { Sql } from '../../../db/connection.ts';
import type { Identity, KeyType } from './identity.ts';
import { wordsOf } from './identity.ts';

/** One way in which a machine introduced itself, and to which record it belongs. */
export interface Fingerprint {
  id: string;
  hash: string;
  identity: Identity;
  state: 'assigned' | 'review' | 'ignored';
  assetId: string | null;
  reviewId: string | null;
  isPinned: boolean;
  agentName: string | null;
  sourceId: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

export const findFingerprint = async (sql: Sql, hash: string): Promise<Fingerprint | null> =>
  (await sql('inventoryFingerprints').where({ hash }).first()) ?? null;

export const fingerprintsOfAsset = (sql: Sql, assetId: string): Promise<Fingerprint[]> =>
  sql('inventoryFingerprints').where({ assetId }).orderBy('id').limit(500);

export const fingerprintsOfReview = (sql: Sql, reviewId: string): Promise<Fingerprint[]> =>
  sql('inventoryFingerprints').where({ reviewId }).orderBy('id').limit(500);

export async function insertFingerprint(tx: Sql, fingerprint: Fingerprint): Promise<void> {
  const { identity, ...columns } = fingerprint;
  await tx('inventoryFingerprints').insert({ ...columns, identityJson: JSON.stringify(identity) });
  const rows = wordsOf(identity).map((word) => ({ fingerprintId: fingerprint.id, ...word }));
  if (rows.length > 0) await tx('inventoryKeys').insert(rows);
}

type Placing = Partial<Pick<Fingerprint, 'state' | 'assetId' | 'reviewId' | 'isPinned'>>;

export async function placeFingerprints(tx: Sql, ids: string[], placing: Placing): Promise<void> {
  await tx('inventoryFingerprints').whereIn('id', ids).update(placing);
}

export async function findFingerprints(sql: Sql, ids: string[]): Promise<Fingerprint[]> {
  const found: Fingerprint[] = [];
  for (let start = 0; start < ids.length; start += 500)
    found.push(...(await sql('inventoryFingerprints').whereIn('id', ids.slice(start, start + 500))));
  return found;
}

export interface Bearer {
  fingerprintId: string;
  type: KeyType;
  value: string;
}

/** Who introduced itself with one of these words; those that wait for nobody's decision any more are left out. */
export async function bearersOf(sql: Sql, type: KeyType, values: string[], limit: number): Promise<Bearer[]> {
  return sql('inventoryKeys')
    .join('inventoryFingerprints', 'inventoryFingerprints.id', 'inventoryKeys.fingerprintId')
    .select('inventoryKeys.fingerprintId', 'inventoryKeys.type', 'inventoryKeys.value')
    .whereIn('inventoryKeys.value', values)
    .where({ 'inventoryKeys.type': type })
    .whereNot({ 'inventoryFingerprints.state': 'ignored' })
    .orderBy('inventoryKeys.fingerprintId')
    .limit(limit);
}

/** Fingerprints that people tied to these records. */
export const pinnedTo = (sql: Sql, assetIds: string[]): Promise<Fingerprint[]> =>
  sql('inventoryFingerprints').whereIn('assetId', assetIds).where({ isPinned: true }).limit(2000);

/** Fingerprints after this one in the order of their making. */
export const fingerprintsAfter = (sql: Sql, after: string, limit: number): Promise<Fingerprint[]> =>
  sql('inventoryFingerprints').where('id', '>', after).whereNot({ state: 'ignored' }).orderBy('id').limit(limit);

export async function deleteFingerprints(tx: Sql, ids: string[]): Promise<void> {
  await tx('inventoryFingerprints').whereIn('id', ids).delete();
}
