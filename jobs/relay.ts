import type { OutboxTouch } from '../db/outbox.ts';
import type { Context } from '../server/platform/context.ts';
import { type QueueName, queueNames, selectionOf } from './job-queues.ts';
import { openLane } from './lane.ts';
import { type OutageLog, outageLog } from './outage-log.ts';
import type { Queue } from './queue/open-queue.ts';

export interface RelayOptions {
  /** Longest time between two looks at the outbox. */
  pollMs?: number;
  /** Rows of one queue that this relay has offered and that are not done, at most. */
  mostInFlight?: number;
  /** After this time an offered row that is not done is looked for in the queue. */
  recheckMs?: number;
  /** How long the queue may take to answer. */
  patienceMs?: number;
  queueOutage?: OutageLog;
}

export interface Relay {
  /** Looks at the outbox now; many calls at once cost one look. */
  wake(): void;
  /** Looks at once where a transaction asked for work that is due before the next look, or made room for what waits. */
  hear(touch: OutboxTouch): void;
  /** How late the longest-due row is that waits for its turn; rows that long work is busy with do not count. */
  lagMs(): number;
  stop(): Promise<void>;
}

const defaults = { pollMs: 500, mostInFlight: 1000, recheckMs: 5000, patienceMs: 5000 };
/** Looks are no closer than this, however many transactions commit. */
const shortestPauseMs = 20;

/**
 * Offers due rows of the outbox to the queues, the longest due first, until they are gone. It only wakes people up: a
 * row that a queue lost is offered again, one that it holds already is not doubled, and any number of relays may run.
 */
export function startRelay(ctx: Context, queues: Record<QueueName, Queue>, options: RelayOptions = {}): Relay {
  const all = { ...defaults, ...options };
  const outages = {
    database: outageLog(ctx.log, 'the database'),
    queue: options.queueOutage ?? outageLog(ctx.log, 'the queue'),
  };
  const lanes = queueNames.map((name) =>
    openLane(ctx, { ...all, outages, queue: queues[name], jobs: selectionOf(name), isLong: name === 'backups' }),
  );
  // What fails is logged once by the outage logs; the outbox still has everything, so the next look is another try.
  const loops = lanes.map((lane) => startLoop(() => lane.look().catch(() => all.pollMs)));
  const lateness = (dueAt: Date | null): number => (dueAt ? ctx.clock().getTime() - dueAt.getTime() : 0);
  return {
    wake: () => {
      for (const loop of loops) loop.wake();
    },
    hear: (touch) => {
      for (const [index, lane] of lanes.entries()) if (lane.concerns(touch)) loops[index]?.wake();
    },
    lagMs: () => Math.max(0, ...lanes.map((lane) => lateness(lane.oldestDueAt()))),
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

interface Loop {
  wake(): void;
  stop(): Promise<void>;
}

/** Does something again and again, each time after the pause that it asked for, or sooner when woken. */
function startLoop(once: () => Promise<number>): Loop {
  let isStopping = false;
  let isWoken = false;
  let nudge = () => {};
  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const since = Date.now();
      let timer = setTimeout(resolve, isWoken ? shortestPauseMs : Math.max(ms, shortestPauseMs));
      nudge = () => {
        clearTimeout(timer);
        timer = setTimeout(resolve, isStopping ? 0 : Math.max(since + shortestPauseMs - Date.now(), 0));
      };
    });
  const run = async (): Promise<void> => {
    while (!isStopping) {
      isWoken = false;
      const pauseMs = await once();
      if (!isStopping) await rest(pauseMs);
      nudge = () => {};
    }
  };
  const wake = (): void => {
    isWoken = true;
    nudge();
  };
  const running = run();
  return {
    wake,
    stop: async () => {
      isStopping = true;
      wake();
      await running;
    },
  };
}
