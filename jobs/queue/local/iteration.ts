import type { LocalJob, LocalQueue } from './state.ts';

/** The id of the job that a scheduler adds for an instant. */
export const iterationId = (schedulerId: string, millis: number): string => `repeat:${schedulerId}:${millis}`;

/** True for the one job by which a scheduler goes on; it is removed with its scheduler only. */
export function isNextOfScheduler(queue: LocalQueue, job: LocalJob): boolean {
  const scheduler = job.repeatJobKey ? queue.schedulers.get(job.repeatJobKey) : undefined;
  return scheduler !== undefined && job.id === iterationId(job.repeatJobKey as string, scheduler.next);
}
