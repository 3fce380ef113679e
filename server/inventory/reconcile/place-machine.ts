import type { Asset } from '../../assets/asset.ts';
import { findAsset } from '../../assets/asset-queries.ts';
import { systemActor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { agentActor } from '../agent-actor.ts';
import { type PreparedDocument, prepareDocument, writeFacts } from '../facts/write-facts.ts';
import { registerMachine } from '../register-machine.ts';
import { deleteFingerprints, type Fingerprint, placeFingerprints } from './fingerprint-store.ts';
import { loadNeighbourhood, type Neighbourhood } from './load-parties.ts';
import { mergeAssets } from './merge-assets.ts';
import { partition } from './partition.ts';
import { documentOfReview, findReview, insertReview, updateReview } from './review-store.ts';
import type { RuleBook } from './rules.ts';
import { type Placement, settle } from './settle.ts';

/**
 * Gives a fingerprint and everybody near it their records, as the rules have it: joins, parts, asks. `prepared` is what the
 * fingerprint's machine says just now. Answers whether anything is otherwise than before.
 */
export async function placeMachine(tx: Context, start: Fingerprint, prepared: PreparedDocument | null, book: RuleBook): Promise<boolean> {
  const near = await loadNeighbourhood(tx.db.sql, start, book);
  const placements = settle(partition([...near.parties.values()], book.rules), near.parties, near.records);
  let isChanged = false;
  for (const placement of placements) {
    const own = placement.partyIds.includes(start.id) ? prepared : null;
    isChanged = (await apply(tx, placement, near, start, own)) || isChanged;
  }
  return isChanged;
}

async function apply(
  tx: Context,
  placement: Placement,
  near: Neighbourhood,
  start: Fingerprint,
  prepared: PreparedDocument | null,
): Promise<boolean> {
  const members = placement.partyIds.map((id) => near.fingerprints.get(id) as Fingerprint);
  if (placement.kind === 'review') return keepForReview(tx, placement, members, start, prepared);
  if (placement.kind === 'new') return makeRecord(tx, members, prepared);
  for (const fromId of placement.mergeFrom) await mergeAssets(tx, systemActor, { fromId, intoId: placement.assetId });
  const moving = members.filter(({ assetId, state }) => assetId !== placement.assetId || state !== 'assigned');
  await assign(tx, moving, placement.assetId);
  await settleReviews(tx, moving, placement.assetId, prepared !== null);
  return moving.length > 0;
}

const assign = (tx: Context, members: Fingerprint[], assetId: string): Promise<void> =>
  placeFingerprints(
    tx.db.sql,
    members.map(({ id }) => id),
    { assetId, state: 'assigned', reviewId: null },
  );

async function makeRecord(tx: Context, members: Fingerprint[], prepared: PreparedDocument | null): Promise<boolean> {
  const waiting = members.find(({ reviewId }) => reviewId);
  const kept = prepared ? null : waiting?.reviewId ? await documentOfReview(tx.db.sql, waiting.reviewId) : null;
  const known = prepared ?? (kept && prepareDocument(kept, waiting?.sourceId ?? null));
  // Nothing of it is kept: it is met as somebody new when it speaks next.
  if (!known) return forget(tx, members);
  const asset = await registerMachine(tx, agentActor(known.document), known);
  await assign(tx, members, asset.id);
  await settleReviews(tx, members, asset.id, prepared !== null);
  return true;
}

async function forget(tx: Context, members: Fingerprint[]): Promise<boolean> {
  await deleteFingerprints(
    tx.db.sql,
    members.map(({ id }) => id),
  );
  return true;
}

/** Reviews that answered themselves; what their machine said last is not lost. */
async function settleReviews(tx: Context, members: Fingerprint[], assetId: string, isSpeaking: boolean): Promise<void> {
  for (const reviewId of new Set(members.flatMap((member) => member.reviewId ?? []))) {
    const review = await findReview(tx.db.sql, reviewId);
    if (review?.state !== 'open') continue;
    await updateReview(tx.db.sql, review, { state: 'settled', assetId, updatedAt: tx.clock() });
    const document = isSpeaking ? null : await documentOfReview(tx.db.sql, reviewId);
    const asset = document && ((await findAsset(tx.db.sql, assetId)) as Asset);
    if (document && asset) await writeFacts(tx, agentActor(document), asset, prepareDocument(document, review.sourceId));
  }
}

async function keepForReview(
  tx: Context,
  { reason, candidates }: Extract<Placement, { kind: 'review' }>,
  members: Fingerprint[],
  start: Fingerprint,
  prepared: PreparedDocument | null,
): Promise<boolean> {
  const { sql } = tx.db;
  const known = members.find(({ reviewId }) => reviewId)?.reviewId;
  const review = known ? await findReview(sql, known) : null;
  const now = tx.clock();
  const id = review?.state === 'open' ? review.id : newId();
  if (review?.state === 'open') {
    if (JSON.stringify(review.candidates) !== JSON.stringify(candidates) || review.reason !== reason)
      await updateReview(sql, review, { candidates, reason, updatedAt: now });
  } else {
    const who = members.find((member) => member.id === start.id) ?? (members.at(-1) as Fingerprint);
    const open = { decision: null, assetId: null, deciderId: null, deciderName: null, decidedAt: null, createdAt: now, updatedAt: now };
    const name = prepared?.document.identity.name ?? who.identity.name[0] ?? null;
    await insertReview(
      sql,
      { id, reason, state: 'open', name, identity: who.identity, candidates, sourceId: who.sourceId, version: 1, ...open },
      prepared?.document ?? null,
    );
    tx.db.afterCommit(() => tx.live.publish({ type: 'inventory.review', id, audience: { role: 'technician' }, data: {} }));
  }
  const moving = members.filter((member) => member.state !== 'review' || member.reviewId !== id);
  await placeFingerprints(
    sql,
    moving.map((member) => member.id),
    { state: 'review', assetId: null, reviewId: id },
  );
  return moving.length > 0;
}
