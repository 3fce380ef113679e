import cron from 'node-cron';
import { ConfigError } from '../server/platform/config.ts';
import type { Context } from '../server/platform/context.ts';

/**
 * A use case that looks for what should have happened and sees to it: safe to run at any time, in any number of
 * processes, and as often as one likes.
 */
export interface Sweep {
  name: string;
  /** Runs at minutes of the hour that this divides; 1 unless told. */
  everyMinutes?: number;
  run(ctx: Context): Promise<unknown>;
}

export interface Schedule {
  /** Runs the sweeps of this instant now; what fails is logged and leaves the others alone. */
  tick(at: Date): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Wakes the sweeps every minute and once at the start. The cron here is only an alarm clock: what is due when is
 * computed elsewhere from rows, so a tick that is missed or doubled changes nothing.
 */
export function startSchedule(ctx: Context, sweeps: Sweep[], pattern = '* * * * *'): Schedule {
  if (!cron.validate(pattern)) throw new ConfigError(`The tick ${pattern} is not a cron pattern`);
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  const tick = (at: Date, isFirst = false): Promise<void> => {
    running = running.then(() => (isStopped ? undefined : runDue(ctx, sweeps, at, isFirst)));
    return running;
  };
  const task = cron.createTask(pattern, () => tick(ctx.clock()), { name: 'sweeps', noOverlap: true, timezone: 'Etc/UTC' });
  void task.start();
  void tick(ctx.clock(), true);
  return {
    tick,
    stop: async () => {
      isStopped = true;
      await task.destroy();
      await running;
    },
  };
}

async function runDue(ctx: Context, sweeps: Sweep[], at: Date, isFirst: boolean): Promise<void> {
  for (const sweep of sweeps) {
    if (!isFirst && at.getUTCMinutes() % (sweep.everyMinutes ?? 1) !== 0) continue;
    try {
      await sweep.run(ctx);
    } catch (error) {
      ctx.log.error({ err: error, sweep: sweep.name }, 'a sweep failed; it comes again');
    }
  }
}
