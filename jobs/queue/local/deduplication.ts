import type { JobJson } from 'bullmq';
import { makeDelayed } from './enqueue.ts';
import { publish } from './events.ts';
import type { LocalJob, LocalQueue } from './state.ts';

type Options = NonNullable<JobJson['opts']['deduplication']>;

/** The job that holds a deduplication id now. */
export function holderOf(queue: LocalQueue, id: string): { jobId: string; expiresAt: number | null } | null {
  const holder = queue.deduplication.get(id);
  if (holder && holder.expiresAt !== null && holder.expiresAt <= Date.now()) {
    queue.deduplication.delete(id);
    return null;
  }
  return holder ?? null;
}

/** Forgets the ids whose time is over; called as jobs come, so that the map stays in proportion. */
export function forgetExpired(queue: LocalQueue): void {
  if (queue.deduplication.size % 256 !== 255) return;
  for (const id of [...queue.deduplication.keys()]) holderOf(queue, id);
}

function hold(queue: LocalQueue, options: Options, jobId: string): void {
  const ttl = options.keepLastIfActive ? 0 : (options.ttl ?? 0);
  queue.deduplication.set(options.id, { jobId, expiresAt: ttl > 0 ? Date.now() + ttl : null });
}

/** Answers the id of the job that stands for the new one, or null when the new one is to be added. */
export function deduplicate(queue: LocalQueue, json: JobJson, jobId: string): string | null {
  const options = json.opts.deduplication;
  if (!options) return null;
  const holder = holderOf(queue, options.id);
  if (!holder) {
    forgetExpired(queue);
    hold(queue, options, jobId);
    return null;
  }
  const current = queue.jobs.get(holder.jobId);
  if (options.replace && current?.place === 'delayed') {
    replace(queue, options, current, holder, jobId);
    return null;
  }
  if (!current && holder.expiresAt === null) {
    forget(queue, options.id);
    hold(queue, options, jobId);
    return null;
  }
  if (holdBack(queue, options, json, holder.jobId, jobId) || options.replace) return holder.jobId;
  if (options.extend && (options.ttl ?? 0) > 0) hold(queue, options, holder.jobId);
  publish(queue.events, 'deduplicated', { jobId: holder.jobId, deduplicationId: options.id, deduplicatedJobId: jobId });
  if (options.reschedule && current?.place === 'delayed') {
    makeDelayed(queue, current, json.timestamp, json.opts.delay ?? 0);
  }
  return holder.jobId;
}

function replace(queue: LocalQueue, options: Options, current: LocalJob, holder: { expiresAt: number | null }, jobId: string): void {
  queue.sets.delayed.delete(current);
  queue.jobs.delete(current.id);
  publish(queue.events, 'removed', { jobId: current.id, prev: 'delayed' });
  publish(queue.events, 'deduplicated', { jobId, deduplicationId: options.id, deduplicatedJobId: current.id });
  queue.heldBack.delete(options.id);
  const keepsTime = !options.keepLastIfActive && !options.extend && (options.ttl ?? 0) > 0;
  if (keepsTime) queue.deduplication.set(options.id, { jobId, expiresAt: holder.expiresAt });
  else hold(queue, options, jobId);
}

/** Keeps the newest job for the moment when the active one ends, where the options ask for it. */
function holdBack(queue: LocalQueue, options: Options, json: JobJson, holderId: string, jobId: string): boolean {
  if (!options.keepLastIfActive || queue.jobs.get(holderId)?.place !== 'active') return false;
  queue.heldBack.set(options.id, { json, jobId });
  queue.deduplication.set(options.id, { jobId: holderId, expiresAt: null });
  publish(queue.events, 'deduplicated', { jobId: holderId, deduplicationId: options.id, deduplicatedJobId: jobId });
  return true;
}

/** Frees the id of a job that ended, unless it is held for a time; answers the job that was held back for it. */
export function freeAfterFinish(queue: LocalQueue, job: LocalJob): { json: JobJson; jobId: string } | null {
  const id = job.deduplicationId;
  if (!id) return null;
  const holder = holderOf(queue, id);
  if (holder?.expiresAt === null && holder.jobId === job.id) queue.deduplication.delete(id);
  const held = queue.heldBack.get(id);
  queue.heldBack.delete(id);
  return held ?? null;
}

/** Frees the id of a job that is removed. */
export function freeAfterRemoval(queue: LocalQueue, job: LocalJob): void {
  if (job.deduplicationId && queue.deduplication.get(job.deduplicationId)?.jobId === job.id) forget(queue, job.deduplicationId);
}

export function forget(queue: LocalQueue, id: string): boolean {
  queue.heldBack.delete(id);
  return queue.deduplication.delete(id);
}
