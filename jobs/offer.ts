import type { OutboxRow } from '../db/outbox.ts';
import type { Queue } from './queue/open-queue.ts';

/** What the queue carries of a row; its payload stays in the database, which alone is right. */
export interface Offer {
  rowId: string;
  round: number;
}

/** A job id is neither a number nor holds a colon; a row that was given up on comes again under another. */
export const jobIdOf = (row: { id: string; round: number }): string => `outbox-${row.id}${row.round > 0 ? `-r${row.round}` : ''}`;

/** Short trouble (a locked database, a peer that restarts) passes within these attempts: about 1, 2, 4, 8 seconds. */
const attempts = 5;
const failedKept = { age: 7 * 24 * 3600, count: 1000 };

/** Offers rows to one queue in their order; those that it holds already stay as they are. */
export async function offer(queue: Queue, rows: OutboxRow[]): Promise<void> {
  await queue.addBulk(
    rows.map((row) => ({
      name: row.job,
      data: { rowId: row.id, round: row.round } satisfies Offer,
      opts: {
        jobId: jobIdOf(row),
        attempts,
        backoff: { type: 'exponential', delay: 1000 },
        removeOnComplete: true,
        removeOnFail: failedKept,
        stackTraceLimit: 3,
      },
    })),
  );
}

export type Standing = { is: 'on its way' } | { is: 'unknown' } | { is: 'over'; failedReason: string | null };

/** What the queue knows of a row that was offered some time ago; an ended job is forgotten, so that it can come again. */
export async function standingOf(queue: Queue, row: OutboxRow): Promise<Standing> {
  const job = await queue.getJob(jobIdOf(row));
  if (!job) return { is: 'unknown' };
  if (!job.finishedOn) return { is: 'on its way' };
  const isFailed = await job.isFailed();
  await job.remove();
  return { is: 'over', failedReason: isFailed ? (job.failedReason ?? 'failed') : null };
}
