import type { Sql } from '../../db/connection.ts';
import { afterCursor, type SortColumn, toPage } from '../platform/keyset.ts';
import type { AuditItem, AuditResult, CorrectionKind, Whereabouts } from './audit.ts';

const batch = 500;

export async function insertItems(tx: Sql, items: AuditItem[]): Promise<void> {
  for (let start = 0; start < items.length; start += batch) await tx('auditItems').insert(items.slice(start, start + batch).map(rowOf));
}

const rowOf = ({ before, after, ...item }: AuditItem): Record<string, unknown> => ({
  ...item,
  beforeJson: before && JSON.stringify(before),
  afterJson: after && JSON.stringify(after),
});

/** What a stock-take knows of an asset, or null. */
export async function findItem(sql: Sql, auditId: string, assetId: string): Promise<AuditItem | null> {
  return (await sql('auditItems').where({ auditId, assetId }).first()) ?? null;
}

export type Sighting = Pick<AuditItem, 'result' | 'scanCount' | 'seenAt' | 'seenLocationId' | 'seenById' | 'seenByName'>;

/** Writes what a scan found out about an asset. */
export async function updateItem(tx: Sql, auditId: string, assetId: string, sighting: Sighting): Promise<void> {
  await tx('auditItems').where({ auditId, assetId }).update(sighting);
}

export async function deleteItem(tx: Sql, auditId: string, assetId: string): Promise<void> {
  await tx('auditItems').where({ auditId, assetId }).delete();
}

export interface ItemRange {
  result?: AuditResult | undefined;
  locationIds?: string[] | undefined;
  assetIds?: string[] | undefined;
  isCorrected?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
}

const byTag: SortColumn[] = [
  { column: 'tagOrder', direction: 'asc' },
  { column: 'assetId', direction: 'asc' },
];

/** The items of a stock-take by tag. */
export async function listItems(sql: Sql, auditId: string, range: ItemRange) {
  const query = sql('auditItems')
    .select('*')
    .where({ auditId })
    .limit(range.limit + 1);
  if (range.result) query.where({ result: range.result });
  if (range.locationIds) query.whereIn('locationId', range.locationIds);
  if (range.assetIds) query.whereIn('assetId', range.assetIds);
  if (range.isCorrected) query.whereNotNull('correction');
  const rows: AuditItem[] = await afterCursor(query, byTag, range.cursor);
  return toPage(rows, range.limit, (item) => [item.tagOrder, item.assetId]);
}

/** Every item of a stock-take, portion by portion, so that any number fits into little memory. */
export async function* eachItems(sql: Sql, auditId: string, range: Omit<ItemRange, 'limit' | 'cursor'> = {}): AsyncGenerator<AuditItem[]> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listItems(sql, auditId, { ...range, limit: batch, cursor: cursor ?? undefined });
    if (page.items.length > 0) yield page.items;
    cursor = page.nextCursor;
  }
}

/** How many items of each result a stock-take has at each place that the register names. */
export async function countByPlace(
  sql: Sql,
  auditId: string,
): Promise<Array<{ locationId: string | null; result: AuditResult; count: number }>> {
  const rows = await sql('auditItems')
    .select('locationId', 'result', sql.raw('count(*) as count'))
    .where({ auditId })
    .whereNot({ result: 'unexpected' })
    .groupBy('locationId', 'result');
  return rows.map((row: { locationId: string | null; result: AuditResult; count: number | string }) => ({
    ...row,
    count: Number(row.count),
  }));
}

export interface AppliedCorrection {
  assetId: string;
  correction: CorrectionKind;
  before: Whereabouts;
  after: Whereabouts;
}

/** Remembers what the closing did to an asset. */
export async function keepCorrection(tx: Sql, auditId: string, { assetId, correction, before, after }: AppliedCorrection): Promise<void> {
  const row = { correction, beforeJson: JSON.stringify(before), afterJson: JSON.stringify(after) };
  await tx('auditItems').where({ auditId, assetId }).update(row);
}

/** Forgets what the closing did: it was taken back. */
export async function forgetCorrections(tx: Sql, auditId: string): Promise<void> {
  await tx('auditItems').where({ auditId }).whereNotNull('correction').update({ correction: null, beforeJson: null, afterJson: null });
}

/** When stock-takes last saw an asset, the newest first. */
export async function sightingsOf(sql: Sql, assetId: string, limit: number): Promise<AuditItem[]> {
  return sql('auditItems').select('*').where({ assetId }).whereNotNull('seenAt').orderBy('seenAt', 'desc').limit(limit);
}
