import { complete, enqueue } from '../db/outbox.ts';
import { transact } from '../db/transaction.ts';
import type { Handlers } from './handlers.ts';
import { type JobsOptions, startJobs } from './main.ts';

export interface Lateness {
  measured: number;
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
}

/**
 * How late work is done after it fell due, in real time: `armed` timers far in the future lie in the outbox while
 * `measured` fall due over `overMs`, each handled by one transaction. Needs a database of its own.
 */
export async function measureLateness(
  options: Pick<JobsOptions, 'ctx' | 'config'>,
  { armed, measured, overMs }: { armed: number; measured: number; overMs: number },
): Promise<Lateness> {
  const { ctx } = options;
  const late: number[] = [];
  await fill(ctx, armed, () => new Date(Date.now() + 3_600_000 + Math.random() * 1e9));
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const handlers: Partial<Handlers> = {
    'escalation.step': async (outer, { incidentId: due }, rowId) => {
      await transact(outer, async (tx) => void (await complete(tx.db.sql, rowId)));
      late.push(Date.now() - Number(due));
      if (late.length === measured) finish();
    },
  };
  const jobs = await startJobs({ ...options, handlers, sweeps: [] });
  const from = Date.now() + 1000;
  await fill(ctx, measured, (i) => new Date(Math.round(from + (i * overMs) / measured)));
  await finished;
  await jobs.stop();
  late.sort((a, b) => a - b);
  const at = (share: number) => late[Math.min(Math.floor(late.length * share), late.length - 1)] ?? 0;
  return { measured, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) };
}

/** Due instants travel in the payload, where the handler reads how late it is. */
async function fill(ctx: JobsOptions['ctx'], count: number, runAt: (i: number) => Date): Promise<void> {
  const step = 500;
  for (let from = 0; from < count; from += step) {
    await transact(ctx, async (tx) => {
      for (let i = from; i < Math.min(from + step, count); i += 1) {
        const due = runAt(i);
        await enqueue(tx.db.sql, { job: 'escalation.step', payload: { incidentId: String(due.getTime()) }, runAt: due, now: ctx.clock() });
      }
    });
  }
}
