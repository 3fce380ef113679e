import type { Asset } from '../assets/asset.ts';
import { liesWithin, locationParents } from '../people/location-parents.ts';
import { locationRefs } from '../people/location-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { type Audit, type AuditItem, resultOfSighting, scannedWithin, type Within } from './audit.ts';
import { findItem, insertItems, updateItem } from './audit-item-store.ts';
import { addToCounters } from './audit-store.ts';
import { namesOf } from './audit-view.ts';
import { announceAudit, holdAudit } from './load-audit.ts';
import type { Finding } from './record-scans.ts';
import type { NewScan } from './scan-schemas.ts';
import { isKnownAsUnknown } from './scan-store.ts';
import { itemOf } from './start-audit.ts';

type AuditScan = Extract<NewScan, { action: 'audit' }>;

/**
 * Counts a scan for a stock-take. Of several sightings the latest by its own time says where the asset is, in whatever order
 * they arrive; all but the first are told who saw it before.
 */
export async function scanForAudit(tx: Context, actor: Actor, scan: AuditScan, asset: Asset | null): Promise<Finding> {
  const { sql } = tx.db;
  const audit = await holdAudit(tx, scan.auditId);
  if (audit.state !== 'open') return { outcome: 'closed', auditId: audit.id, asset, reason: 'This stock-take is closed' };
  const parents = await locationParents(sql);
  if (scan.locationId && !parents.has(scan.locationId)) throw invalid('/locationId', 'There is no such location');
  announceAudit(tx, audit.id);
  if (!asset) return countUnknown(tx, audit, scan.code);
  const known = await findItem(sql, audit.id, asset.id);
  const item = known ?? itemOf(audit.id, asset, 'unexpected');
  if (!known) await insertItems(sql, [item]);
  const within: Within = (id, aboveId) => liesWithin(parents, id, aboveId);
  return see(tx, actor, audit, item, scan, { asset, isNew: !known, within });
}

async function countUnknown(tx: Context, audit: Audit, code: string): Promise<Finding> {
  const isRepeated = await isKnownAsUnknown(tx.db.sql, audit.id, code);
  await addToCounters(tx.db.sql, audit.id, { unknown: isRepeated ? 0 : 1 });
  return { outcome: 'unknown', auditId: audit.id, asset: null };
}

interface Sight {
  asset: Asset;
  isNew: boolean;
  within: Within;
}

async function see(
  tx: Context,
  actor: Actor,
  audit: Audit,
  item: AuditItem,
  scan: AuditScan,
  { asset, isNew, within }: Sight,
): Promise<Finding> {
  const { sql } = tx.db;
  const at = scannedWithin(scan.scannedAt, audit.createdAt, tx.clock());
  const isLatest = item.seenAt === null || at >= item.seenAt;
  // Without a place it says that the asset is there, not that it has left where it was seen.
  const seenLocationId = isLatest ? (scan.locationId ?? item.seenLocationId) : item.seenLocationId;
  const result = item.result === 'unexpected' ? 'unexpected' : resultOfSighting(item.locationId, seenLocationId, within);
  await updateItem(sql, audit.id, item.assetId, {
    result,
    scanCount: item.scanCount + 1,
    seenLocationId,
    ...(isLatest
      ? { seenAt: at, seenById: actor.id, seenByName: actor.name }
      : { seenAt: item.seenAt, seenById: item.seenById, seenByName: item.seenByName }),
  });
  await addToCounters(sql, audit.id, stepsBetween(isNew ? null : item.result, result));
  const names = await namesOf(sql, [item]);
  const expectedAt = result === 'found' ? null : names.place(item.locationId);
  const holder = names.custodian(item);
  const earlier = await earlierSighting(tx, actor, item);
  return { outcome: earlier ? 'again' : result, auditId: audit.id, asset, expectedAt, holder, earlier };
}

function stepsBetween(
  from: AuditItem['result'] | null,
  to: AuditItem['result'],
): Partial<Record<'found' | 'misplaced' | 'unexpected', number>> {
  const steps = { found: 0, misplaced: 0, unexpected: 0 };
  if (from !== null && from !== 'missing') steps[from] -= 1;
  if (to !== 'missing') steps[to] += 1;
  return steps;
}

async function earlierSighting(tx: Context, actor: Actor, item: AuditItem): Promise<NonNullable<Finding['earlier']> | null> {
  if (!item.seenAt || item.seenByName === null) return null;
  const places = await locationRefs(tx.db.sql, [item.seenLocationId]);
  const place = (item.seenLocationId && places.get(item.seenLocationId)) || null;
  return { by: item.seenByName, at: item.seenAt, place, isOwn: item.seenById === actor.id };
}
