import type { Knex } from 'knex';
import type { AssetEvent } from '../../assets/asset-history.ts';
import { loadAsset } from '../../assets/write-asset.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { afterCursor, type SortColumn, toPage } from '../../platform/keyset.ts';
import { joinedInto } from '../reconcile/merge-store.ts';
import type { ChangeAnswer, ChangeQuery } from './change-schemas.ts';

interface FactRow {
  id: string;
  happenedAt: Date;
  section: string;
  kind: 'added' | 'removed' | 'changed';
  item: string;
  field: string | null;
  from: unknown;
  to: unknown;
  agentName: string;
}

interface Moment {
  id: string;
  happenedAt: Date;
  answers: ChangeAnswer[];
}

const newestFirst: SortColumn[] = [
  { column: 'happenedAt', direction: 'desc' },
  { column: 'id', direction: 'desc' },
];

/**
 * What changed on an asset, the latest first: fields of its record, and what agents found on the machine. Records that
 * were joined into it count. Its registration is no change.
 */
export async function assetChanges(ctx: Context, actor: Actor, idOrTag: string, query: ChangeQuery) {
  const asset = await loadAsset(ctx, actor, idOrTag);
  const ids = [asset.id, ...(await joinedInto(ctx.db.sql, asset.id))];
  const moments = [...(await factMoments(ctx, ids, query)), ...(await recordMoments(ctx, ids, query))].sort(
    (a, b) => b.happenedAt.getTime() - a.happenedAt.getTime() || (a.id < b.id ? 1 : -1),
  );
  const page = toPage(moments.slice(0, query.limit + 1), query.limit, (moment) => [moment.happenedAt, moment.id]);
  return { items: page.items.flatMap(({ answers }) => answers), nextCursor: page.nextCursor };
}

function ranged(rows: Knex.QueryBuilder, { since, until, limit, cursor }: ChangeQuery): Knex.QueryBuilder {
  if (since) rows.where('happenedAt', '>=', since);
  if (until) rows.where('happenedAt', '<=', until);
  return afterCursor(rows.limit(limit + 1), newestFirst, cursor);
}

async function factMoments(ctx: Context, ids: string[], query: ChangeQuery): Promise<Moment[]> {
  const rows = ctx.db.sql('inventoryChanges').select('*').whereIn('assetId', ids);
  const wanted = query.section?.filter((section) => section !== 'register');
  if (wanted) rows.whereIn('section', wanted);
  const found: FactRow[] = wanted?.length === 0 ? [] : await ranged(rows, query);
  return found.map(({ id, happenedAt, agentName, field, ...fact }) => ({
    id,
    happenedAt,
    answers: [
      {
        ...fact,
        field: field === null ? fact.section : `${fact.section}.${field}`,
        item: fact.item || null,
        happenedAt,
        source: 'agent',
        actor: { id: null, name: agentName },
        eventId: id,
      },
    ],
  }));
}

async function recordMoments(ctx: Context, ids: string[], query: ChangeQuery): Promise<Moment[]> {
  if (query.section && !query.section.includes('register')) return [];
  const rows = ctx.db.sql('assetEvents').select('*').whereIn('assetId', ids).whereNot({ kind: 'registered' });
  const found: AssetEvent[] = await ranged(rows, query);
  return found.map(({ id, happenedAt, changes, source, actorId, actorName }) => ({
    id,
    happenedAt,
    answers: changes.map((change) => ({
      ...change,
      section: 'register',
      kind: 'changed',
      item: null,
      happenedAt,
      source,
      actor: { id: actorId, name: actorName },
      eventId: id,
    })),
  }));
}
