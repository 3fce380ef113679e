import { nextNumber } from '../../db/counters.ts';
import { transact } from '../../db/transaction.ts';
import { findLocation } from '../people/location-queries.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { type Asset, type CustodianType, checkMayGoOut, isGone } from './asset.ts';
import type { AssetAnswer, CheckOut } from './asset-schemas.ts';
import { findAssetRow } from './asset-store.ts';
import { checkLifecycle } from './asset-transitions.ts';
import { checkVersion, loadAsset, writeAsset } from './write-asset.ts';

/**
 * Hands an asset to a person, a location or into another asset. 409 when it is out already, broken, lost or gone; of two
 * at once, one wins. 422 when the receiver does not exist or cannot receive.
 */
export async function checkOutAsset(
  ctx: Context,
  actor: Actor,
  idOrTag: string,
  input: CheckOut,
  ifMatch: number | null = null,
): Promise<AssetAnswer> {
  return transact(ctx, async (tx) => {
    const asset = await loadAsset(tx, actor, idOrTag);
    checkVersion(asset, ifMatch);
    checkMayGoOut(asset);
    await checkLifecycle(tx, asset, 'deployed');
    if (input.dueAt && input.dueAt <= tx.clock()) throw invalid('/dueAt', 'must be in the future');
    const [custodianType, custodianId] = await receiverOf(tx, asset, input);
    const patch: Partial<Asset> = { status: 'deployed', custodianType, custodianId, checkedOutAt: tx.clock(), dueAt: input.dueAt };
    // What stands in a room is in that room; what a person carries keeps the place where it belongs.
    if (custodianType === 'location') patch.locationId = custodianId;
    return writeAsset(tx, actor, asset, patch, { kind: 'checked_out', note: input.note });
  });
}

async function receiverOf(tx: Context, asset: Asset, input: CheckOut): Promise<[CustodianType, string]> {
  if (input.personId) return ['person', await receivingPerson(tx, input.personId)];
  if (input.locationId) {
    if (!(await findLocation(tx.db.sql, input.locationId))) throw invalid('/locationId', 'There is no such location');
    return ['location', input.locationId];
  }
  return ['asset', await receivingAsset(tx, asset, input.assetId as string)];
}

async function receivingPerson(tx: Context, personId: string): Promise<string> {
  const person = await findPerson(tx.db.sql, personId);
  if (!person) throw invalid('/personId', 'There is no such person');
  if (!person.isActive) throw invalid('/personId', `${person.name} has left`);
  return person.id;
}

async function receivingAsset(tx: Context, asset: Asset, hostId: string): Promise<string> {
  // One at a time, or two check-outs that cross could close a ring that neither sees.
  await nextNumber(tx.db.sql, 'assets.containment');
  const host = await findAssetRow(tx.db.sql, hostId);
  if (!host) throw invalid('/assetId', 'There is no such asset');
  if (isGone(host.status)) throw invalid('/assetId', `${host.tag} is ${host.status}`);
  for (let above: Asset | null = host; above; ) {
    if (above.id === asset.id) throw new Problem('conflict', `${asset.tag} would come to be inside itself`);
    above = above.custodianType === 'asset' ? await findAssetRow(tx.db.sql, above.custodianId as string) : null;
  }
  return host.id;
}
