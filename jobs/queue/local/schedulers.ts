import { ErrorCode, type IQueueBackend, type JobsOptions, type RepeatableOptions } from 'bullmq';
import { addJob } from './add.ts';
import { refusal } from './errors.ts';
import { publish } from './events.ts';
import { iterationId } from './iteration.ts';
import { forgetJob } from './remove.ts';
import type { LocalQueue, Scheduler } from './state.ts';

const slotsTried = 32;

/** The options of one iteration's job; the public type leaves out what schedulers add. */
type IterationOptions = JobsOptions & { repeat?: { every?: number; offset?: number | null } };

/** The next instant of a fixed interval: on the grid that its offset gives, never in the past. */
function nextOfInterval(
  previous: number | null,
  every: number,
  now: number,
  offset: number,
  startDate: number | undefined,
): { next: number; offset: number } {
  const onGrid = () => {
    const aligned = Math.floor(now / every) * every + offset;
    return aligned <= now ? aligned + every : aligned;
  };
  let next: number;
  if (previous !== null) next = previous + every < now ? onGrid() : previous + every;
  else if (startDate) next = Math.max(startDate, now);
  else next = offset > 0 ? onGrid() : now;
  return { next: Math.floor(next), offset: Math.floor(offset || next - Math.floor(next / every) * every) };
}

/** What is stored of a scheduler, as text like in the other backends. */
function fieldsOf(opts: RepeatableOptions & { offset?: number | null }, data: string, templateOpts: JobsOptions, former?: Scheduler) {
  const fields: Record<string, string> = { name: String(opts.name) };
  for (const name of ['tz', 'limit', 'pattern', 'startDate', 'endDate', 'every'] as const) {
    const value = opts[name];
    if (value !== undefined && value !== null) fields[name] = String(value);
  }
  const offset = opts.offset ?? former?.fields['offset'];
  if (offset !== undefined && offset !== null) fields['offset'] = String(offset);
  const optsJson = JSON.stringify(templateOpts ?? {});
  if (optsJson !== '{}') fields['opts'] = optsJson;
  if (data && data !== '{}') fields['data'] = data;
  fields['ic'] = former?.fields['ic'] ?? '1';
  return fields;
}

/** Adds the job of one iteration. */
function addIteration(queue: LocalQueue, schedulerId: string, fields: Record<string, string>, at: number, opts: JobsOptions): number {
  const now = Date.now();
  const delay = Math.max(at - now, 0);
  const jobId = iterationId(schedulerId, at);
  const json = { name: fields['name'], data: fields['data'] ?? '{}', opts: { ...opts, delay, jobId }, timestamp: now };
  addJob(queue, { ...json, repeatJobKey: schedulerId } as Parameters<typeof addJob>[1], jobId);
  return delay;
}

function upsert(
  queue: LocalQueue,
  id: string,
  nextMillis: number,
  data: string,
  templateOpts: JobsOptions,
  opts: RepeatableOptions & { offset?: number | null },
  jobOpts: IterationOptions,
): [string, number] {
  const former = queue.schedulers.get(id);
  const every = opts.every ? Number(opts.every) : 0;
  const isSameInterval = former?.fields['every'] === String(every);
  let next = nextMillis;
  const stored = { ...opts };
  const waiting = former ? queue.jobs.get(iterationId(id, former.next)) : undefined;
  const isReplaced = waiting !== undefined && ['delayed', 'prioritized', 'wait'].includes(waiting.place);
  if (every) {
    const offset = Number(opts.offset ?? jobOpts.repeat?.offset ?? 0);
    const previous = former && isSameInterval ? former.next : null;
    const computed = nextOfInterval(previous, every, Date.now(), offset, opts.startDate ? Number(opts.startDate) : undefined);
    next = isReplaced && isSameInterval ? (former as Scheduler).next : computed.next;
    if (!isReplaced) stored.offset = computed.offset;
  }
  if (isReplaced) forgetJob(queue, waiting);
  if (queue.jobs.has(iterationId(id, next))) {
    if (!every) throw refusal(ErrorCode.SchedulerJobIdCollision, { jobId: id, command: 'addJobScheduler' });
    next = freeSlot(queue, id, next, every);
  }
  const fields = fieldsOf(stored, data, templateOpts, former);
  queue.schedulers.set(id, { next, fields });
  return [iterationId(id, next), addIteration(queue, id, fields, next, jobOpts)];
}

function freeSlot(queue: LocalQueue, id: string, taken: number, every: number): number {
  for (let slot = 1; slot <= slotsTried; slot += 1) {
    const at = taken + slot * every;
    if (!queue.jobs.has(iterationId(id, at))) return at;
  }
  throw refusal(ErrorCode.SchedulerJobSlotsBusy, { jobId: id, command: 'addJobScheduler' });
}

/** The worker that took an iteration adds the next; any other producer is too late. */
function advance(queue: LocalQueue, id: string, nextMillis: number, jobOpts: IterationOptions, producerId?: string): string | null {
  const scheduler = queue.schedulers.get(id);
  if (!scheduler || producerId !== iterationId(id, scheduler.next)) return null;
  const { fields } = scheduler;
  const every = Number(fields['every'] ?? jobOpts.repeat?.every ?? 0);
  const offset = Number(fields['offset'] ?? jobOpts.repeat?.offset ?? 0);
  const start = fields['startDate'] ? Number(fields['startDate']) : undefined;
  const next = every ? nextOfInterval(scheduler.next, every, Date.now(), offset, start).next : nextMillis;
  const jobId = iterationId(id, next);
  if (queue.jobs.has(jobId)) {
    publish(queue.events, 'duplicated', { jobId });
    return null;
  }
  scheduler.next = next;
  fields['ic'] = String(Number(fields['ic']) + 1);
  addIteration(queue, id, fields, next, jobOpts);
  return jobId;
}

type Scheduling = Pick<
  IQueueBackend,
  | 'addJobScheduler'
  | 'updateJobSchedulerNextMillis'
  | 'removeJobScheduler'
  | 'getJobScheduler'
  | 'isJobScheduler'
  | 'getJobSchedulerData'
  | 'getJobSchedulersRange'
  | 'getJobSchedulersCount'
>;

/** The part of the backend that repeats jobs. */
export function scheduling(queue: LocalQueue): Scheduling {
  return {
    addJobScheduler: async (id, nextMillis, data, templateOpts, opts, jobOpts) =>
      upsert(queue, id, nextMillis, data, templateOpts, opts, jobOpts),
    updateJobSchedulerNextMillis: async (id, nextMillis, _data, jobOpts, producerId) => advance(queue, id, nextMillis, jobOpts, producerId),
    removeJobScheduler: async (id) => {
      const scheduler = queue.schedulers.get(id);
      if (!scheduler) return 1;
      const next = queue.jobs.get(iterationId(id, scheduler.next));
      queue.schedulers.delete(id);
      if (next?.place === 'delayed') {
        forgetJob(queue, next);
        publish(queue.events, 'removed', { jobId: next.id, prev: 'delayed' });
      }
      return 0;
    },
    getJobScheduler: async (id) => {
      const scheduler = queue.schedulers.get(id);
      return scheduler ? [Object.entries(scheduler.fields).flat(), String(scheduler.next)] : [null, null];
    },
    isJobScheduler: async (id) => queue.schedulers.has(id),
    getJobSchedulerData: async (id) => ({ ...queue.schedulers.get(id)?.fields }),
    getJobSchedulersRange: async (start, end, asc) => {
      const sorted = [...queue.schedulers].sort(([, a], [, b]) => (asc ? a.next - b.next : b.next - a.next));
      return sorted.slice(start, end < 0 ? undefined : end + 1).flatMap(([id, { next }]) => [id, String(next)]);
    },
    getJobSchedulersCount: async () => queue.schedulers.size,
  };
}
