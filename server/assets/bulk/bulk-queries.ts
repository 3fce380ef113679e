import type { z } from 'zod';
import { personRefs } from '../../people/person-queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { toPage } from '../../platform/keyset.ts';
import { notFound, Problem } from '../../platform/problem.ts';
import { assetRefs } from '../asset-queries.ts';
import { type BulkChange, percentOf } from './bulk-change.ts';
import type { bulkChangeAnswer, bulkItemAnswer, bulkItemQuery } from './bulk-schemas.ts';
import { bulkChangesOf, findBulkChange, itemsAfter } from './bulk-store.ts';

export type BulkChangeAnswer = z.output<typeof bulkChangeAnswer>;
export type BulkItemAnswer = z.output<typeof bulkItemAnswer>;

const mostListed = 50;

/** The newest changes that the actor made to many assets. */
export async function listBulkChanges(ctx: Context, actor: Actor): Promise<BulkChangeAnswer[]> {
  const changes = await bulkChangesOf(ctx.db.sql, actor.id ?? '', mostListed);
  return Promise.all(changes.map((change) => bulkAnswer(ctx, change)));
}

/** One of them; 404 when it is somebody else's. */
export async function readBulkChange(ctx: Context, actor: Actor, id: string): Promise<BulkChangeAnswer> {
  return bulkAnswer(ctx, await ownBulkChange(ctx, actor, id));
}

/** What became of each asset. */
export async function listBulkItems(
  ctx: Context,
  actor: Actor,
  id: string,
  { state, limit, cursor }: z.output<typeof bulkItemQuery>,
): Promise<{ items: BulkItemAnswer[]; nextCursor: string | null }> {
  const change = await ownBulkChange(ctx, actor, id);
  const rows = await itemsAfter(ctx.db.sql, change.id, { seq: seqOf(cursor), state, limit: limit + 1 });
  const page = toPage(rows, limit, ({ seq }) => [seq]);
  const refs = await assetRefs(
    ctx.db.sql,
    page.items.map(({ assetId }) => assetId),
  );
  return { items: page.items.map(({ assetId, ...item }) => ({ ...item, asset: refs.get(assetId) ?? null })), nextCursor: page.nextCursor };
}

function seqOf(cursor: string | undefined): number {
  if (!cursor) return -1;
  try {
    const [seq] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Number.isInteger(seq)) return seq;
  } catch {
    // falls through to the problem
  }
  throw new Problem('invalid_request', 'The cursor is not one of ours');
}

async function ownBulkChange(ctx: Context, actor: Actor, id: string): Promise<BulkChange> {
  const change = await findBulkChange(ctx.db.sql, id);
  if (!change || change.actorId !== actor.id) throw notFound('bulk change');
  return change;
}

async function bulkAnswer(ctx: Context, change: BulkChange): Promise<BulkChangeAnswer> {
  const { actorId, ...rest } = change;
  const actors = await personRefs(ctx.db.sql, [actorId]);
  const canUndo = change.state === 'running' || change.state === 'done';
  return { ...rest, actor: actors.get(actorId) ?? null, percent: percentOf(change), canUndo };
}
