import { ErrorCode, UnrecoverableError } from 'bullmq';

interface Refusal {
  jobId: string;
  command: string;
  state?: string;
  parentKey?: string | undefined;
}

const messages: Partial<Record<ErrorCode, (refusal: Refusal) => string>> = {
  [ErrorCode.JobNotExist]: (r) => `Missing key for job ${r.jobId}. ${r.command}`,
  [ErrorCode.JobLockNotExist]: (r) => `Missing lock for job ${r.jobId}. ${r.command}`,
  [ErrorCode.JobNotInState]: (r) => `Job ${r.jobId} is not in the ${r.state} state. ${r.command}`,
  [ErrorCode.JobPendingChildren]: (r) => `Job ${r.jobId} has pending dependencies. ${r.command}`,
  [ErrorCode.ParentJobNotExist]: (r) => `Missing key for parent job ${r.parentKey}. ${r.command}`,
  [ErrorCode.JobLockMismatch]: (r) => `Lock mismatch for job ${r.jobId}. Cmd ${r.command} from ${r.state}`,
  [ErrorCode.ParentJobCannotBeReplaced]: (r) => `The parent job ${r.parentKey} cannot be replaced. ${r.command}`,
  [ErrorCode.JobBelongsToJobScheduler]: (r) => `Job ${r.jobId} belongs to a job scheduler and cannot be removed directly. ${r.command}`,
  [ErrorCode.JobHasFailedChildren]: (r) => `Cannot complete job ${r.jobId} because it has at least one failed child. ${r.command}`,
  [ErrorCode.SchedulerJobIdCollision]: (r) => `Cannot create job scheduler iteration - job ID already exists. ${r.command}`,
  [ErrorCode.SchedulerJobSlotsBusy]: (r) =>
    `Cannot create job scheduler iteration - current and next time slots already have jobs. ${r.command}`,
};

/** The error that BullMQ's own backends throw for this code: same words, same `code`. */
export function refusal(code: ErrorCode, details: Refusal): Error {
  const message = messages[code]?.(details) ?? `Unknown code ${code} error for ${details.jobId}. ${details.command}`;
  const error = code === ErrorCode.JobHasFailedChildren ? new UnrecoverableError(message) : new Error(message);
  return Object.assign(error, { code });
}
