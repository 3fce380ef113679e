import { transact } from '../../../db/transaction.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, Problem } from '../../platform/problem.ts';
import { type Asset, isGone } from '../asset.ts';
import { insertAssetEvents } from '../asset-event-store.ts';
import { maySeeAsset } from '../asset-policy.ts';
import { findAssetRow } from '../asset-store.ts';
import { announce, eventOf } from '../write-asset.ts';
import { announceSim, noteOnSim } from './save-sim.ts';
import type { Sim } from './sim.ts';
import type { SimAnswer } from './sim-schemas.ts';
import { endPlacement, insertPlacement, updateSim } from './sim-store.ts';
import { reindexHost } from './sim-words.ts';
import { knownSim, showSim } from './view-sims.ts';

/** Puts a card into a mobile, out of the one that it is in; both histories tell of it. 422 when the mobile does not exist or is gone. */
export async function placeSim(
  ctx: Context,
  actor: Actor,
  idOrIccid: string,
  input: { assetId: string; note: string | null },
): Promise<SimAnswer> {
  return transact(ctx, async (tx) => {
    const sim = await knownSim(tx, idOrIccid);
    await placeInto(tx, actor, sim, input.assetId, input.note);
    announceSim(tx, sim.id);
    return showSim(tx, sim.id);
  });
}

/** Takes a card out of the mobile that it is in; 409 when it is in none. */
export async function takeSim(ctx: Context, actor: Actor, idOrIccid: string): Promise<SimAnswer> {
  return transact(ctx, async (tx) => {
    const sim = await knownSim(tx, idOrIccid);
    if (!sim.assetId) throw new Problem('conflict', 'The card is in no mobile');
    await takeOut(tx, actor, sim);
    announceSim(tx, sim.id);
    return showSim(tx, sim.id);
  });
}

/** The same as `placeSim`, for a card that was read in this transaction. */
export async function placeInto(tx: Context, actor: Actor, sim: Sim, idOrTag: string, note: string | null): Promise<Sim> {
  const asset = await findAssetRow(tx.db.sql, idOrTag);
  if (!asset || !maySeeAsset(actor, asset)) throw invalid('/assetId', 'There is no such asset');
  if (isGone(asset.status)) throw invalid('/assetId', `${asset.tag} is ${asset.status}`);
  if (sim.assetId === asset.id) return sim;
  const out = sim.assetId ? await takeOut(tx, actor, sim) : sim;
  const now = tx.clock();
  // What is in a mobile is in use; a suspended line stays suspended wherever its card is.
  const status = out.status === 'spare' ? 'active' : out.status;
  const placed: Sim = { ...out, assetId: asset.id, status, version: out.version + 1, updatedAt: now };
  await write(tx, placed);
  await insertPlacement(tx.db.sql, {
    id: newId(),
    simId: sim.id,
    assetId: asset.id,
    placedAt: now,
    placedBy: actor.name,
    takenAt: null,
    takenBy: null,
  });
  await tell(tx, actor, placed, asset, 'placed', note);
  return placed;
}

/** The same as `takeSim`, for a card that was read in this transaction. */
export async function takeOut(tx: Context, actor: Actor, sim: Sim): Promise<Sim> {
  const asset = await findAssetRow(tx.db.sql, sim.assetId as string);
  const status = sim.status === 'active' ? 'spare' : sim.status;
  const taken: Sim = { ...sim, assetId: null, status, version: sim.version + 1, updatedAt: tx.clock() };
  await write(tx, taken);
  await endPlacement(tx.db.sql, sim.id, tx.clock(), actor.name);
  if (asset) await tell(tx, actor, taken, asset, 'taken', null);
  return taken;
}

async function write(tx: Context, sim: Sim): Promise<void> {
  if (!(await updateSim(tx.db.sql, sim))) throw new Problem('conflict', 'Somebody changed the card a moment ago');
}

async function tell(tx: Context, actor: Actor, sim: Sim, asset: Asset, kind: 'placed' | 'taken', note: string | null): Promise<void> {
  const { id, tag, name } = asset;
  const host = { id, tag, name };
  const card = { id: sim.id, name: sim.lineNumber ?? sim.iccid };
  const step = (value: unknown) => (kind === 'placed' ? { from: null, to: value } : { from: value, to: null });
  await noteOnSim(tx, actor, sim.id, kind, [{ field: 'asset', ...step(host) }], note);
  await insertAssetEvents(tx.db.sql, [eventOf(tx, actor, asset.id, { kind: 'changed', note }, [{ field: 'sim', ...step(card) }])]);
  await reindexHost(tx, asset.id);
  announce(tx, [asset]);
}
