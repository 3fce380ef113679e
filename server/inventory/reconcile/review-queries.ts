import { type AssetRef, tagKey } from '../../assets/asset.ts';
import { assetRefs, findAsset } from '../../assets/asset-queries.ts';
import type { Context } from '../../platform/context.ts';
import { afterCursor, type SortColumn, toPage } from '../../platform/keyset.ts';
import { notFound } from '../../platform/problem.ts';
import { sourceNames } from '../sources/source-names.ts';
import { fingerprintsOfAsset } from './fingerprint-store.ts';
import { type Identity, type KeyType, keyTypes, noIdentity, uuidValue } from './identity.ts';
import type { Merge } from './merge-store.ts';
import type { ReviewAnswer } from './review-schemas.ts';
import { documentOfReview, findReview, type Review, reviewColumns } from './review-store.ts';
import type { Candidate } from './settle.ts';

const byAge: SortColumn[] = [
  { column: 'createdAt', direction: 'desc' },
  { column: 'id', direction: 'desc' },
];

/** Machines that wait for a person, or that somebody decided, the latest first. */
export async function listReviews(
  ctx: Context,
  { state, limit, cursor }: { state: Review['state']; limit: number; cursor?: string | undefined },
) {
  const query = ctx.db
    .sql('inventoryReviews')
    .select(reviewColumns as string[])
    .where({ state })
    .limit(limit + 1);
  const rows: Review[] = await afterCursor(query, byAge, cursor);
  const page = toPage(rows, limit, (row) => [row.createdAt, row.id]);
  const items: ReviewAnswer[] = [];
  for (const review of page.items) items.push(await reviewAnswerOf(ctx, review));
  return { items, nextCursor: page.nextCursor };
}

/** One of them; 404 when there is none. */
export async function readReview(ctx: Context, id: string): Promise<ReviewAnswer> {
  const review = await findReview(ctx.db.sql, id);
  if (!review) throw notFound('review');
  return reviewAnswerOf(ctx, review);
}

async function reviewAnswerOf(ctx: Context, review: Review): Promise<ReviewAnswer> {
  const { sql } = ctx.db;
  const refs = await assetRefs(sql, [review.assetId, ...review.candidates.map(({ assetId }) => assetId)]);
  const names = await sourceNames(sql, [review.sourceId]);
  const document = await documentOfReview(sql, review.id);
  const candidates = [];
  for (const candidate of review.candidates) {
    const asset = refs.get(candidate.assetId);
    if (asset) candidates.push(await compared(ctx, review.identity, candidate, asset));
  }
  const { deciderId: _, identity, sourceId, assetId, ...rest } = review;
  return {
    ...rest,
    words: identity,
    model: document ? [document.hardware.manufacturer, document.hardware.model].filter(Boolean).join(' ') || null : null,
    source: sourceId ? { id: sourceId, name: names.get(sourceId) ?? '' } : null,
    candidates,
    asset: (assetId && refs.get(assetId)) || null,
  };
}

/** What the machine and a record have in common, and in what they differ. */
async function compared(
  ctx: Context,
  machine: Identity,
  { ruleId }: Candidate,
  asset: AssetRef,
): Promise<ReviewAnswer['candidates'][number]> {
  const known = await wordsOfAsset(ctx, asset.id);
  const shared = keyTypes.flatMap((type) => machine[type].filter((value) => known[type].includes(value)).map((value) => ({ type, value })));
  const differs = keyTypes
    .filter((type) => machine[type].length > 0 && known[type].length > 0 && !machine[type].some((value) => known[type].includes(value)))
    .map((type) => ({ type, machine: machine[type], asset: known[type] }));
  return { asset, ruleId, shared, differs };
}

/** Every word by which a record is known: those of the register, and those that its machine ever said. */
async function wordsOfAsset(ctx: Context, assetId: string): Promise<Identity> {
  const asset = await findAsset(ctx.db.sql, assetId);
  const words: Identity = structuredClone(noIdentity);
  const add = (type: KeyType, value: string | null | undefined): void => {
    if (value && !words[type].includes(value)) words[type].push(value);
  };
  for (const { identity } of await fingerprintsOfAsset(ctx.db.sql, assetId))
    for (const type of keyTypes) for (const value of identity[type]) add(type, value);
  if (asset) {
    add('serial', asset.serial?.toUpperCase().replace(/\s+/g, ''));
    add('uuid', uuidValue(asset.identifiers.uuid));
    add('imei', asset.identifiers.imei);
    add('tag', tagKey(asset.tag));
    for (const mac of asset.identifiers.macs) add('macs', mac);
  }
  return words;
}

const byTime: SortColumn[] = [
  { column: 'doneAt', direction: 'desc' },
  { column: 'id', direction: 'desc' },
];

/** What was joined and split, the latest first. */
export async function listMerges(
  ctx: Context,
  { assetId, limit, cursor }: { assetId?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const { sql } = ctx.db;
  const query = sql('inventoryMerges')
    .select('*')
    .limit(limit + 1);
  if (assetId) query.where((any) => void any.where({ fromAssetId: assetId }).orWhere({ intoAssetId: assetId }));
  const rows: Merge[] = await afterCursor(query, byTime, cursor);
  const page = toPage(rows, limit, (row) => [row.doneAt, row.id]);
  const refs = await assetRefs(
    sql,
    page.items.flatMap(({ fromAssetId, intoAssetId }) => [fromAssetId, intoAssetId]),
  );
  const items = page.items.map(({ before: _, fromAssetId, intoAssetId, actorId, actorName, ...merge }) => ({
    ...merge,
    from: refs.get(fromAssetId) ?? null,
    into: refs.get(intoAssetId) ?? null,
    actor: { id: actorId, name: actorName },
  }));
  return { items, nextCursor: page.nextCursor };
}
