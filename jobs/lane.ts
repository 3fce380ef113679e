import { dueRows, type JobSelection, type OutboxRow, type OutboxTouch } from '../db/outbox.ts';
import type { Context } from '../server/platform/context.ts';
import { jobIdOf, offer, standingOf } from './offer.ts';
import type { OutageLog } from './outage-log.ts';
import { postpone } from './perform.ts';
import type { Queue } from './queue/open-queue.ts';
import { within } from './within.ts';

export interface LaneOptions {
  queue: Queue;
  jobs: JobSelection;
  /** Rows of short work count as late until they are done, rows of long work until somebody is busy with them. */
  isLong: boolean;
  /** Longest time between two looks at the outbox. */
  pollMs: number;
  /** Rows that were offered and are not done, at most. */
  mostInFlight: number;
  /** After this time an offered row that is not done is looked for in the queue. */
  recheckMs: number;
  /** How long the queue may take to answer. */
  patienceMs: number;
  outages: { database: OutageLog; queue: OutageLog };
}

export interface Lane {
  /** One look at the outbox; answers the milliseconds until the next. Rejects when database or queue cannot be had. */
  look(): Promise<number>;
  /** Since when the longest-due row waits. */
  oldestDueAt(): Date | null;
  /** True when what a transaction did to the outbox is worth a look before the next one comes by itself. */
  concerns(touch: OutboxTouch): boolean;
}

const batch = 200;

const isSelected = (jobs: JobSelection, job: string): boolean => ('only' in jobs ? jobs.only.includes(job) : !jobs.except.includes(job));

/** The way of one queue's rows from the outbox into the queue; what is stuck in one lane does not hold up another. */
export function openLane(ctx: Context, options: LaneOptions): Lane {
  const { queue, mostInFlight, outages } = options;
  const offered = new Map<string, number>();
  let oldest: Date | null = null;
  /** How many more rows have to be done until those that wait for room are looked at again; null when none waits. */
  let roomIn: number | null = null;

  const look = async (): Promise<number> => {
    const now = ctx.clock();
    const horizon = new Date(now.getTime() + options.pollMs);
    const limit = offered.size + batch;
    const rows = await outages.database.watch(() => dueRows(ctx.db.sql, horizon, limit, options.jobs));
    const due = rows.filter(({ runAt }) => runAt <= now);
    forgetDone(due);
    oldest = due.find((row) => !options.isLong || !offered.has(jobIdOf(row)))?.runAt ?? null;
    await offerRows(due.filter((row) => !offered.has(jobIdOf(row))).slice(0, Math.max(mostInFlight - offered.size, 0)));
    await recheck(due);
    roomIn = due.some((row) => !offered.has(jobIdOf(row))) ? Math.ceil(mostInFlight / 4) : null;
    if (due.length === limit && offered.size < mostInFlight) return 0;
    const next = rows[due.length];
    return next ? Math.max(next.runAt.getTime() - ctx.clock().getTime(), 0) : options.pollMs;
  };

  const forgetDone = (due: OutboxRow[]): void => {
    const left = new Set(due.map(jobIdOf));
    for (const jobId of offered.keys()) if (!left.has(jobId)) offered.delete(jobId);
  };

  const offerRows = async (rows: OutboxRow[]): Promise<void> => {
    if (rows.length === 0) return;
    await outages.queue.watch(() => within(options.patienceMs, offer(queue, rows)));
    for (const row of rows) offered.set(jobIdOf(row), Date.now());
  };

  /** Rows offered a while ago: whatever the queue lost comes again, whatever it gave up on rests. */
  const recheck = async (due: OutboxRow[]): Promise<void> => {
    const before = Date.now() - options.recheckMs;
    const old = due.filter((row) => (offered.get(jobIdOf(row)) ?? Number.POSITIVE_INFINITY) <= before).slice(0, batch);
    for (const row of old) {
      const standing = await outages.queue.watch(() => within(options.patienceMs, standingOf(queue, row)));
      if (standing.is === 'over' && standing.failedReason !== null) await postpone(ctx, row, standing.failedReason);
      else if (standing.is !== 'on its way') await offerRows([row]);
      else offered.set(jobIdOf(row), Date.now());
    }
  };

  const concerns = ({ asked, done }: OutboxTouch): boolean => {
    if (roomIn !== null) roomIn -= done;
    if (roomIn !== null && roomIn <= 0) return true;
    const nextLook = ctx.clock().getTime() + options.pollMs;
    return asked.some(({ job, runAt }) => runAt.getTime() <= nextLook && isSelected(options.jobs, job));
  };

  return { look, oldestDueAt: () => oldest, concerns };
}
