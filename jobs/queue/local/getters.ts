import type { DependenciesOpts, IQueueBackend, JobState, JobType } from 'bullmq';
import { limitedFor } from './claim.ts';
import { holderOf } from './deduplication.ts';
import { findByKey, keyOf, type LocalJob, type LocalQueue, type Place, places, toJson } from './state.ts';
import { isMaxed } from './wake.ts';

const placeOf = (type: string): Place | null => {
  const place = type === 'waiting' ? 'wait' : type;
  return (places as readonly string[]).includes(place) ? (place as Place) : null;
};

/** A part of a list by inclusive indexes, negative ones from the end. */
export function slice<T>(items: T[], start: number, end: number): T[] {
  const from = start < 0 ? Math.max(items.length + start, 0) : start;
  const to = end < 0 ? items.length + end : end;
  return items.slice(from, to + 1);
}

const stateOf = (job: LocalJob): JobState => (job.place === 'wait' ? 'waiting' : job.place) as JobState;

/** Ids in one place. Of lists (wait, active) BullMQ itself reverses an ascending range, so it is given latest first. */
function rangeOf(queue: LocalQueue, type: JobType, start: number, end: number, asc: boolean): string[] {
  const place = placeOf(type);
  if (!place) return [];
  const ids = queue.sets[place].sorted().map((job) => job.id);
  if (!asc) ids.reverse();
  const range = slice(ids, start, end);
  const isList = place === 'wait' || place === 'active';
  return asc && isList ? range.reverse() : range;
}

type Getting = Pick<
  IQueueBackend,
  | 'getState'
  | 'isFinished'
  | 'isMaxed'
  | 'isJobInState'
  | 'getJobData'
  | 'getDeduplicationJobId'
  | 'getRateLimitTtl'
  | 'getCounts'
  | 'getCountsPerPriority'
  | 'getRanges'
  | 'getMetrics'
  | 'getClientList'
>;

/** The part of the backend that tells what is where. */
export function getting(queue: LocalQueue): Getting {
  return {
    getState: async (jobId) => {
      const job = queue.jobs.get(jobId);
      return job ? stateOf(job) : 'unknown';
    },
    isFinished: async (jobId, withValue) => {
      const [status, value] = finishedStatus(queue, jobId);
      return withValue ? [status, value] : status;
    },
    isMaxed: async () => isMaxed(queue),
    isJobInState: async (state, jobId) => {
      if (state !== 'paused' && !placeOf(state)) throw new Error(`Unknown job state: ${state}`);
      return queue.jobs.get(jobId)?.place === placeOf(state);
    },
    getJobData: async (jobId) => {
      const job = queue.jobs.get(jobId);
      return job && toJson(job);
    },
    getDeduplicationJobId: async (id) => holderOf(queue, id)?.jobId ?? null,
    getRateLimitTtl: async (maxJobs) => {
      const max = maxJobs || Number(queue.meta.get('max') ?? 0);
      if (max) return limitedFor(queue, max);
      const left = (queue.limiter?.expiresAt ?? 0) - Date.now();
      return left > 0 ? left : -2;
    },
    getCounts: async (types, delayedBefore) => types.map((type) => countOf(queue, type, delayedBefore)),
    getCountsPerPriority: async (priorities) => {
      const counts = new Map<number, number>([[0, queue.sets.wait.size]]);
      for (const job of queue.sets.prioritized) counts.set(job.priority, (counts.get(job.priority) ?? 0) + 1);
      return priorities.map((priority) => counts.get(priority) ?? 0);
    },
    getRanges: async (types, start = 0, end = -1, asc = false) =>
      types.map((type) => rangeOf(queue, type, start, end, asc)) as unknown as [string][],
    getMetrics: async (type, start = 0, end = -1) => {
      const { count, prevTS, prevCount, data } = queue.metrics[type];
      return [[count, prevTS, prevCount].map(String), slice(data, start, end).map(String), data.length];
    },
    getClientList: async () => [[...queue.clients.values()].map((name) => `name=${name}`).join('\n')],
  };
}

function finishedStatus(queue: LocalQueue, jobId: string): [number, string] {
  const job = queue.jobs.get(jobId);
  if (!job) return [-1, `Missing key for job ${keyOf(queue, jobId)}. isFinished`];
  if (job.place === 'completed') return [1, job.returnvalue ?? 'null'];
  return job.place === 'failed' ? [2, job.failedReason ?? ''] : [0, ''];
}

function countOf(queue: LocalQueue, type: JobType, delayedBefore: number | undefined): number {
  const place = placeOf(type);
  if (!place) return 0;
  const set = queue.sets[place];
  if (place !== 'delayed' || delayedBefore === undefined) return set.size;
  return [...set].filter((job) => job.score < delayedBefore).length;
}

type Children = Pick<
  IQueueBackend,
  'getDependencyCounts' | 'getDependencies' | 'getProcessedChildrenValues' | 'getIgnoredChildrenFailures' | 'paginate'
>;

/** The part of the backend that tells of a parent's children. */
export function gettingChildren(queue: LocalQueue): Children {
  const childrenOf = (jobId: string): LocalJob['children'] =>
    queue.jobs.get(jobId)?.children ?? { pending: new Set(), processed: new Map(), ignored: new Map(), failed: new Set() };
  return {
    getDependencyCounts: async (jobId, types) => {
      const { pending, processed, ignored, failed } = childrenOf(jobId);
      const sizes: Record<string, number> = {
        unprocessed: pending.size,
        processed: processed.size,
        ignored: ignored.size,
        failed: failed.size,
      };
      return types.map((type) => sizes[type] ?? 0);
    },
    getDependencies: async (jobId, opts) => dependencies(childrenOf(jobId), opts),
    getProcessedChildrenValues: async (jobId) => Object.fromEntries(childrenOf(jobId).processed),
    getIgnoredChildrenFailures: async (jobId) => Object.fromEntries(childrenOf(jobId).ignored),
    paginate: async (key, opts) => paginate(queue, key, opts),
  };
}

type Dependencies = Awaited<ReturnType<IQueueBackend['getDependencies']>>;

function dependencies({ pending, processed, ignored, failed }: LocalJob['children'], opts: DependenciesOpts = {}): Dependencies {
  const all = !opts.processed && !opts.unprocessed && !opts.ignored && !opts.failed;
  const cut = <T>(items: Iterable<T>, page: { cursor?: number; count?: number } = {}): [T[], number] => {
    const list = [...items];
    if (all) return [list, 0];
    const from = page.cursor ?? 0;
    const to = from + (page.count ?? 20);
    return [list.slice(from, to), to < list.length ? to : 0];
  };
  const answer: Dependencies = {};
  if (all || opts.processed) {
    const [page, next] = cut(processed, opts.processed);
    answer.processed = Object.fromEntries(page.map(([key, value]) => [key, JSON.parse(value)]));
    if (!all) answer.nextProcessedCursor = next;
  }
  if (all || opts.unprocessed) {
    const [page, next] = cut(pending, opts.unprocessed);
    answer.unprocessed = page;
    if (!all) answer.nextUnprocessedCursor = next;
  }
  if (all || opts.ignored) {
    const [page, next] = cut(ignored, opts.ignored);
    answer.ignored = Object.fromEntries(page);
    if (!all) answer.nextIgnoredCursor = next;
  }
  if (all || opts.failed) {
    const [page, next] = cut(failed, opts.failed);
    answer.failed = page;
    if (!all) answer.nextFailedCursor = next;
  }
  return answer;
}

type Page = Awaited<ReturnType<IQueueBackend['paginate']>>;

/** A page of a parent's children: `<queue>:<job>:dependencies` are pending, `<queue>:<job>:processed` have a value. */
function paginate(queue: LocalQueue, key: string, opts: { start: number; end: number; fetchJobs?: boolean }): Page {
  const cut = key.lastIndexOf(':');
  const kind = key.slice(cut + 1);
  if (kind !== 'dependencies' && kind !== 'processed') throw new Error('Pagination is only supported for sets and hashes.');
  const parent = queue.jobs.get(key.slice(queue.name.length + 1, cut));
  const all: Page['items'] =
    kind === 'processed'
      ? [...(parent?.children.processed ?? [])].map(([id, value]) => ({ id, v: JSON.parse(value) }))
      : [...(parent?.children.pending ?? [])].map((id) => ({ id }));
  const items = slice(all, Math.max(opts.start, 0), opts.end);
  const page: Page = { cursor: '0', items, total: all.length };
  if (opts.fetchJobs) {
    const found = items.map(({ id }) => findByKey(queue.store, id)?.job ?? null);
    page.jobs = found.filter((job) => job !== null).map(toJson);
  }
  return page;
}
