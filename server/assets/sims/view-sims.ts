import type { Sql } from '../../../db/connection.ts';
import { type Actor, hasRole } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { notFound } from '../../platform/problem.ts';
import { assetRefs } from '../asset-queries.ts';
import { loadAsset } from '../write-asset.ts';
import type { Placement, Sim } from './sim.ts';
import type { SimAnswer } from './sim-schemas.ts';
import { findSim, listPlacements, listSimEvents, simsIn } from './sim-store.ts';

/** Cards as the API shows them: with the mobile that they are in, without their secrets. */
export async function viewSims(sql: Sql, sims: Sim[]): Promise<SimAnswer[]> {
  const refs = await assetRefs(
    sql,
    sims.map(({ assetId }) => assetId),
  );
  return sims.map(({ sealedPin, sealedPuk, assetId, ...sim }) => ({
    ...sim,
    asset: assetId ? (refs.get(assetId) ?? null) : null,
    hasPin: sealedPin !== null,
    hasPuk: sealedPuk !== null,
  }));
}

/** One card by id or number; 404 when there is none. */
export async function showSim(ctx: Context, idOrIccid: string): Promise<SimAnswer> {
  const [view] = await viewSims(ctx.db.sql, [await knownSim(ctx, idOrIccid)]);
  return view as SimAnswer;
}

/** The card with this id or number; 404 otherwise. */
export async function knownSim(ctx: Context, idOrIccid: string): Promise<Sim> {
  const sim = await findSim(ctx.db.sql, idOrIccid);
  if (!sim) throw notFound('SIM card');
  return sim;
}

/** Where a card was, and what else happened to it. */
export async function simHistory(ctx: Context, idOrIccid: string) {
  const sim = await knownSim(ctx, idOrIccid);
  const events = await listSimEvents(ctx.db.sql, sim.id);
  return {
    placements: await viewStays(ctx.db.sql, await listPlacements(ctx.db.sql, { simId: sim.id })),
    events: events.map(({ simId: _, actorId, actorName, ...event }) => ({ ...event, actor: { id: actorId, name: actorName } })),
  };
}

/** The cards in an asset, and those that were in it before; who holds it is not told what was noted about them. */
export async function simsOfAsset(ctx: Context, actor: Actor, idOrTag: string) {
  const { sql } = ctx.db;
  const asset = await loadAsset(ctx, actor, idOrTag);
  const present = await viewSims(sql, await simsIn(sql, [asset.id]));
  if (!hasRole(actor, 'technician')) return { present: present.map((sim) => ({ ...sim, notes: null })), earlier: [] };
  const stays = (await listPlacements(sql, { assetId: asset.id })).filter(({ takenAt }) => takenAt !== null);
  return { present, earlier: await viewStays(sql, stays) };
}

async function viewStays(sql: Sql, stays: Placement[]) {
  const ids = [...new Set(stays.map(({ simId }) => simId))];
  const sims: Sim[] = ids.length === 0 ? [] : await sql('simCards').whereIn('id', ids);
  const byId = new Map(sims.map((sim) => [sim.id, sim]));
  const refs = await assetRefs(
    sql,
    stays.map(({ assetId }) => assetId),
  );
  return stays.map(({ simId, assetId, placedAt, placedBy, takenAt, takenBy }) => {
    const { id, iccid, lineNumber, carrier } = byId.get(simId) as Sim;
    return { sim: { id, iccid, lineNumber, carrier }, asset: refs.get(assetId) ?? null, placedAt, placedBy, takenAt, takenBy };
  });
}
