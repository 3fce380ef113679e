import { gunzipSync, gzipSync } from 'node:zlib';
import type { Sql } from '../../../db/connection.ts';
import type { InventoryDocument } from '../inventory-document.ts';
import type { Identity } from './identity.ts';
import type { Candidate } from './settle.ts';

export type ReviewDecision = 'asset' | 'new' | 'ignore';

/** A machine of which nobody but a person can say which record it is. */
export interface Review {
  id: string;
  reason: 'several' | 'contradiction';
  /** `settled`: later facts or other rules answered it. */
  state: 'open' | 'decided' | 'settled';
  name: string | null;
  identity: Identity;
  candidates: Candidate[];
  sourceId: string | null;
  decision: ReviewDecision | null;
  assetId: string | null;
  deciderId: string | null;
  deciderName: string | null;
  decidedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

const columns = [
  'id',
  'reason',
  'state',
  'name',
  'identityJson',
  'candidatesJson',
  'sourceId',
  'decision',
  'assetId',
  'deciderId',
  'deciderName',
  'decidedAt',
  'createdAt',
  'updatedAt',
  'version',
];

export const reviewColumns: readonly string[] = columns;

export async function insertReview(
  tx: Sql,
  { identity, candidates, ...review }: Review,
  document: InventoryDocument | null,
): Promise<void> {
  await tx('inventoryReviews').insert({
    ...review,
    identityJson: JSON.stringify(identity),
    candidatesJson: JSON.stringify(candidates),
    document: document && packed(document),
  });
}

export const findReview = async (sql: Sql, id: string): Promise<Review | null> =>
  (await sql('inventoryReviews').select(columns).where({ id }).first()) ?? null;

/** Writes a review that still has the version before; false when somebody was faster. */
export async function updateReview(
  tx: Sql,
  { id, version }: Pick<Review, 'id' | 'version'>,
  { candidates, ...changes }: Partial<Review>,
  undo?: unknown,
): Promise<boolean> {
  const row = {
    ...changes,
    ...(candidates && { candidatesJson: JSON.stringify(candidates) }),
    ...(undo !== undefined && { undoJson: JSON.stringify(undo) }),
    version: version + 1,
  };
  return (await tx('inventoryReviews').where({ id, version }).update(row)) === 1;
}

/** Keeps the last word of a machine that waits. */
export async function keepDocument(tx: Sql, id: string, document: InventoryDocument, at: Date): Promise<void> {
  await tx('inventoryReviews')
    .where({ id })
    .update({ document: packed(document), updatedAt: at });
}

/** What the machine said last, or null. */
export async function documentOfReview(sql: Sql, id: string): Promise<InventoryDocument | null> {
  const row = await sql('inventoryReviews').select('document').where({ id }).first();
  return row?.document ? (JSON.parse(gunzipSync(row.document).toString('utf8')) as InventoryDocument) : null;
}

/** What a decision changed, as it was noted then. */
export async function undoOfReview<T>(sql: Sql, id: string): Promise<T | null> {
  const row = await sql('inventoryReviews').select('undoJson').where({ id }).first();
  return row?.undo ?? null;
}

const packed = (document: InventoryDocument): Buffer => gzipSync(JSON.stringify(document), { level: 1 });
