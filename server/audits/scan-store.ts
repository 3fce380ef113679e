import type { Sql } from '../../db/connection.ts';
import { afterCursor, type SortColumn, toPage } from '../platform/keyset.ts';
import type { ScanAnswer, ScanOutcome } from './scan-schemas.ts';

/** One reading of a code, as it was taken and what came of it. Scans are added and never changed. */
export interface Scan {
  id: string;
  action: 'audit' | 'check_out' | 'check_in';
  code: string;
  auditId: string | null;
  assetId: string | null;
  locationId: string | null;
  actorId: string;
  actorName: string;
  scannedAt: Date;
  receivedAt: Date;
  outcome: ScanOutcome;
  answer: ScanAnswer;
}

/** The scan that its reader gave this id, or null. */
export async function findScan(sql: Sql, id: string): Promise<Scan | null> {
  return (await sql('scans').where({ id }).first()) ?? null;
}

export async function insertScan(tx: Sql, { answer, ...scan }: Scan): Promise<void> {
  await tx('scans').insert({ ...scan, answerJson: JSON.stringify(answer) });
}

const newestFirst: SortColumn[] = [
  { column: 'receivedAt', direction: 'desc' },
  { column: 'id', direction: 'desc' },
];

/** The scans of a stock-take, the latest first. */
export async function listScans(
  sql: Sql,
  auditId: string,
  range: { outcome?: ScanOutcome | undefined; limit: number; cursor?: string | undefined },
) {
  const query = sql('scans')
    .select('*')
    .where({ auditId })
    .limit(range.limit + 1);
  if (range.outcome) query.where({ outcome: range.outcome });
  const rows: Scan[] = await afterCursor(query, newestFirst, range.cursor);
  return toPage(rows, range.limit, (scan) => [scan.receivedAt, scan.id]);
}

/** True when the stock-take has met this code already and knew no asset for it. */
export async function isKnownAsUnknown(sql: Sql, auditId: string, code: string): Promise<boolean> {
  return Boolean(await sql('scans').select('id').where({ auditId, outcome: 'unknown', code }).first());
}

/** True when anything was scanned for the stock-take. */
export async function hasScans(sql: Sql, auditId: string): Promise<boolean> {
  return Boolean(await sql('scans').select('id').where({ auditId }).first());
}

/** The last scan that handed the asset out or took it back, or null. */
export async function lastCustodyScan(sql: Sql, assetId: string): Promise<Pick<Scan, 'scannedAt' | 'receivedAt'> | null> {
  const row = await sql('scans')
    .select('scannedAt', 'receivedAt')
    .where({ assetId, outcome: 'done' })
    .whereIn('action', ['check_out', 'check_in'])
    .orderBy('receivedAt', 'desc')
    .first();
  return row ?? null;
}
