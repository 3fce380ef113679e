import { transact } from '../../../db/transaction.ts';
import type { Asset } from '../../assets/asset.ts';
import { findAsset } from '../../assets/asset-queries.ts';
import { withdrawAsset } from '../../assets/withdraw-asset.ts';
import { refusingDoubles, writeAsset } from '../../assets/write-asset.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { notFound, Problem } from '../../platform/problem.ts';
import { moveMachine, updateMachine } from '../facts/machine-store.ts';
import { type Patch, remainsOf, wayBack } from './asset-patches.ts';
import { placeFingerprints } from './fingerprint-store.ts';
import type { MergeBefore, Placed } from './merge-assets.ts';
import { findMerge, type Merge, markUndone } from './merge-store.ts';
import type { SplitBefore } from './split-asset.ts';

/**
 * Takes a join or a split back: everything is where it was; what somebody changed since in other fields stays. 409 when it
 * was taken back already.
 */
export async function undoMerge(ctx: Context, actor: Actor, id: string): Promise<void> {
  await refusingDoubles(ctx, () =>
    transact(ctx, async (tx) => {
      const merge = await findMerge<MergeBefore & SplitBefore>(tx.db.sql, id);
      if (!merge) throw notFound('merge');
      if (!(await markUndone(tx.db.sql, id, tx.clock(), actor.name))) throw new Problem('conflict', 'It was taken back already');
      const from = (await findAsset(tx.db.sql, merge.fromAssetId)) as Asset;
      const into = (await findAsset(tx.db.sql, merge.intoAssetId)) as Asset;
      if (merge.kind === 'merge') await undoJoin(tx, actor, merge, from, into);
      else await undoSplit(tx, actor, merge, from, into);
      await recordAudit(tx, actor, {
        action: merge.kind === 'merge' ? 'asset.mergeUndone' : 'asset.splitUndone',
        subjectType: 'asset',
        subjectId: into.id,
        detail: { from: from.tag, into: into.tag },
      });
    }),
  );
}

async function undoJoin(tx: Context, actor: Actor, merge: Merge<MergeBefore>, from: Asset, into: Asset): Promise<void> {
  const { before } = merge;
  await restore(tx, actor, into, before.into, `→ ${from.tag}`, 'changed');
  await restore(tx, actor, from, before.from, `← ${into.tag}`, 'reinstated');
  for (const { id } of before.machines) await moveMachine(tx.db.sql, id, null);
  for (const { id, assetId, written } of before.machines) {
    await moveMachine(tx.db.sql, id, assetId);
    await updateMachine(tx.db.sql, id, { written });
  }
  // What the program joined by itself it would join again: now a person has said that they are two.
  await putBack(tx, before.fingerprints, merge.actorId === null);
}

async function undoSplit(tx: Context, actor: Actor, { before }: Merge<SplitBefore>, from: Asset, into: Asset): Promise<void> {
  await putBack(tx, before.fingerprints, false);
  if (!(await withdrawAsset(tx, into.id))) await writeAsset(tx, actor, into, remainsOf(), { kind: 'retired', note: `→ ${from.tag}` });
  await restore(tx, actor, from, before.from, `← ${into.tag}`, 'changed');
}

async function restore(
  tx: Context,
  actor: Actor,
  asset: Asset,
  { before, after }: { before: Patch; after: Patch },
  note: string,
  kind: 'changed' | 'reinstated',
): Promise<void> {
  await writeAsset(tx, actor, asset, wayBack(asset, before, after), { kind, note });
}

async function putBack(tx: Context, placed: Placed[], isPinned: boolean): Promise<void> {
  for (const { id, ...place } of placed) await placeFingerprints(tx.db.sql, [id], isPinned ? { ...place, isPinned } : place);
}
