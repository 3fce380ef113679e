import { ErrorCode, type IQueueBackend } from 'bullmq';
import { freeAfterRemoval } from './deduplication.ts';
import { untie } from './dependencies.ts';
import { refusal } from './errors.ts';
import { publish, trim } from './events.ts';
import { isNextOfScheduler } from './iteration.ts';
import { findByKey, isLocked, keyOf, type LocalJob, type LocalQueue, type Place } from './state.ts';
import { wakeOne } from './wake.ts';

/** Forgets a job wherever it is and whatever holds its id; its parent waits for it no longer. */
export function forgetJob(queue: LocalQueue, job: LocalJob): void {
  queue.sets[job.place].delete(job);
  queue.suspects.delete(job.id);
  queue.jobs.delete(job.id);
  freeAfterRemoval(queue, job);
  untie(queue, job);
}

/** A job removed in bulk takes with it a parent in the same queue that waited for it alone. */
function forgetWithParent(queue: LocalQueue, job: LocalJob): void {
  const parent = job.parentKey ? findByKey(queue.store, job.parentKey) : null;
  const waitsForThisAlone =
    parent?.queue === queue &&
    parent.job.place === 'waiting-children' &&
    parent.job.children.pending.size === 1 &&
    parent.job.children.pending.has(keyOf(queue, job.id));
  if (waitsForThisAlone) parent.job.children.pending.clear();
  forgetJob(queue, job);
  if (waitsForThisAlone) forgetWithParent(queue, parent.job);
}

const childrenOf = (job: LocalJob, isFinishedToo: boolean): string[] =>
  isFinishedToo
    ? [...job.children.processed.keys(), ...job.children.ignored.keys(), ...job.children.failed, ...job.children.pending]
    : [...job.children.pending];

function hasLock(queue: LocalQueue, job: LocalJob, isDeep: boolean): boolean {
  if (isLocked(job)) return true;
  if (!isDeep) return false;
  return [...job.children.pending].some((key) => {
    const child = findByKey(queue.store, key);
    return child !== null && hasLock(child.queue, child.job, true);
  });
}

function removeTree(queue: LocalQueue, job: LocalJob, isDeep: boolean): void {
  const prev = job.place;
  if (isDeep) removeChildren(queue, job, true);
  forgetJob(queue, job);
  publish(queue.events, 'removed', { jobId: job.id, prev });
}

function removeChildren(queue: LocalQueue, job: LocalJob, isFinishedToo: boolean): void {
  for (const key of childrenOf(job, isFinishedToo)) {
    const child = findByKey(queue.store, key);
    if (!child || (!isFinishedToo && (isLocked(child.job) || child.job.place === 'failed'))) continue;
    if (!isFinishedToo) removeChildren(child.queue, child.job, false);
    removeTree(child.queue, child.job, isFinishedToo);
  }
}

/** When a job of this place is old enough to be cleaned. */
function ageOf(job: LocalJob): number {
  if (job.place === 'completed' || job.place === 'failed') return job.finishedOn ?? 0;
  return job.place === 'prioritized' ? job.timestamp : (job.processedOn ?? job.timestamp);
}

function clean(queue: LocalQueue, state: string, before: number, limit: number): string[] {
  const removed: string[] = [];
  for (const job of queue.sets[(state === 'paused' ? 'wait' : state) as Place]?.sorted() ?? []) {
    if (limit > 0 && removed.length >= limit) break;
    if (ageOf(job) > before || isNextOfScheduler(queue, job) || (state === 'active' && isLocked(job))) continue;
    forgetWithParent(queue, job);
    removed.push(job.id);
  }
  publish(queue.events, 'cleaned', { count: removed.length });
  wakeOne(queue);
  return removed;
}

function obliterate(queue: LocalQueue, force: boolean, count: number): number {
  if (!queue.meta.has('paused')) throw new Error('Cannot obliterate non-paused queue');
  if (queue.sets.active.size > 0 && !force) throw new Error('Cannot obliterate queue with active jobs');
  let left = count;
  for (const job of queue.jobs.values()) {
    if (left <= 0) return 1;
    forgetJob(queue, job);
    left -= 1;
  }
  for (const key of ['schedulers', 'deduplication', 'heldBack', 'meta', 'suspects'] as const) queue[key].clear();
  trim(queue.events, 0);
  const none = () => ({ count: 0, prevTS: 0, prevCount: 0, data: [] });
  Object.assign(queue, { lastId: 0, limiter: null, nextStalledCheckAt: 0, metrics: { completed: none(), failed: none() } });
  return 0;
}

type Removing = Pick<
  IQueueBackend,
  | 'remove'
  | 'removeUnprocessedChildren'
  | 'removeChildDependency'
  | 'drain'
  | 'cleanJobsByState'
  | 'obliterate'
  | 'removeOrphanedJobs'
  | 'removeDeprecatedPriorityKey'
>;

/** The part of the backend that removes jobs. */
export function removing(queue: LocalQueue): Removing {
  return {
    remove: async (jobId, isDeep) => {
      const job = queue.jobs.get(jobId);
      if (!job) return 1;
      if (isNextOfScheduler(queue, job)) throw refusal(ErrorCode.JobBelongsToJobScheduler, { jobId, command: 'removeJob' });
      if (hasLock(queue, job, isDeep)) return 0;
      removeTree(queue, job, isDeep);
      return 1;
    },
    removeUnprocessedChildren: async (jobId) => {
      const job = queue.jobs.get(jobId);
      if (job) removeChildren(queue, job, false);
    },
    removeChildDependency: async (jobId, parentKey) => {
      const job = queue.jobs.get(jobId);
      if (!job) throw refusal(ErrorCode.JobNotExist, { jobId, command: 'removeChildDependency' });
      if (!findByKey(queue.store, parentKey)) {
        throw refusal(ErrorCode.ParentJobNotExist, { jobId, parentKey, command: 'removeChildDependency' });
      }
      if (!untie(queue, job, parentKey)) return false;
      job.parentKey = undefined;
      job.parent = undefined;
      return true;
    },
    drain: async (alsoDelayed) => {
      for (const place of ['wait', 'prioritized', ...(alsoDelayed ? (['delayed'] as const) : [])] as const) {
        for (const job of queue.sets[place].sorted()) if (!isNextOfScheduler(queue, job)) forgetWithParent(queue, job);
      }
    },
    cleanJobsByState: async (state, timestamp, limit = 0) => clean(queue, state, timestamp, Number.isFinite(limit) ? limit : 0),
    obliterate: async ({ force, count }) => obliterate(queue, force, count),
    // A job is in a set from its first moment on, and there never was a deprecated key.
    removeOrphanedJobs: async () => 0,
    removeDeprecatedPriorityKey: async () => 0,
  };
}
