import { publish } from './events.ts';
import { type LocalJob, type LocalQueue, nextOrder, place } from './state.ts';
import { wakeOne } from './wake.ts';

/** Makes a job wait for a worker: by its priority, at the end, or at the front. Events are the caller's. */
export function makeWait(queue: LocalQueue, job: LocalJob, end: 'back' | 'front' = 'back'): void {
  const order = nextOrder(queue);
  if (job.priority > 0) place(queue, job, 'prioritized', job.priority, order);
  else place(queue, job, 'wait', end === 'front' ? -order : order, order);
  wakeOne(queue);
}

/** Puts a job before all others of its priority, as one that was begun and handed back. */
export function makeWaitFirst(queue: LocalQueue, job: LocalJob): void {
  if (job.priority > 0) place(queue, job, 'prioritized', job.priority, -nextOrder(queue));
  else makeWait(queue, job, 'front');
  wakeOne(queue);
}

/** Delays a job from an instant on, and tells it. */
export function makeDelayed(queue: LocalQueue, job: LocalJob, timestamp: number, delay: number): void {
  const at = delay > 0 ? timestamp + delay : timestamp;
  job.delay = delay;
  place(queue, job, 'delayed', at);
  publish(queue.events, 'delayed', { jobId: job.id, delay: at });
  wakeOne(queue);
}

/** Lets a job wait whose time has come or was brought forward. */
export function endDelay(queue: LocalQueue, job: LocalJob): void {
  job.delay = 0;
  makeWait(queue, job);
  publish(queue.events, 'waiting', { jobId: job.id, prev: 'delayed' });
}

/** Lets every job wait whose delay is over. */
export function promoteDue(queue: LocalQueue, now: number): void {
  for (let job = queue.sets.delayed.first(); job && job.score <= now; job = queue.sets.delayed.first()) endDelay(queue, job);
}
