import type { z } from 'zod';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { askerOf, whereFilters } from './filter-incidents.ts';
import { fragmentsOf, itemText, type ListKey } from './incident-fragments.ts';
import { namesOf } from './incident-names.ts';
import type { incidentQuery } from './incident-schemas.ts';
import type { IncidentListItem } from './incident-view.ts';
import { orderOf } from './list-order.ts';

export type IncidentQuery = z.output<typeof incidentQuery>;

const keyColumns = ['id', 'version', 'updatedAt'];

/** A page of incidents that the actor may see, as values. */
export async function listIncidents(
  ctx: Context,
  actor: Actor,
  query: IncidentQuery,
): Promise<{ items: IncidentListItem[]; nextCursor: string | null }> {
  return JSON.parse(await listIncidentsText(ctx, actor, query));
}

/**
 * The same as JSON. Which incidents stand on the page is asked for every time; what they say is read once for each
 * version of them, and the names of what they refer to once a second.
 */
export async function listIncidentsText(ctx: Context, actor: Actor, query: IncidentQuery): Promise<string> {
  const now = ctx.clock();
  const { items, nextCursor } = await pageOfKeys(ctx, actor, query);
  const fragments = await fragmentsOf(ctx.db, items);
  const names = await namesOf(ctx.db, fragments);
  const texts = fragments.map((fragment) => itemText(fragment, names, now));
  return `{"items":[${texts.join(',')}],"nextCursor":${JSON.stringify(nextCursor)}}`;
}

async function pageOfKeys(
  ctx: Context,
  actor: Actor,
  { limit, cursor, sort, ...filters }: IncidentQuery,
): Promise<{ items: ListKey[]; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const order = orderOf(sql, sort);
  const query = sql('incidents as i')
    .select('i.id', 'i.version', 'i.updatedAt')
    .limit(limit + 1);
  order.prepare(query);
  whereFilters(ctx, query, await askerOf(ctx, actor, filters), filters, order.name);
  const columns = [...new Set([...keyColumns, ...order.keys])];
  const rows = await ctx.db.dialect.readMany<ListKey & Record<string, string | number | Date>>(
    sql,
    afterCursor(query, order.by, cursor),
    columns,
  );
  return toPage(rows, limit, (row) => order.keys.map((key) => row[key] as string | number | Date));
}
