import type { Asset } from '../assets/asset.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { changeAsset } from '../assets/change-asset.ts';
import { lastCustodyChange } from '../assets/custody-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { handOut as handOutUnreserved, takeBack as takeBackLoan } from '../reservations/hand-out.ts';
import { namesOf } from './audit-view.ts';
import type { Finding } from './record-scans.ts';
import type { NewScan } from './scan-schemas.ts';
import { lastCustodyScan } from './scan-store.ts';

type CheckOutScan = Extract<NewScan, { action: 'check_out' }>;
type CheckInScan = Extract<NewScan, { action: 'check_in' }>;

/**
 * Hands out or takes back what was scanned. A scan that waited for a network does not undo what happened after it was read:
 * it is refused, and says so.
 */
export async function scanForCustody(tx: Context, actor: Actor, scan: CheckOutScan | CheckInScan, asset: Asset | null): Promise<Finding> {
  if (!asset) return { outcome: 'unknown', asset: null };
  const isDoneAlready = scan.action === 'check_out' ? isWithReceiver(asset, scan) : isBack(asset, scan);
  if (isDoneAlready) return { outcome: 'again', asset, holder: (await namesOf(tx.db.sql, [asset])).custodian(asset) };
  await checkNotOvertaken(tx, asset, scan.scannedAt);
  const holder = (await namesOf(tx.db.sql, [asset])).custodian(asset);
  await (scan.action === 'check_out' ? handOut(tx, actor, asset, scan) : takeBack(tx, actor, asset, scan));
  const after = (await findAsset(tx.db.sql, asset.id)) as Asset;
  return {
    outcome: 'done',
    asset: after,
    holder: scan.action === 'check_in' ? holder : (await namesOf(tx.db.sql, [after])).custodian(after),
  };
}

const isWithReceiver = (asset: Asset, { personId, locationId, assetId }: CheckOutScan): boolean =>
  asset.custodianId !== null && asset.custodianId === (personId ?? locationId ?? assetId);

const isBack = (asset: Asset, { locationId }: CheckInScan): boolean =>
  !asset.custodianId && asset.status === 'in_stock' && (locationId === null || asset.locationId === locationId);

/** Scans arrive late; what counts is when they were read, of the last one as well as of this one. */
async function checkNotOvertaken(tx: Context, asset: Asset, scannedAt: Date): Promise<void> {
  const { sql } = tx.db;
  const changedAt = await lastCustodyChange(sql, asset.id);
  if (!changedAt || changedAt <= scannedAt) return;
  const last = await lastCustodyScan(sql, asset.id);
  const isByScan = last !== null && last.receivedAt.getTime() === changedAt.getTime();
  if (isByScan && last.scannedAt <= scannedAt) return;
  throw new Problem('conflict', `${asset.tag} was handed out or taken back after it was scanned`);
}

async function handOut(tx: Context, actor: Actor, asset: Asset, scan: CheckOutScan): Promise<void> {
  const { personId, locationId, assetId, dueAt, note } = scan;
  if (asset.custodianId && scan.takeBack) await takeBackLoan(tx, actor, asset.id, { note: null });
  const to = { ...(personId && { personId }), ...(locationId && { locationId }), ...(assetId && { assetId }) };
  await handOutUnreserved(tx, actor, asset.id, { ...to, dueAt, note });
}

async function takeBack(tx: Context, actor: Actor, asset: Asset, { locationId, note }: CheckInScan): Promise<void> {
  const isOnShelf = !asset.custodianId && asset.status === 'in_stock';
  if (isOnShelf) await changeAsset(tx, actor, asset.id, { locationId }, null);
  else await takeBackLoan(tx, actor, asset.id, { ...(locationId && { locationId }), note });
}
