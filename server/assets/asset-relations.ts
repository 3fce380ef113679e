import { nextNumber } from '../../db/counters.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { type Asset, isGone } from './asset.ts';
import { insertAssetEvents } from './asset-event-store.ts';
import { assetRefs } from './asset-queries.ts';
import type { NewRelation, RelationAnswer } from './asset-relation-schemas.ts';
import { findAssetRow } from './asset-store.ts';
import { type AssetRelation, deleteRelation, findRelation, insertRelation, relationsOf, targetsOf } from './relation-store.ts';
import { announce, eventOf, loadAsset } from './write-asset.ts';

const maxRelations = 500;

/** What an asset runs on, is part of and is connected to, and what does so with it. */
export async function listRelations(ctx: Context, actor: Actor, idOrTag: string): Promise<RelationAnswer[]> {
  const asset = await loadAsset(ctx, actor, idOrTag);
  const relations = await relationsOf(ctx.db.sql, [asset.id], maxRelations);
  const refs = await assetRefs(
    ctx.db.sql,
    relations.flatMap(({ assetId, toAssetId }) => [assetId, toAssetId]),
  );
  return relations.map((relation) => answerOf(asset, relation, refs));
}

function answerOf(asset: Asset, relation: AssetRelation, refs: Awaited<ReturnType<typeof assetRefs>>): RelationAnswer {
  const isFrom = relation.assetId === asset.id;
  const other = refs.get(isFrom ? relation.toAssetId : relation.assetId);
  if (!other) throw new Error(`relation ${relation.id} leads nowhere`);
  return { id: relation.id, relation: relation.relation, direction: isFrom ? 'to' : 'from', asset: other, createdAt: relation.createdAt };
}

/**
 * Relates two assets. 409 when they are related so already, or when an asset would come to run on or be part of itself,
 * however long the way.
 */
export async function relateAssets(ctx: Context, actor: Actor, idOrTag: string, input: NewRelation): Promise<RelationAnswer> {
  return transact(ctx, async (tx) => {
    const asset = await loadAsset(tx, actor, idOrTag);
    const other = await findAssetRow(tx.db.sql, input.toAssetId);
    if (!other) throw invalid('/toAssetId', 'There is no such asset');
    if (other.id === asset.id) throw invalid('/toAssetId', 'An asset has no relation to itself');
    for (const { tag, status } of [asset, other]) if (isGone(status)) throw new Problem('conflict', `${tag} is ${status}`);
    // One at a time, or two that cross could close a ring that neither sees.
    await nextNumber(tx.db.sql, 'assets.relations');
    const relation: AssetRelation = { id: newId(), ...endsOf(asset.id, input.relation, other.id), createdAt: tx.clock() };
    if (await findRelation(tx.db.sql, relation)) throw new Problem('conflict', 'They are related so already');
    if (relation.relation !== 'connected_to') await refuseRing(tx, relation);
    await insertRelation(tx.db.sql, relation);
    await tell(tx, actor, asset, other, input.relation, 'made');
    return answerOf(asset, relation, await assetRefs(tx.db.sql, [asset.id, other.id]));
  });
}

/** A connection has no direction: it is kept from the smaller id to the greater, so that it exists once. */
function endsOf(from: string, relation: AssetRelation['relation'], to: string): Pick<AssetRelation, 'assetId' | 'relation' | 'toAssetId'> {
  const isTurned = relation === 'connected_to' && from > to;
  return isTurned ? { assetId: to, relation, toAssetId: from } : { assetId: from, relation, toAssetId: to };
}

async function refuseRing(tx: Context, { assetId, relation, toAssetId }: AssetRelation): Promise<void> {
  const seen = new Set<string>([toAssetId]);
  for (let level = [toAssetId]; level.length > 0; ) {
    if (seen.has(assetId)) throw new Problem('conflict', `It would come to be ${relation.replace('_', ' ')} itself`);
    const next = await targetsOf(tx.db.sql, relation, level);
    level = [...new Set(next)].filter((id) => !seen.has(id));
    for (const id of level) seen.add(id);
  }
}

/** Ends a relation of the asset, from whichever end it is seen. */
export async function unrelateAssets(ctx: Context, actor: Actor, idOrTag: string, relationId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const asset = await loadAsset(tx, actor, idOrTag);
    const relation = await deleteRelation(tx.db.sql, asset.id, relationId);
    if (!relation) throw notFound('relation');
    const other = await findAssetRow(tx.db.sql, relation.assetId === asset.id ? relation.toAssetId : relation.assetId);
    const [from, to] = relation.assetId === asset.id ? [asset, other] : [other, asset];
    await tell(tx, actor, from as Asset, to as Asset, relation.relation, 'ended');
  });
}

/** Both histories tell of it. */
async function tell(tx: Context, actor: Actor, from: Asset, to: Asset, relation: string, what: 'made' | 'ended'): Promise<void> {
  const events = [[from, relation, to] as const, [to, relation === 'connected_to' ? relation : `${relation}:from`, from] as const].map(
    ([asset, field, other]) => {
      const value = { id: other.id, tag: other.tag, name: other.name };
      const change = { field, from: what === 'made' ? null : value, to: what === 'made' ? value : null };
      return eventOf(tx, actor, asset.id, { kind: 'related' }, [change]);
    },
  );
  await insertAssetEvents(tx.db.sql, events);
  announce(tx, [from]);
  announce(tx, [to]);
}
