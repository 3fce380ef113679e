import { shelvedAssets } from '../assets/shelved-assets.ts';
import { licenceRefs } from '../licences/licence-queries.ts';
import { dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { onHandOf, stockItemRefs } from '../stock/stock-queries.ts';
import type { KitLine, LineState } from './kit.ts';

const idsOf = (lines: readonly KitLine[]) => ({
  items: lines.flatMap((line) => (line.type === 'stock' ? [line.itemId] : [])),
  licences: lines.flatMap((line) => (line.type === 'licence' ? [line.licenceId] : [])),
});

/** A name for every line of kits: the item, the licence, or the model. */
export async function namesOfLines(ctx: Context, lines: readonly KitLine[]): Promise<(line: KitLine) => string> {
  const { sql } = ctx.db;
  const ids = idsOf(lines);
  const items = await stockItemRefs(sql, ids.items);
  const licences = await licenceRefs(sql, ids.licences);
  return (line) => {
    if (line.type === 'stock') return items.get(line.itemId)?.name ?? '';
    return line.type === 'licence' ? (licences.get(line.licenceId)?.name ?? '') : (line.model ?? line.kind);
  };
}

/** What of a kit there is at the moment, line by line. Lines for the same thing share what there is of it. */
export async function stateOfLines(ctx: Context, lines: readonly KitLine[]): Promise<LineState[]> {
  const nameOf = await namesOfLines(ctx, lines);
  const left = await leftFor(ctx, lines);
  return lines.map((line, place) => {
    const key = keyOf(line);
    const wanted = line.type === 'licence' ? 1 : line.quantity;
    const available = left.get(key) ?? (line.type === 'licence' && left.has(key) ? null : 0);
    if (available !== null) left.set(key, Math.max(0, available - wanted));
    return { line: place, name: nameOf(line), wanted, available, isMissing: available !== null && available < wanted };
  });
}

const keyOf = (line: KitLine): string => {
  if (line.type === 'stock') return `stock ${line.itemId}`;
  return line.type === 'licence' ? `licence ${line.licenceId}` : `asset ${line.kind} ${line.model?.toLowerCase() ?? ''}`;
};

async function leftFor(ctx: Context, lines: readonly KitLine[]): Promise<Map<string, number | null>> {
  const ids = idsOf(lines);
  const left = new Map<string, number | null>();
  for (const [id, onHand] of await onHandOf(ctx.db.sql, ids.items)) left.set(`stock ${id}`, onHand);
  const today = dayIn(ctx.clock());
  for (const { id, seats, seatsUsed, expiresOn } of (await licenceRefs(ctx.db.sql, ids.licences)).values()) {
    const isOver = expiresOn !== null && expiresOn < today;
    left.set(`licence ${id}`, isOver ? 0 : seats === null ? null : seats - seatsUsed);
  }
  for (const line of lines) {
    if (line.type !== 'asset') continue;
    left.set(keyOf(line), (await shelvedAssets(ctx.db, line, 500)).length);
  }
  return left;
}
