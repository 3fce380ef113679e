import { dueRows, type OutboxRow } from '../db/outbox.ts';
import type { Context } from '../server/platform/context.ts';
import { type QueueName, queueFor } from './job-queues.ts';
import { jobIdOf, offer, standingOf } from './offer.ts';
import { outageLog } from './outage-log.ts';
import { postpone } from './perform.ts';
import type { Queue } from './queue/open-queue.ts';

export interface RelayOptions {
  /** Longest time between two looks at the outbox. */
  pollMs?: number;
  /** Rows that this relay has offered and that are not done, at most. */
  mostInFlight?: number;
  /** After this time an offered row that is not done is looked for in the queue. */
  recheckMs?: number;
  /** How long the queue may take to answer. */
  patienceMs?: number;
}

export interface Relay {
  /** Looks at the outbox now; many calls at once cost one look. */
  wake(): void;
  /** How late the longest-due row is that waits for its turn; rows that long work is busy with do not count. */
  lagMs(): number;
  stop(): Promise<void>;
}

const defaults = { pollMs: 500, mostInFlight: 1000, recheckMs: 5000, patienceMs: 5000 };
const batch = 200;
/** Looks are no closer than this, however many transactions commit. */
const shortestPauseMs = 5;

/**
 * Offers due rows of the outbox to the queue, the longest due first, until they are gone. It only wakes people up: a
 * row that the queue lost is offered again, one that it holds already is not doubled, and any number of relays may run.
 */
export function startRelay(ctx: Context, queues: Record<QueueName, Queue>, options: RelayOptions = {}): Relay {
  const { pollMs, mostInFlight, recheckMs, patienceMs } = { ...defaults, ...options };
  const offered = new Map<string, number>();
  const outages = { database: outageLog(ctx.log, 'the database'), queue: outageLog(ctx.log, 'the queue') };
  let oldestDueAt: Date | null = null;
  let isStopping = false;
  let nudge: (() => void) | null = null;
  let isNudged = false;

  /** One look; answers the milliseconds until the next. */
  const look = async (): Promise<number> => {
    const now = ctx.clock();
    const horizon = new Date(now.getTime() + pollMs);
    const limit = offered.size + batch;
    const rows = await outages.database.watch(() => dueRows(ctx.db.sql, horizon, limit));
    const due = rows.filter(({ runAt }) => runAt <= now);
    forgetDone(due);
    oldestDueAt = due.find((row) => queueFor(row.job) !== 'backups' || !offered.has(jobIdOf(row)))?.runAt ?? null;
    await offerNew(due);
    await recheck(due);
    if (due.length === limit && offered.size < mostInFlight) return 0;
    const next = rows[due.length];
    return next ? Math.max(next.runAt.getTime() - ctx.clock().getTime(), 0) : pollMs;
  };

  const forgetDone = (due: OutboxRow[]): void => {
    const left = new Set(due.map(jobIdOf));
    for (const jobId of offered.keys()) if (!left.has(jobId)) offered.delete(jobId);
  };

  const offerNew = async (due: OutboxRow[]): Promise<void> => {
    const fresh = due.filter((row) => !offered.has(jobIdOf(row))).slice(0, Math.max(mostInFlight - offered.size, 0));
    await Promise.all([...groupBy(fresh)].map(([name, rows]) => offerTo(name, rows)));
  };

  const offerTo = async (name: QueueName, rows: OutboxRow[]): Promise<void> => {
    await outages.queue.watch(() => within(patienceMs, offer(queues[name], rows)));
    for (const row of rows) offered.set(jobIdOf(row), Date.now());
  };

  /** Rows offered a while ago: whatever the queue lost comes again, whatever it gave up on rests. */
  const recheck = async (due: OutboxRow[]): Promise<void> => {
    const before = Date.now() - recheckMs;
    const old = due.filter((row) => (offered.get(jobIdOf(row)) ?? Number.POSITIVE_INFINITY) <= before).slice(0, batch);
    for (const row of old) {
      const standing = await outages.queue.watch(() => within(patienceMs, standingOf(queues[queueFor(row.job)], row)));
      if (standing.is === 'over' && standing.failedReason !== null) await postpone(ctx, row, standing.failedReason);
      else if (standing.is !== 'on its way') await offerTo(queueFor(row.job), [row]);
      else offered.set(jobIdOf(row), Date.now());
    }
  };

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const lookedAt = Date.now();
      let timer = setTimeout(resolve, isNudged ? shortestPauseMs : ms);
      nudge = () => {
        clearTimeout(timer);
        timer = setTimeout(resolve, isStopping ? 0 : Math.max(lookedAt + shortestPauseMs - Date.now(), 0));
      };
    });

  const run = async (): Promise<void> => {
    while (!isStopping) {
      isNudged = false;
      // What failed was logged once by the outage log; the outbox still has everything.
      const pauseMs = await look().catch(() => pollMs);
      if (isStopping) return;
      await rest(Math.max(pauseMs, shortestPauseMs));
      nudge = null;
    }
  };

  const wake = (): void => {
    isNudged = true;
    nudge?.();
  };
  const running = run();
  return {
    wake,
    lagMs: () => (oldestDueAt ? Math.max(ctx.clock().getTime() - oldestDueAt.getTime(), 0) : 0),
    stop: async () => {
      isStopping = true;
      wake();
      await running;
    },
  };
}

function groupBy(rows: OutboxRow[]): Map<QueueName, OutboxRow[]> {
  const groups = new Map<QueueName, OutboxRow[]>();
  for (const row of rows) {
    const name = queueFor(row.job);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** The promise, or an error when it takes too long; what comes of it later is nobody's matter. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}
