import { assetRefs } from '../../assets/asset-queries.ts';
import type { Context } from '../../platform/context.ts';
import { fingerprintsAfter } from './fingerprint-store.ts';
import { loadNeighbourhood } from './load-parties.ts';
import { partition } from './partition.ts';
import type { RuleBook } from './rules.ts';
import { type Placement, settle } from './settle.ts';

const mostLooked = 2000;
const mostMoves = 100;

interface Move {
  fingerprintId: string;
  name: string | null;
  fromId: string | null;
  to: 'asset' | 'new' | 'review';
  assetId: string | null;
}

/** Which machines other rules would place otherwise; changes nothing. */
export async function previewRules(ctx: Context, book: RuleBook) {
  const moves: Move[] = [];
  const seen = new Set<string>();
  const some = await fingerprintsAfter(ctx.db.sql, '', mostLooked + 1);
  for (const start of some.slice(0, mostLooked)) {
    if (seen.has(start.id) || moves.length >= mostMoves) continue;
    const near = await loadNeighbourhood(ctx.db.sql, start, book);
    for (const placement of settle(partition([...near.parties.values()], book.rules), near.parties, near.records)) {
      for (const id of placement.partyIds) {
        const fingerprint = near.fingerprints.get(id);
        if (!fingerprint || seen.has(id)) continue;
        seen.add(id);
        if (isMove(placement, fingerprint))
          moves.push({
            fingerprintId: id,
            name: fingerprint.identity.name[0] ?? null,
            fromId: fingerprint.assetId,
            to: placement.kind,
            assetId: targetOf(placement),
          });
      }
    }
  }
  const refs = await assetRefs(
    ctx.db.sql,
    moves.flatMap(({ fromId, assetId }) => [fromId, assetId]),
  );
  return {
    looked: seen.size,
    isComplete: some.length <= mostLooked && moves.length < mostMoves,
    moves: moves.slice(0, mostMoves).map(({ fromId, assetId, ...move }) => ({
      ...move,
      from: (fromId && refs.get(fromId)) || null,
      asset: (assetId && refs.get(assetId)) || null,
    })),
  };
}

const targetOf = (placement: Placement): string | null => (placement.kind === 'asset' ? placement.assetId : null);

function isMove(placement: Placement, { assetId, state }: { assetId: string | null; state: string }): boolean {
  if (placement.kind === 'review') return state !== 'review';
  return placement.kind === 'new' || placement.assetId !== assetId;
}
