import { ErrorCode, type IQueueBackend, type KeepJobs, type MinimalJob } from 'bullmq';
import { addHeldBack } from './add.ts';
import { type Claim, claim, type Options } from './claim.ts';
import { freeAfterFinish } from './deduplication.ts';
import { tellParentOfFailure, tellParentOfResult, untie } from './dependencies.ts';
import { refusal } from './errors.ts';
import { publish } from './events.ts';
import { release } from './locks.ts';
import { keyOf, type LocalJob, type LocalQueue, type Metrics, place } from './state.ts';
import { breathe, wakeOne } from './wake.ts';

/** Finished jobs live in memory, so no more than these are kept whatever the options say. */
export const mostKept = 1000;
const longestKeptSeconds = 7 * 24 * 3600;

/** How many finished jobs stay, and for how many seconds. */
type Keep = { count?: number; age?: number };
type Outcome = { state: 'completed'; value: string } | { state: 'failed'; value: string; stacktrace: string | undefined };

function finish(queue: LocalQueue, jobId: string, outcome: Outcome, keep: Keep, token: string, maxDataPoints?: number): number {
  const now = Date.now();
  const job = releaseFinished(queue, jobId, outcome.state, token);
  job.attemptsMade += 1;
  record(job, outcome, now);
  if (maxDataPoints) countMinute(queue.metrics[outcome.state], maxDataPoints, now);
  const held = freeAfterFinish(queue, job);
  tellParent(queue, job, outcome);
  settle(queue, job, outcome, keep, now);
  if (held) addHeldBack(queue, held);
  return now;
}

function releaseFinished(queue: LocalQueue, jobId: string, state: 'completed' | 'failed', token: string): LocalJob {
  const children = queue.jobs.get(jobId)?.children;
  if (state === 'completed' && children?.pending.size) throw refusal(ErrorCode.JobPendingChildren, { jobId, command: 'moveToFinished' });
  if (state === 'completed' && children?.failed.size) throw refusal(ErrorCode.JobHasFailedChildren, { jobId, command: 'moveToFinished' });
  return release(queue, jobId, token, 'moveToFinished');
}

function record(job: LocalJob, outcome: Outcome, now: number): void {
  job.finishedOn = now;
  if (outcome.state === 'completed') job.returnvalue = outcome.value;
  else {
    job.failedReason = outcome.value;
    job.stacktrace = outcome.stacktrace ?? job.stacktrace;
    job.deferredFailure = undefined;
  }
}

function tellParent(queue: LocalQueue, job: LocalJob, outcome: Outcome): void {
  if (!job.parentKey) return;
  const key = keyOf(queue, job.id);
  if (outcome.state === 'completed') tellParentOfResult(queue.store, key, job.parentKey, outcome.value);
  else if (job.parent) tellParentOfFailure(queue.store, key, job.parent, outcome.value);
}

/** Keeps the finished job within the bounds of retention, or drops it, and tells. */
function settle(queue: LocalQueue, job: LocalJob, outcome: Outcome, keep: Keep, now: number): void {
  const { state } = outcome;
  const most = Math.min(keep.count === undefined || keep.count < 0 ? mostKept : keep.count, mostKept);
  if (most === 0) {
    queue.sets.active.delete(job);
    queue.jobs.delete(job.id);
    untie(queue, job);
  } else {
    place(queue, job, state, now);
    forgetOld(queue, state, most, now - Math.min(keep.age ?? longestKeptSeconds, longestKeptSeconds) * 1000);
  }
  const name = state === 'completed' ? 'returnvalue' : 'failedReason';
  publish(queue.events, state, { jobId: job.id, [name]: outcome.value, prev: 'active' });
  if (state === 'failed' && job.attemptsMade >= (job.opts.attempts ?? 1)) {
    publish(queue.events, 'retries-exhausted', { jobId: job.id, attemptsMade: job.attemptsMade });
  }
  wakeOne(queue);
}

function forgetOld(queue: LocalQueue, state: 'completed' | 'failed', most: number, before: number): void {
  const set = queue.sets[state];
  for (let old = set.first(); old && (set.size > most || old.score <= before); old = set.first()) {
    set.delete(old);
    queue.jobs.delete(old.id);
    untie(queue, old);
  }
}

/** Counts finished jobs a minute, the latest minute first, as BullMQ's other backends do. */
function countMinute(metrics: Metrics, maxDataPoints: number, now: number): void {
  metrics.count += 1;
  if (!metrics.prevTS) {
    metrics.prevTS = now;
    return;
  }
  const minutes = Math.min(Math.floor(now / 60_000) - Math.floor(metrics.prevTS / 60_000), maxDataPoints);
  if (minutes <= 0) return;
  const before = metrics.count - 1;
  const empty = new Array<number>(minutes - 1).fill(0);
  metrics.data = [...empty, before - metrics.prevCount, ...metrics.data].slice(0, maxDataPoints);
  metrics.prevCount = before;
  metrics.prevTS = now;
}

/** What `removeOnComplete` and `removeOnFail` mean: how many finished jobs stay. */
function keepOf(option: boolean | number | KeepJobs | undefined, ofWorker: KeepJobs | undefined): Keep {
  if (option === undefined) return ofWorker ?? { count: -1 };
  if (typeof option === 'object') return option;
  return { count: typeof option === 'number' ? option : option ? 0 : -1 };
}

type Finishing = Pick<IQueueBackend, 'moveToCompleted' | 'moveToFailed' | 'moveToActive'>;

/** The part of the backend that ends jobs and hands out the next. */
export function finishing(queue: LocalQueue, options: Options, isClosing: () => boolean): Finishing {
  const next = (token: string, isWanted: boolean): Claim | undefined =>
    isWanted && !isClosing() ? claim(queue, options, token, options.name) : undefined;
  const end = async (job: MinimalJob, outcome: Outcome, keep: Keep, token: string, fetchNext: boolean) => {
    const finishedOn = finish(queue, job.id as string, outcome, keep, token, options.metrics?.maxDataPoints);
    const result = next(token, fetchNext);
    if (!result?.[0] && queue.sets.active.size + queue.sets.wait.size + queue.sets.prioritized.size === 0) {
      publish(queue.events, 'drained', {});
    }
    await breathe();
    return { result, finishedOn };
  };
  return {
    moveToActive: async (token, name) => {
      await breathe();
      return claim(queue, options, token, name);
    },
    moveToCompleted: (job, value, keep, token, fetchNext) =>
      end(job, { state: 'completed', value: JSON.stringify(value) ?? 'null' }, keepOf(keep, options.removeOnComplete), token, fetchNext),
    moveToFailed: (job, reason, keep, token, fetchNext, fields) =>
      end(
        job,
        { state: 'failed', value: String(reason), stacktrace: fields?.['stacktrace'] },
        keepOf(keep, options.removeOnFail),
        token,
        fetchNext,
      ),
  };
}
