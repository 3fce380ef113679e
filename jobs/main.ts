import type { RequestHandler } from 'express';
import type { OpenDatabase } from '../db/connection.ts';
import type { Config } from '../server/platform/config.ts';
import type { Context } from '../server/platform/context.ts';
import { handlers as allHandlers, type Handlers, jobsWithoutHandler } from './handlers.ts';
import { type QueueName, queueNames } from './job-queues.ts';
import { outageLog } from './outage-log.ts';
import { openQueue, type Queue, type QueueKind } from './queue/open-queue.ts';
import { type RelayOptions, startRelay } from './relay.ts';
import { type RunnerOptions, startRunner } from './runner.ts';
import { type Sweep, startSchedule } from './schedule.ts';
import { lockLocalQueue } from './single-process.ts';
import { sweeps as allSweeps } from './sweeps.ts';
import { within } from './within.ts';

export interface JobsOptions {
  ctx: Context & { db: OpenDatabase };
  config: Pick<Config, 'queue' | 'database'>;
  /** False in a process that serves the API while workers run the jobs elsewhere: it offers due work and runs none. */
  runs?: boolean;
  /** Done once the queue is ours and before anything works on it, such as filling an empty database. */
  prepare?: () => Promise<unknown>;
  handlers?: Partial<Handlers>;
  sweeps?: Sweep[];
  relay?: RelayOptions;
  runner?: RunnerOptions;
}

export interface Jobs {
  queueKind: QueueKind;
  queues: Record<QueueName, Queue>;
  /** Looks for due work now; needed only where the clock was moved by hand. */
  wake(): void;
  /** How late the longest-due work is that nobody is busy with. */
  lagMs(): number;
  /** Rejects when the queue cannot be reached. */
  check(): Promise<void>;
  /** Pages on the queues; whoever mounts them checks who comes. */
  dashboard(basePath?: string): RequestHandler;
  stop(): Promise<void>;
}

/** How long closing connections may take; a server that is gone does not hold up the end of the process. */
const closingMs = 3000;

/**
 * Starts everything that happens later in this process: the relay of due work, the workers and the minute's sweeps.
 * A second process on a local queue is refused with a ConfigError that says what to set.
 */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { ctx, config, runs = true, handlers = allHandlers } = options;
  const lock = config.queue.kind === 'local' ? await lockLocalQueue(config, ctx.log) : null;
  const check = () => within(closingMs, queues.state.getJobCountByTypes('active'));
  const outage = outageLog(ctx.log, 'the queue', check);
  const open = await Promise.resolve(options.prepare?.())
    .then(() => openQueue(config.queue, { onError: outage.heard }))
    .catch(async (error) => {
      await lock?.release();
      throw error;
    });
  const queues = Object.fromEntries(
    queueNames.map((name) => [name, open.queue(name, { streams: { events: { maxLen: 1000 } } })]),
  ) as Record<QueueName, Queue>;
  const relay = startRelay(ctx, queues, { queueOutage: outage, ...options.relay });
  ctx.db.outboxListeners.add(relay.hear);
  if (runs) sayWhatIsMissing(ctx, handlers);
  const runner = runs ? startRunner(ctx, open, handlers, options.runner) : null;
  const schedule = runs ? startSchedule(ctx, options.sweeps ?? allSweeps) : null;
  return {
    queueKind: open.kind,
    queues,
    wake: relay.wake,
    lagMs: relay.lagMs,
    check: () =>
      within(
        closingMs,
        outage.watch(() => queues.state.getJobCountByTypes('active')).then(() => {}),
      ),
    dashboard: (basePath) => lazyDashboard(Object.values(queues), basePath),
    stop: async () => {
      ctx.db.outboxListeners.delete(relay.hear);
      // The workers first and at once: nothing is begun after this line.
      await Promise.all([runner?.stop(), relay.stop(), schedule?.stop()]);
      await within(closingMs, open.close()).catch((error) => ctx.log.warn({ err: error }, 'the queue was not closed in order'));
      await lock?.release();
    },
  };
}

/** The pages are loaded when the first administrator comes: every start would pay 0.1 s and 15 MB for them. */
function lazyDashboard(queues: Queue[], basePath?: string): RequestHandler {
  let pages: Promise<RequestHandler> | undefined;
  return async (req, res, next) => {
    pages ??= import('./queue-dashboard.ts').then(({ queueDashboard }) => queueDashboard(queues, basePath));
    (await pages)(req, res, next);
  };
}

function sayWhatIsMissing(ctx: Context, handlers: Partial<Handlers>): void {
  const missing = jobsWithoutHandler(handlers);
  if (missing.length > 0) ctx.log.warn({ jobs: missing }, 'these jobs have no handler; their rows are kept and rest');
}
