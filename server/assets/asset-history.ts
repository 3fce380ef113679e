import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, type SortColumn, toPage } from '../platform/keyset.ts';
import type { AssetEvent } from './asset-event-store.ts';
import type { AssetEventAnswer } from './asset-schemas.ts';
import { loadAsset } from './write-asset.ts';

export type { AssetEvent };

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

const newestFirst: SortColumn[] = [
  { column: 'happenedAt', direction: 'desc' },
  { column: 'id', direction: 'desc' },
];

/** Who did what to the asset and when, the latest first. */
export async function assetHistory(
  ctx: Context,
  actor: Actor,
  idOrTag: string,
  range: { limit: number; cursor?: string | undefined; since?: Date | undefined },
): Promise<Page<AssetEventAnswer>> {
  const asset = await loadAsset(ctx, actor, idOrTag);
  const query = ctx.db
    .sql('assetEvents')
    .select('*')
    .where({ assetId: asset.id })
    .limit(range.limit + 1);
  if (range.since) query.where('happenedAt', '>=', range.since);
  const rows: AssetEvent[] = await afterCursor(query, newestFirst, range.cursor);
  const page = toPage(rows, range.limit, (event) => [event.happenedAt, event.id]);
  return { items: page.items.map(eventAnswer), nextCursor: page.nextCursor };
}

const eventAnswer = ({ assetId: _, actorId, actorName, ...event }: AssetEvent): AssetEventAnswer => ({
  ...event,
  actor: { id: actorId, name: actorName },
});
