import type { OutboxRow } from '../db/outbox.ts';
import { handlers } from '../jobs/handlers.ts';
import { queueOfJob } from '../jobs/job-queues.ts';
import { performRow } from '../jobs/perform.ts';
import { fakeClock } from '../server/platform/clock.ts';
import type { Context } from '../server/platform/context.ts';

/** Something that somebody does at an instant. */
export interface Act {
  at: Date;
  run(ctx: Context): Promise<void>;
}

/**
 * Lives through a stretch of time at once: acts happen when they say, and in between the jobs that fall due are run, so
 * that clocks breach and escalations climb exactly as they would have. Acts may add later acts. What lies after `until`
 * is left undone.
 */
export async function liveThrough(tx: Context, acts: Act[], until: Date): Promise<void> {
  const clock = fakeClock(acts[0]?.at ?? until);
  const ctx = { ...tx, clock };
  const todo = [...acts].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const act of todo) {
    if (act.at > until) break;
    await runDue(ctx, clock, act.at);
    clock.set(act.at);
    await act.run(ctx);
  }
  await runDue(ctx, clock, until);
}

/** Runs state jobs that fall due up to an instant, each at its own time; what touches the outside is left to the queue. */
async function runDue(ctx: Context, clock: ReturnType<typeof fakeClock>, upTo: Date): Promise<void> {
  for (;;) {
    const row = await nextStateJob(ctx, upTo);
    if (!row) return;
    clock.set(row.runAt);
    await performRow(ctx, handlers, row, new AbortController().signal);
  }
}

const stateJobs = Object.entries(queueOfJob).flatMap(([job, queue]) => (queue === 'state' ? [job] : []));

async function nextStateJob(ctx: Context, upTo: Date): Promise<OutboxRow | null> {
  const row = await ctx.db.sql('outbox').whereIn('job', stateJobs).where('runAt', '<=', upTo).orderBy(['runAt', 'id']).first();
  return row ?? null;
}
