import { dueRows, type OutboxRow } from '../db/outbox.ts';
import type { FakeClock } from '../server/platform/clock.ts';
import type { Context } from '../server/platform/context.ts';
import { handlers as allHandlers, type Handlers } from './handlers.ts';
import { performRow, postpone } from './perform.ts';
import type { Sweep } from './schedule.ts';

export interface DrainOptions {
  handlers?: Partial<Handlers>;
  /** Keeps a failing row for later as the queue would, instead of throwing its error. */
  postponesFailures?: boolean;
}

const never = new AbortController().signal;
/** More than any story needs: a handler that enqueues itself for ever is a fault, not a hang. */
const most = 10_000;

/**
 * Runs all due work of the outbox in its order by the context's clock, without a queue, until nothing is due; answers
 * what ran. For tests that tell stories across time.
 */
export async function drainOutbox(ctx: Context, options: DrainOptions = {}): Promise<OutboxRow[]> {
  const ran: OutboxRow[] = [];
  for (;;) {
    const [row] = await dueRows(ctx.db.sql, ctx.clock(), 1);
    if (!row) return ran;
    if (ran.length >= most) throw new Error(`The outbox is not empty after ${most} jobs; the last was ${row.job}`);
    ran.push(row);
    try {
      await performRow(ctx, options.handlers ?? allHandlers, row, never);
    } catch (error) {
      if (!options.postponesFailures) throw error;
      await postpone(ctx, row, String(error));
    }
  }
}

/**
 * Moves the fake clock to an instant, stopping at every instant at which work falls due, and running the sweeps each
 * minute that is a multiple of `sweepEveryMs`; answers what ran, with the instant at which it ran.
 */
export async function fastForward(
  ctx: Context & { clock: FakeClock },
  to: Date | string,
  options: DrainOptions & { sweeps?: Sweep[]; sweepEveryMs?: number } = {},
): Promise<Array<OutboxRow & { ranAt: Date }>> {
  const end = new Date(to);
  const ran: Array<OutboxRow & { ranAt: Date }> = [];
  const every = options.sweeps?.length ? (options.sweepEveryMs ?? 60_000) : Number.POSITIVE_INFINITY;
  let sweepAt = nextMultiple(ctx.clock(), every);
  for (;;) {
    const done = await drainOutbox(ctx, options);
    ran.push(...done.map((row) => ({ ...row, ranAt: ctx.clock() })));
    const [next] = await dueRows(ctx.db.sql, end, 1);
    const at = Math.min(next?.runAt.getTime() ?? Number.POSITIVE_INFINITY, sweepAt);
    if (at > end.getTime()) break;
    ctx.clock.set(new Date(at));
    if (at < sweepAt) continue;
    for (const sweep of options.sweeps ?? []) await sweep.run(ctx);
    sweepAt = nextMultiple(ctx.clock(), every);
  }
  ctx.clock.set(end);
  return ran;
}

const nextMultiple = (now: Date, every: number): number =>
  Number.isFinite(every) ? (Math.floor(now.getTime() / every) + 1) * every : Number.POSITIVE_INFINITY;
