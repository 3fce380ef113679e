import type { Asset } from '../assets/asset.ts';
import { assetsById } from '../assets/correct-assets.ts';
import { liesWithin, locationParents } from '../people/location-parents.ts';
import type { Context } from '../platform/context.ts';
import { type Audit, type AuditItem, type Correction, correctionOf, isSameWhereabouts, type Within, whereaboutsOf } from './audit.ts';
import { eachItems } from './audit-item-store.ts';
import type { CorrectionAnswer } from './audit-schemas.ts';
import { namedWhereabouts, namesOf } from './audit-view.ts';

/** What a stock-take would have the register say of one asset. */
export interface PlannedCorrection {
  item: AuditItem;
  asset: Asset;
  correction: Correction;
  /** Somebody changed the record since the stock-take looked at it; then the record is right, or at least newer. */
  isOvertaken: boolean;
}

/** The corrections that the outcome of a stock-take asks for, against what the register says now; by tag, portion by portion. */
export async function* eachCorrection(ctx: Context, audit: Audit): AsyncGenerator<PlannedCorrection[]> {
  const parents = await locationParents(ctx.db.sql);
  const within: Within = (id, aboveId) => liesWithin(parents, id, aboveId);
  for await (const items of eachItems(ctx.db.sql, audit.id)) {
    const assets = await assetsById(
      ctx,
      items.map(({ assetId }) => assetId),
    );
    const planned = items.flatMap((item): PlannedCorrection[] => {
      const asset = assets.get(item.assetId);
      const correction = asset && correctionOf(item, whereaboutsOf(asset), within);
      return correction ? [{ item, asset, correction, isOvertaken: !isSameWhereabouts(item, asset) }] : [];
    });
    if (planned.length > 0) yield planned;
  }
}

/** How many corrections of each kind there are, and how many assets are left alone because somebody changed them meanwhile. */
export interface CorrectionCounts {
  lost: number;
  moved: number;
  found_again: number;
  refined: number;
  overtaken: number;
}

/**
 * A page of the corrections that a closing would make, with the counts of all. They follow from the present state of the register,
 * so the cursor is the tag order at which the last page ended.
 */
export async function previewCorrections(
  ctx: Context,
  audit: Audit,
  range: { limit: number; cursor?: string | undefined; correction?: Correction['kind'] | undefined },
): Promise<{ items: CorrectionAnswer[]; nextCursor: string | null; counts: CorrectionCounts }> {
  const counts: CorrectionCounts = { lost: 0, moved: 0, found_again: 0, refined: 0, overtaken: 0 };
  const after = range.cursor ? Buffer.from(range.cursor, 'base64url').toString('utf8') : '';
  const shown: PlannedCorrection[] = [];
  for await (const planned of eachCorrection(ctx, audit)) {
    for (const each of planned) {
      counts[each.isOvertaken ? 'overtaken' : each.correction.kind] += 1;
      const isAsked = range.correction === undefined || each.correction.kind === range.correction;
      if (isAsked && placeInOrder(each) > after && shown.length <= range.limit) shown.push(each);
    }
  }
  const page = shown.slice(0, range.limit);
  const last = page.at(-1);
  const nextCursor = shown.length > range.limit && last ? Buffer.from(placeInOrder(last)).toString('base64url') : null;
  return { items: await correctionViews(ctx, page), nextCursor, counts };
}

const placeInOrder = ({ item }: PlannedCorrection): string => `${item.tagOrder}\u0000${item.assetId}`;

async function correctionViews(ctx: Context, planned: PlannedCorrection[]): Promise<CorrectionAnswer[]> {
  const facts = planned.flatMap(({ asset, correction }) => [asset, correction.after]);
  const names = await namesOf(ctx.db.sql, facts);
  return planned.map(({ item, asset, correction, isOvertaken }) => ({
    assetId: asset.id,
    tag: asset.tag,
    name: asset.name,
    kind: asset.kind,
    correction: correction.kind,
    from: namedWhereabouts(asset, names),
    to: namedWhereabouts(correction.after, names),
    seenAt: item.seenAt,
    seenBy: item.seenByName,
    isOvertaken,
  }));
}
