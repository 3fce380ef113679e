import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { AssetRef } from './asset.ts';
import { assetRefs } from './asset-queries.ts';
import type { ImpactAnswer } from './asset-relation-schemas.ts';
import { findAssetRows } from './asset-store.ts';
import { type AssetRelation, relationsOf } from './relation-store.ts';
import { loadAsset } from './write-asset.ts';

/** Enough for a data centre's switch; a page that shows more helps nobody. */
const maxImpact = 500;

interface Step {
  id: string;
  via: ImpactAnswer['via'];
  viaAssetId: string;
}

/**
 * What suffers when the asset fails, nearest first: what runs on it, the whole that it is part of, what is inside it, and
 * from each of those on. A connection carries one step, from the asset itself. Rings end where they began.
 */
export async function impactOf(ctx: Context, actor: Actor, idOrTag: string): Promise<ImpactAnswer[]> {
  const asset = await loadAsset(ctx, actor, idOrTag);
  const seen = new Set([asset.id]);
  const found: Array<Step & { distance: number }> = [];
  let level = [asset.id];
  for (let distance = 1; level.length > 0 && found.length < maxImpact; distance += 1) {
    const steps = await stepsFrom(ctx, level, distance === 1);
    const fresh = steps.filter(({ id }) => !seen.has(id) && seen.add(id)).slice(0, maxImpact - found.length);
    found.push(...fresh.map((step) => ({ ...step, distance })));
    // What is merely connected does not pull down what hangs on it.
    level = fresh.filter(({ via }) => via !== 'connected_to').map(({ id }) => id);
  }
  const refs = await assetRefs(
    ctx.db.sql,
    found.map(({ id }) => id),
  );
  return found.map(({ id, ...step }) => ({ ...step, asset: refs.get(id) as AssetRef }));
}

async function stepsFrom(ctx: Context, ids: string[], withConnections: boolean): Promise<Step[]> {
  const from = new Set(ids);
  const relations = await relationsOf(ctx.db.sql, ids, maxImpact * 4);
  const inside = (await findAssetRows(ctx.db.sql, 'custodianId', ids)).filter(({ custodianType }) => custodianType === 'asset');
  return [
    ...relations.flatMap((relation) => stepOf(relation, from, withConnections)),
    ...inside.map(({ id, custodianId }) => ({ id, via: 'inside' as const, viaAssetId: custodianId as string })),
  ];
}

function stepOf({ assetId, relation, toAssetId }: AssetRelation, from: Set<string>, withConnections: boolean): Step[] {
  const steps: Step[] = [];
  const isCarried = relation === 'runs_on' || (relation === 'connected_to' && withConnections);
  if (isCarried && from.has(toAssetId)) steps.push({ id: assetId, via: relation, viaAssetId: toAssetId });
  const isForward = relation === 'part_of' || (relation === 'connected_to' && withConnections);
  if (isForward && from.has(assetId)) steps.push({ id: toAssetId, via: relation, viaAssetId: assetId });
  return steps;
}
