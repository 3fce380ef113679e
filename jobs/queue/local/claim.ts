import type { IQueueBackend, WorkerOptions } from 'bullmq';
import { promoteDue } from './enqueue.ts';
import { publish } from './events.ts';
import { type LocalJob, type LocalQueue, place, toJson } from './state.ts';
import { isMaxed, isPaused, wakeOne } from './wake.ts';

export type Claim = Awaited<ReturnType<IQueueBackend['moveToActive']>>;
export type Options = Partial<WorkerOptions> & { lockDuration?: number };

/** Milliseconds until the limit of `max` jobs in its window allows the next one. */
export function limitedFor(queue: LocalQueue, max: number | undefined): number {
  if (!queue.limiter || max === undefined || queue.limiter.count < max) return 0;
  const left = queue.limiter.expiresAt - Date.now();
  if (left <= 0) queue.limiter = null;
  return Math.max(left, 0);
}

function numberOf(queue: LocalQueue, field: string): number | undefined {
  const value = queue.meta.get(field);
  return value === undefined ? undefined : Number(value);
}

/** Gives the worker the next job, or tells how long it is limited or until when all jobs are delayed. */
export function claim(queue: LocalQueue, options: Options, token: string, workerName?: string): Claim {
  const now = Date.now();
  promoteDue(queue, now);
  const max = numberOf(queue, 'max') ?? options.limiter?.max;
  const limited = limitedFor(queue, max);
  if (limited > 0) return [null, '', limited, 0];
  if (isPaused(queue) || isMaxed(queue)) return [null, '', 0, 0];
  const job = queue.sets.wait.first() ?? queue.sets.prioritized.first();
  if (!job) return [null, '', 0, queue.sets.delayed.first()?.score ?? 0];
  if (max !== undefined && !job.deferredFailure) count(queue, options.limiter?.duration ?? numberOf(queue, 'duration') ?? 0);
  activate(queue, job, options, token, workerName);
  wakeOne(queue);
  return [toJson(job), job.id, 0, 0];
}

function count(queue: LocalQueue, duration: number): void {
  const now = Date.now();
  if (!queue.limiter || queue.limiter.expiresAt <= now) queue.limiter = { count: 0, expiresAt: now + Math.abs(duration) };
  queue.limiter.count += 1;
}

function activate(queue: LocalQueue, job: LocalJob, options: Options, token: string, workerName: string | undefined): void {
  const now = Date.now();
  place(queue, job, 'active', 0);
  job.lock = token === '0' ? null : { token, expiresAt: now + (options.lockDuration ?? 30_000) };
  job.processedOn = now;
  job.processedBy = workerName ?? job.processedBy;
  job.attemptsStarted += 1;
  publish(queue.events, 'active', { jobId: job.id, prev: 'waiting' });
}
