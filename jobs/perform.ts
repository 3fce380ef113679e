import { findOutboxRow, type OutboxRow, pushForward } from '../db/outbox.ts';
import { transact } from '../db/transaction.ts';
import type { Context } from '../server/platform/context.ts';
import type { Handlers } from './handlers.ts';

/** A fault that trying again soon would not cure. */
export class HandlerFault extends Error {}

const minute = 60_000;
const longestPostponementMs = 10 * minute;

/** How long a row rests after the queue gave up on it: a minute, then twice as long each time, ten at most. */
export const postponementMs = (round: number): number => Math.min(minute * 2 ** round, longestPostponementMs);

/**
 * Runs a row's handler and sees to it that the row is gone afterwards. Whatever the handler did, it did in one
 * transaction with the row's removal, so running it again is safe at every point.
 */
export async function performRow(ctx: Context, handlers: Partial<Handlers>, row: OutboxRow, signal: AbortSignal): Promise<void> {
  const handler = (handlers as Record<string, ((...args: unknown[]) => Promise<void>) | undefined>)[row.job];
  if (!handler) throw new HandlerFault(`No handler for the job ${row.job}`);
  await handler(ctx, row.payload, row.id, signal);
  const after = await findOutboxRow(ctx.db.sql, row.id);
  if (after && after.round === row.round) throw new HandlerFault(`The handler of ${row.job} returned without completing its row`);
}

/** Keeps a row whose attempts are used up, to be offered again after a rest; what others did to it meanwhile stands. */
export async function postpone(ctx: Context, row: { id: string; round: number }, error: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const current = await findOutboxRow(tx.db.sql, row.id);
    if (current?.round !== row.round) return;
    const runAt = new Date(ctx.clock().getTime() + postponementMs(row.round));
    await pushForward(tx.db.sql, row.id, runAt, error);
  });
}
