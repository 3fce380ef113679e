import { transact } from '../../../db/transaction.ts';
import type { Asset } from '../../assets/asset.ts';
import { findAsset } from '../../assets/asset-queries.ts';
import { withdrawAsset } from '../../assets/withdraw-asset.ts';
import { loadAsset, writeAsset } from '../../assets/write-asset.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import { agentActor } from '../agent-actor.ts';
import { prepareDocument, writeFacts } from '../facts/write-facts.ts';
import { registerMachine } from '../register-machine.ts';
import { type Patch, remainsOf, wayBack } from './asset-patches.ts';
import { fingerprintsOfReview, placeFingerprints } from './fingerprint-store.ts';
import { mergedAway } from './merge-store.ts';
import type { DecisionBody } from './review-schemas.ts';
import { documentOfReview, findReview, type Review, undoOfReview, updateReview } from './review-store.ts';

interface DecisionUndo {
  before: Patch;
  after: Patch;
}

const touched = ['name', 'serial', 'manufacturer', 'model', 'identifiers'] as const;
const touchedOf = (asset: Asset): Patch => Object.fromEntries(touched.map((field) => [field, asset[field]])) as Patch;

/**
 * Says what a doubtful machine is: one of the records, a new one, or nothing to keep. No rule says otherwise afterwards;
 * what it said last becomes the record's facts. 409 when somebody decided already.
 */
export async function decideReview(ctx: Context, actor: Actor, id: string, body: DecisionBody, ifMatch: number | null): Promise<void> {
  await transact(ctx, async (tx) => {
    const review = await openReview(tx, id, ifMatch);
    const asset = await recordFor(tx, actor, review, body);
    const before = asset && touchedOf(asset);
    await placeFingerprints(tx.db.sql, await membersOf(tx, id), {
      assetId: asset?.id ?? null,
      state: asset ? 'assigned' : 'ignored',
      isPinned: true,
    });
    const document = await documentOfReview(tx.db.sql, id);
    if (asset && document && body.decision === 'asset')
      await writeFacts(tx, agentActor(document), asset, prepareDocument(document, review.sourceId));
    const after = asset && touchedOf((await findAsset(tx.db.sql, asset.id)) as Asset);
    const decided = {
      decision: body.decision,
      assetId: asset?.id ?? null,
      deciderId: actor.id,
      deciderName: actor.name,
      decidedAt: tx.clock(),
    };
    if (!(await updateReview(tx.db.sql, review, { ...decided, state: 'decided', updatedAt: tx.clock() }, { before, after })))
      throw outrun();
    const detail = { name: review.name, decision: body.decision, asset: asset?.tag ?? null };
    await recordAudit(tx, actor, { action: 'inventory.reviewDecided', subjectType: 'inventoryReview', subjectId: id, detail });
    announceReview(tx, id);
  });
}

const outrun = () => new Problem('conflict', 'Somebody decided this a moment ago');

const announceReview = (tx: Context, id: string): void =>
  tx.db.afterCommit(() => tx.live.publish({ type: 'inventory.review', id, audience: { role: 'technician' }, data: {} }));

const membersOf = async (tx: Context, reviewId: string): Promise<string[]> =>
  (await fingerprintsOfReview(tx.db.sql, reviewId)).map(({ id }) => id);

async function openReview(tx: Context, id: string, ifMatch: number | null): Promise<Review> {
  const review = await findReview(tx.db.sql, id);
  if (!review) throw notFound('review');
  if (review.state !== 'open') throw new Problem('conflict', 'This is decided already');
  if (ifMatch !== null && ifMatch !== review.version)
    throw new Problem('version_mismatch', undefined, { extra: { version: review.version } });
  return review;
}

async function recordFor(tx: Context, actor: Actor, review: Review, body: DecisionBody): Promise<Asset | null> {
  if (body.decision === 'ignore') return null;
  if (body.decision === 'asset') {
    const asset = await findAsset(tx.db.sql, body.assetId);
    if (!asset) throw invalid('/assetId', 'There is no such asset');
    if ((await mergedAway(tx.db.sql, [asset.id])).has(asset.id)) throw invalid('/assetId', `${asset.tag} was joined into another record`);
    return loadAsset(tx, actor, asset.id);
  }
  const document = await documentOfReview(tx.db.sql, review.id);
  if (!document) throw new Problem('conflict', 'Its inventory is not kept: wait for its next contact');
  const prepared = prepareDocument(document, review.sourceId);
  const asset = await registerMachine(tx, agentActor(document), prepared);
  await writeFacts(tx, agentActor(document), asset, prepared);
  return asset;
}

/** Opens a decided review again: the machine waits as before, and the record has the values that it had. */
export async function reopenReview(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const review = await findReview(tx.db.sql, id);
    if (!review) throw notFound('review');
    if (review.state !== 'decided') throw new Problem('conflict', 'This is not decided');
    await placeFingerprints(tx.db.sql, await membersOf(tx, id), { assetId: null, state: 'review', isPinned: false });
    if (review.assetId) await takeBack(tx, actor, review);
    const open = { decision: null, assetId: null, deciderId: null, deciderName: null, decidedAt: null };
    const current = (await findReview(tx.db.sql, id)) as Review;
    if (!(await updateReview(tx.db.sql, current, { ...open, state: 'open', updatedAt: tx.clock() }))) throw outrun();
    await recordAudit(tx, actor, {
      action: 'inventory.reviewReopened',
      subjectType: 'inventoryReview',
      subjectId: id,
      detail: { name: review.name },
    });
    announceReview(tx, id);
  });
}

async function takeBack(tx: Context, actor: Actor, review: Review): Promise<void> {
  const asset = (await findAsset(tx.db.sql, review.assetId as string)) as Asset;
  if (review.decision === 'new') {
    if (!(await withdrawAsset(tx, asset.id))) await writeAsset(tx, actor, asset, remainsOf(), { kind: 'retired', note: 'undone' });
    return;
  }
  const undo = await undoOfReview<DecisionUndo>(tx.db.sql, review.id);
  if (undo) await writeAsset(tx, actor, asset, wayBack(asset, undo.before, undo.after), { kind: 'undone' });
}
