import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import type { Asset } from '../asset.ts';
import { placeInto, takeOut } from './place-sim.ts';
import { changeSim, registerSim } from './save-sim.ts';
import { normalIccid, normalLine, type Sim } from './sim.ts';
import { findSim, findSims, simsIn } from './sim-store.ts';

/** A card that an agent saw in a machine. */
export interface SeenSim {
  iccid: string | null | undefined;
  lineNumber: string | null | undefined;
  carrier: string | null | undefined;
}

/**
 * Takes over which cards an agent sees in a machine, in the caller's transaction: unknown ones are registered, ones that were
 * elsewhere move, and when the agent told all (`isWhole`), ones that it does not see are taken out. Lines and carriers are
 * filled in where nobody did. Numbers that are none are passed over. Where nothing is new, nothing is written.
 */
export async function noteSims(tx: Context, actor: Actor, asset: Asset, seen: SeenSim[], isWhole: boolean): Promise<void> {
  const cards = new Map(seen.flatMap((card) => (normalIccid(card.iccid ?? '') ? [[normalIccid(card.iccid ?? '') as string, card]] : [])));
  const known = new Map((await findSims(tx.db.sql, [...cards.keys()])).map((sim) => [sim.iccid, sim]));
  for (const [iccid, card] of cards) {
    const found = { lineNumber: normalLine(card.lineNumber ?? ''), carrier: card.carrier?.trim().slice(0, 80) || null };
    const sim = known.get(iccid) ?? (await registered(tx, actor, iccid, found));
    const placed = sim.assetId === asset.id ? sim : await placeInto(tx, actor, sim, asset.id, null);
    await fillIn(tx, actor, placed, found);
  }
  if (!isWhole) return;
  for (const sim of await simsIn(tx.db.sql, [asset.id])) if (!cards.has(sim.iccid)) await takeOut(tx, actor, sim);
}

async function registered(tx: Context, actor: Actor, iccid: string, found: Pick<Sim, 'lineNumber' | 'carrier'>): Promise<Sim> {
  await registerSim(tx, actor, { iccid, ...found, plan: null, pin: null, puk: null, contractEndsOn: null, notes: null, assetId: null });
  return (await findSim(tx.db.sql, iccid)) as Sim;
}

async function fillIn(tx: Context, actor: Actor, sim: Sim, found: Pick<Sim, 'lineNumber' | 'carrier'>): Promise<void> {
  const missing = {
    ...(sim.lineNumber === null && found.lineNumber && { lineNumber: found.lineNumber }),
    ...(sim.carrier === null && found.carrier && { carrier: found.carrier }),
  };
  if (Object.keys(missing).length > 0) await changeSim(tx, actor, sim.id, missing, null);
}
