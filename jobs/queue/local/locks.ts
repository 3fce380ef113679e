import { ErrorCode, type IQueueBackend } from 'bullmq';
import { refusal } from './errors.ts';
import { isLocked, type LocalJob, type LocalQueue } from './state.ts';

/** The active job that the holder of this token works on, its lock released; throws when it is not theirs. */
export function release(queue: LocalQueue, jobId: string, token: string, command: string): LocalJob {
  const job = queue.jobs.get(jobId);
  const refuse = (code: ErrorCode) => refusal(code, { jobId, command, state: 'active' });
  if (!job) throw refuse(ErrorCode.JobNotExist);
  if (token !== '0') {
    if (!isLocked(job)) throw refuse(ErrorCode.JobLockNotExist);
    if (job.lock?.token !== token) throw refuse(ErrorCode.JobLockMismatch);
  }
  if (job.place !== 'active') throw refuse(ErrorCode.JobNotInState);
  job.lock = null;
  queue.suspects.delete(jobId);
  return job;
}

function extend(queue: LocalQueue, jobId: string, token: string, duration: number): boolean {
  const job = queue.jobs.get(jobId);
  if (!job || !isLocked(job) || job.lock?.token !== token) return false;
  job.lock.expiresAt = Date.now() + duration;
  queue.suspects.delete(jobId);
  return true;
}

/** The part of the backend that keeps running jobs from being taken for stalled. */
export function locking(queue: LocalQueue): Pick<IQueueBackend, 'extendLock' | 'extendLocks'> {
  return {
    extendLock: async (jobId, token, duration) => (extend(queue, jobId, token, duration) ? 1 : 0),
    extendLocks: async (jobIds, tokens, duration) => jobIds.filter((id, i) => !extend(queue, id, tokens[i] ?? '', duration)),
  };
}
