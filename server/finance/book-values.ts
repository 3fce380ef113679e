import { stringify } from 'csv-stringify/sync';
import { type CostedAsset, costedAssets } from '../assets/costed-assets.ts';
import { type Day, dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { armed } from '../platform/csv-cell.ts';
import { currentValue, planFor } from './asset-value.ts';
import { listPlans, type Plan } from './plan-store.ts';
import type { ValueLine, ValuesQuery } from './purchase-schemas.ts';
import { purchasesOf } from './purchase-store.ts';

type Filter = Omit<ValuesQuery, 'limit' | 'cursor'>;

const batch = 500;

/** A page of what assets are worth in the books at the end of a day, by tag. */
export async function bookValues(ctx: Context, { asOf = dayIn(ctx.clock()), locationId, ...query }: ValuesQuery) {
  const found = await costedAssets(ctx.db.sql, { ...query, ...(locationId && { locationIds: [locationId] }) });
  return { items: await linesOf(ctx, found.items, await listPlans(ctx.db.sql), asOf), nextCursor: found.nextCursor };
}

/** All lines, page by page, so that any number of assets fits into little memory. */
async function* allLines(ctx: Context, filter: Filter, asOf: Day): AsyncGenerator<ValueLine[]> {
  const plans = await listPlans(ctx.db.sql);
  const locations = filter.locationId ? { locationIds: [filter.locationId] } : {};
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const found = await costedAssets(ctx.db.sql, { kind: filter.kind, ...locations, limit: batch, cursor: cursor ?? undefined });
    yield await linesOf(ctx, found.items, plans, asOf);
    cursor = found.nextCursor;
  }
}

async function linesOf(ctx: Context, assets: CostedAsset[], plans: Plan[], asOf: Day): Promise<ValueLine[]> {
  const purchases = await purchasesOf(
    ctx.db.sql,
    assets.map(({ id }) => id),
  );
  return assets.map((asset) => {
    const { purchasedOn, purchaseCostCents, purchaseCurrency, ...ref } = asset;
    const purchase = purchases.get(asset.id);
    const plan = planFor(asset, purchase, plans);
    const value = currentValue(asset, purchase, plan, asOf);
    return {
      asset: ref,
      purchasedOn,
      inServiceOn: purchase?.inServiceOn ?? null,
      currency: purchaseCurrency,
      cost: purchaseCostCents / 100,
      plan: plan?.name ?? null,
      depreciated: (value?.depreciatedCents ?? 0) / 100,
      bookValue: (value?.bookCents ?? purchaseCostCents) / 100,
      endsOn: value?.endsOn ?? null,
    };
  });
}

/** What everything is worth at the end of a day, by currency and kind. */
export async function bookTotals(ctx: Context, { asOf = dayIn(ctx.clock()), ...filter }: Filter) {
  const totals = new Map<string, { currency: string; kind: string; count: number; cost: number; depreciated: number; bookValue: number }>();
  for await (const lines of allLines(ctx, filter, asOf)) {
    for (const line of lines) {
      const key = `${line.currency} ${line.asset.kind}`;
      const total = totals.get(key) ?? { currency: line.currency, kind: line.asset.kind, count: 0, cost: 0, depreciated: 0, bookValue: 0 };
      total.count += 1;
      // In cents, so that nothing is lost on the way.
      for (const sum of ['cost', 'depreciated', 'bookValue'] as const) total[sum] += Math.round(line[sum] * 100);
      totals.set(key, total);
    }
  }
  const items = [...totals.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { cost, depreciated, bookValue, ...rest }]) => ({
      ...rest,
      cost: cost / 100,
      depreciated: depreciated / 100,
      bookValue: bookValue / 100,
    }));
  return { asOf, items };
}

const headers = [
  'Tag',
  'Name',
  'Kind',
  'Purchased on',
  'In service on',
  'Plan',
  'Currency',
  'Cost',
  'Depreciated',
  'Book value',
  'Ends on',
];

/** The lines of a day as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
export async function* bookValuesFile(ctx: Context, { asOf = dayIn(ctx.clock()), ...filter }: Filter): AsyncGenerator<string> {
  yield `\ufeff${csv([headers])}`;
  for await (const lines of allLines(ctx, filter, asOf)) if (lines.length > 0) yield csv(lines.map(cellsOf));
}

const csv = (rows: string[][]): string =>
  stringify(
    rows.map((row) => row.map(armed)),
    { record_delimiter: '\r\n', quoted_match: /[\r\n,;\t]/ },
  );

const cellsOf = (line: ValueLine): string[] => [
  line.asset.tag,
  line.asset.name,
  line.asset.kind,
  line.purchasedOn ?? '',
  line.inServiceOn ?? '',
  line.plan ?? '',
  line.currency,
  line.cost.toFixed(2),
  line.depreciated.toFixed(2),
  line.bookValue.toFixed(2),
  line.endsOn ?? '',
];
