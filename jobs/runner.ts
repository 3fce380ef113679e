import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import { findOutboxRow } from '../db/outbox.ts';
import type { Context } from '../server/platform/context.ts';
import type { Handlers } from './handlers.ts';
import { type QueueName, queueNames } from './job-queues.ts';
import type { Offer } from './offer.ts';
import { HandlerFault, performRow, postpone } from './perform.ts';
import type { OpenQueue, Worker } from './queue/open-queue.ts';
import { within } from './within.ts';

export interface RunnerOptions {
  /** How long running jobs may go on after `stop` before they are told to give up. */
  graceMs?: number;
  /** How long they may take to give up. */
  lastMs?: number;
  concurrency?: Partial<Record<QueueName, number>>;
  /** How long a handler may take; each queue has its own limit unless told. */
  limitMs?: number;
  /** For how long a worker that vanished keeps its jobs; each queue has its own unless told. */
  lockMs?: number;
}

export interface Runner {
  workers: Record<QueueName, Worker>;
  /** Takes no more work; running work is finished, or told to stop and handed back. */
  stop(): Promise<void>;
}

/**
 * What a crash of the process costs on Redis and PostgreSQL: until the lock has run out and the next check came, nobody
 * else takes its jobs. A job that stalls is not at fault, so it may do so any number of times.
 */
const locks = {
  state: { lockDuration: 15_000, stalledInterval: 5_000 },
  deliveries: { lockDuration: 30_000, stalledInterval: 10_000 },
  webhooks: { lockDuration: 30_000, stalledInterval: 10_000 },
  mail: { lockDuration: 60_000, stalledInterval: 15_000 },
  inventory: { lockDuration: 60_000, stalledInterval: 15_000 },
  backups: { lockDuration: 60_000, stalledInterval: 15_000 },
} as const;
const maxStalledCount = 1000;
/** How long a queue may take to let its workers go. */
const closingMs = 2000;

/** Work that takes longer hangs: it counts as failed, so that the work behind it goes on. Backups watch themselves. */
const timeLimitMs: Record<QueueName, number> = {
  state: 60_000,
  deliveries: 120_000,
  webhooks: 60_000,
  mail: 120_000,
  inventory: 120_000,
  backups: 2 ** 31 - 1,
};

/** Starts a worker for each queue. */
export function startRunner(ctx: Context, open: OpenQueue, handlers: Partial<Handlers>, options: RunnerOptions = {}): Runner {
  const abort = new AbortController();
  const running = countRunning();
  // SQLite has one writer, and one at a time keeps late work in its order.
  const concurrency = {
    state: ctx.db.dialect.hasOneWriter ? 1 : 4,
    deliveries: 8,
    webhooks: 16,
    mail: 2,
    // One after the other: what an agent said first is looked at first, and the desk's own writes come between.
    inventory: 1,
    backups: 2,
    ...options.concurrency,
  };
  const start = (name: QueueName): Worker =>
    open.worker(
      name,
      (job, token) => running.watch(() => perform(ctx, handlers, job, token as string, abort.signal, options.limitMs ?? timeLimitMs[name])),
      {
        concurrency: concurrency[name],
        ...(options.lockMs ? { lockDuration: options.lockMs, stalledInterval: options.lockMs } : locks[name]),
        maxStalledCount,
        metrics: { maxDataPoints: 60 * 24 },
      },
    );
  const workers = Object.fromEntries(queueNames.map((name) => [name, start(name)])) as Record<QueueName, Worker>;
  return { workers, stop: () => stop(Object.values(workers), abort, running, options) };
}

async function perform(
  ctx: Context,
  handlers: Partial<Handlers>,
  job: Job,
  token: string,
  signal: AbortSignal,
  limitMs: number,
): Promise<void> {
  const { rowId, round } = job.data as Offer;
  const row = await findOutboxRow(ctx.db.sql, rowId);
  // Somebody did it already, took it back, or put it off: nothing is left to do for this offer.
  if (row?.round !== round) return;
  try {
    await within(limitMs, performRow(ctx, handlers, row, signal), `the handler of ${row.job} did not end within ${limitMs} ms`);
  } catch (error) {
    if (signal.aborted) await handBack(job, token);
    await noteFailure(ctx, job, row, error as Error);
    throw error instanceof HandlerFault ? new UnrecoverableError(error.message) : error;
  }
}

/** Work that was told to stop is not failed work: it comes again, here or elsewhere. */
async function handBack(job: Job, token: string): Promise<never> {
  await job.moveToDelayed(Date.now() + 1000, token);
  throw new DelayedError();
}

/** After the last attempt the row rests; written before the queue is told, so that no crash leaves it forgotten there. */
async function noteFailure(ctx: Context, job: Job, row: { id: string; round: number; job: string }, error: Error): Promise<void> {
  const isLast = error instanceof HandlerFault || error.name === 'UnrecoverableError' || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  const facts = { err: error, job: row.job, rowId: row.id, round: row.round, attempt: job.attemptsMade + 1 };
  if (!isLast) {
    ctx.log.warn(facts, 'a job failed and is tried again');
    return;
  }
  ctx.log.error(facts, 'a job failed for now; its row is kept and rests');
  await postpone(ctx, row, `${error.name}: ${error.message}`);
}

/** Handlers that run now, and when the last of them has ended. */
interface Running {
  count: number;
  ended(): Promise<void>;
  watch<T>(work: () => Promise<T>): Promise<T>;
}

function countRunning(): Running {
  const waiting: Array<() => void> = [];
  const running: Running = {
    count: 0,
    ended: () => (running.count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    async watch(work) {
      running.count += 1;
      try {
        return await work();
      } finally {
        running.count -= 1;
        if (running.count === 0) for (const resolve of waiting.splice(0)) resolve();
      }
    },
  };
  return running;
}

async function stop(workers: Worker[], abort: AbortController, running: Running, options: RunnerOptions): Promise<void> {
  const { graceMs = 10_000, lastMs = 5_000 } = options;
  const closing = Promise.all(workers.map((worker) => worker.close()));
  if (!(await isDoneWithin(graceMs, running.ended()))) {
    abort.abort();
    await isDoneWithin(lastMs, running.ended());
  }
  if (await isDoneWithin(closingMs, closing)) return;
  // The queue is away, or a handler does not even give up: it loses its lock, and the row is still there.
  for (const worker of workers) worker.disconnect().catch(() => {});
}

const isDoneWithin = (ms: number, work: Promise<unknown>): Promise<boolean> =>
  within(ms, work).then(
    () => true,
    () => false,
  );
