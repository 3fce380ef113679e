import { ErrorCode, type IQueueBackend, type MoveToDelayedOpts } from 'bullmq';
import { claim, type Options } from './claim.ts';
import { tieAgain } from './dependencies.ts';
import { endDelay, makeDelayed, makeWait, makeWaitFirst, promoteDue } from './enqueue.ts';
import { refusal } from './errors.ts';
import { publish } from './events.ts';
import { release } from './locks.ts';
import { isLocked, type LocalJob, type LocalQueue, nextOrder, place } from './state.ts';
import { isPaused, wakeOne } from './wake.ts';

/** The job, or the error that BullMQ gives for one that is not there. */
export function need(queue: LocalQueue, jobId: string, command: string): LocalJob {
  const job = queue.jobs.get(jobId);
  if (!job) throw refusal(ErrorCode.JobNotExist, { jobId, command });
  return job;
}

function needDelayed(queue: LocalQueue, jobId: string, command: string): LocalJob {
  const job = queue.jobs.get(jobId);
  if (job?.place === 'delayed') return job;
  const code = job || command === 'promote' ? ErrorCode.JobNotInState : ErrorCode.JobNotExist;
  throw refusal(code, { jobId, command, state: 'delayed' });
}

function updateFields(job: LocalJob, fields: MoveToDelayedOpts['fieldsToUpdate'] = {}): void {
  job.failedReason = fields['failedReason'] ?? job.failedReason;
  job.stacktrace = fields['stacktrace'] ?? job.stacktrace;
}

type Moving = Pick<
  IQueueBackend,
  | 'moveToDelayed'
  | 'moveToWaitingChildren'
  | 'moveJobFromActiveToWait'
  | 'retryJob'
  | 'retryFinishedJob'
  | 'retryFinishedJobs'
  | 'promote'
  | 'promoteJobs'
  | 'changeDelay'
  | 'changePriority'
  | 'moveStalledJobsToWait'
  | 'pause'
>;

/** The part of the backend that moves jobs about, other than by taking and ending them. */
export function moving(queue: LocalQueue, options: Options, isClosing: () => boolean): Moving {
  return {
    moveToDelayed: async (jobId, timestamp, delay, token = '0', opts = {}) => {
      const job = release(queue, jobId, token, 'moveToDelayed');
      updateFields(job, opts.fieldsToUpdate);
      if (!opts.skipAttempt) job.attemptsMade += 1;
      makeDelayed(queue, job, timestamp, delay);
      const next = opts.fetchNext && !isClosing() ? claim(queue, options, token, options.name) : [];
      return next[0] ? next : [];
    },
    moveToWaitingChildren: async (jobId, token, opts) => moveToWaitingChildren(queue, jobId, token, opts?.child),
    moveJobFromActiveToWait: async (jobId, token = '0') => {
      const job = release(queue, jobId, token, 'moveJobFromActiveToWait');
      makeWaitFirst(queue, job);
      publish(queue.events, 'waiting', { jobId, prev: 'active' });
      return Math.max((queue.limiter?.expiresAt ?? 0) - Date.now(), 0);
    },
    retryJob: async (jobId, lifo, token = '0', opts) => {
      promoteDue(queue, Date.now());
      const job = release(queue, jobId, token, 'retryJob');
      updateFields(job, opts?.fieldsToUpdate);
      job.attemptsMade += 1;
      makeWait(queue, job, lifo ? 'front' : 'back');
      publish(queue.events, 'waiting', { jobId, prev: 'active' });
    },
    retryFinishedJob: async ({ id: jobId = '' }, state, opts = {}) => {
      const job = need(queue, jobId, 'reprocessJob');
      if (job.place !== state) throw refusal(ErrorCode.JobNotInState, { jobId, command: 'reprocessJob', state });
      if (opts.resetAttemptsMade) job.attemptsMade = 0;
      if (opts.resetAttemptsStarted) job.attemptsStarted = 0;
      startOver(queue, job, job.opts.lifo ? 'front' : 'back');
    },
    retryFinishedJobs: async (state = 'failed', count = 1000, timestamp = Date.now()) => {
      const moved = takeFirst(queue, state, count, timestamp, (job) => startOver(queue, job, 'back'));
      return moved >= count ? 1 : 0;
    },
    promote: async (jobId) => endDelay(queue, needDelayed(queue, jobId, 'promote')),
    promoteJobs: async (count = 1000) => (takeFirst(queue, 'delayed', count, Infinity, (job) => endDelay(queue, job)) >= count ? 1 : 0),
    changeDelay: async (jobId, delay) => makeDelayed(queue, needDelayed(queue, jobId, 'changeDelay'), Date.now(), delay),
    changePriority: async (jobId, priority = 0, lifo = false) => changePriority(queue, jobId, priority, lifo),
    moveStalledJobsToWait: async () => recoverStalled(queue, options.maxStalledCount ?? 1, options.stalledInterval ?? 30_000),
    pause: async (isPausing) => pause(queue, isPausing),
  };
}

function pause(queue: LocalQueue, isPausing: boolean): void {
  if (isPausing === isPaused(queue)) return;
  if (isPausing) queue.meta.set('paused', '1');
  else queue.meta.delete('paused');
  publish(queue.events, isPausing ? 'paused' : 'resumed', {});
  wakeOne(queue);
}

function moveToWaitingChildren(queue: LocalQueue, jobId: string, token: string, child?: { id: string; queue: string }): boolean {
  const { children } = need(queue, jobId, 'moveToWaitingChildren');
  if (children.failed.size) throw refusal(ErrorCode.JobHasFailedChildren, { jobId, command: 'moveToWaitingChildren', state: 'active' });
  const isPending = child ? children.pending.has(`${child.queue}:${child.id}`) : children.pending.size > 0;
  if (!isPending) return false;
  const job = release(queue, jobId, token, 'moveToWaitingChildren');
  place(queue, job, 'waiting-children', Date.now());
  publish(queue.events, 'waiting-children', { jobId, prev: 'active' });
  wakeOne(queue);
  return true;
}

/** Runs a finished job again, as if it had not ended. */
function startOver(queue: LocalQueue, job: LocalJob, end: 'front' | 'back'): void {
  const prev = job.place;
  tieAgain(queue, job);
  if (prev === 'failed') job.failedReason = undefined;
  else job.returnvalue = undefined;
  job.finishedOn = undefined;
  job.processedOn = undefined;
  makeWait(queue, job, end);
  publish(queue.events, 'waiting', { jobId: job.id, prev });
}

function takeFirst(
  queue: LocalQueue,
  from: 'failed' | 'completed' | 'delayed',
  count: number,
  until: number,
  move: (job: LocalJob) => void,
): number {
  let moved = 0;
  for (let job = queue.sets[from].first(); job && moved < count && job.score <= until; job = queue.sets[from].first()) {
    move(job);
    moved += 1;
  }
  return moved;
}

function changePriority(queue: LocalQueue, jobId: string, priority: number, lifo: boolean): void {
  const job = need(queue, jobId, 'changePriority');
  job.priority = priority;
  if (job.place !== 'wait' && job.place !== 'prioritized') return;
  if (priority > 0 && lifo) place(queue, job, 'prioritized', priority, -nextOrder(queue));
  else makeWait(queue, job, lifo ? 'front' : 'back');
}

/**
 * Hands back active jobs whose lock ran out and that the previous check saw already, so that a job taken a moment ago
 * is never handed out twice.
 */
function recoverStalled(queue: LocalQueue, maxStalledCount: number, interval: number): string[] {
  const now = Date.now();
  if (now < queue.nextStalledCheckAt) return [];
  queue.nextStalledCheckAt = now + interval;
  const recovered: string[] = [];
  for (const jobId of queue.suspects) {
    const job = queue.jobs.get(jobId);
    if (job?.place !== 'active' || isLocked(job)) continue;
    job.stalledCounter += 1;
    const isScheduled = job.repeatJobKey !== undefined && queue.schedulers.has(job.repeatJobKey);
    if (job.stalledCounter > maxStalledCount && !isScheduled) job.deferredFailure = 'job stalled more than allowable limit';
    makeWait(queue, job, 'front');
    publish(queue.events, 'waiting', { jobId, prev: 'active' });
    publish(queue.events, 'stalled', { jobId });
    recovered.push(jobId);
  }
  queue.suspects = new Set([...queue.sets.active].map((job) => job.id));
  return recovered;
}
