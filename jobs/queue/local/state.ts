import type { JobJson, JobsOptions, ParentKeys } from 'bullmq';
import { type EventLog, openEventLog } from './events.ts';
import { SortedSet } from './sorted-set.ts';

/** Where a job is; it is in exactly one of these sets. */
export const places = ['wait', 'prioritized', 'delayed', 'active', 'completed', 'failed', 'waiting-children'] as const;
export type Place = (typeof places)[number];

/** What became of a parent's children; keys are `<queue>:<job>`. */
export interface Children {
  pending: Set<string>;
  /** Results as JSON. */
  processed: Map<string, string>;
  /** Reasons of failures that the parent was told to live with. */
  ignored: Map<string, string>;
  /** Children whose failure fails the parent. */
  failed: Set<string>;
}

/** A job with everything known of it. `score` and `order` are its rank in the set of its place. */
export interface LocalJob {
  id: string;
  name: string;
  data: string;
  opts: JobsOptions;
  timestamp: number;
  delay: number;
  priority: number;
  place: Place;
  score: number;
  order: number;
  progress: JobJson['progress'];
  attemptsMade: number;
  attemptsStarted: number;
  stalledCounter: number;
  processedOn?: number | undefined;
  finishedOn?: number | undefined;
  failedReason?: string | undefined;
  stacktrace?: string | undefined;
  returnvalue?: string | undefined;
  deferredFailure?: string | undefined;
  processedBy?: string | undefined;
  parent?: ParentKeys | undefined;
  parentKey?: string | undefined;
  repeatJobKey?: string | undefined;
  deduplicationId?: string | undefined;
  lock: { token: string; expiresAt: number } | null;
  logs: string[];
  children: Children;
}

/** The last job of a deduplication id that came while the first was active, to be added when that one ends. */
export interface HeldBack {
  json: JobJson;
  jobId: string;
}

export interface Scheduler {
  next: number;
  fields: Record<string, string>;
}

export interface Metrics {
  count: number;
  prevTS: number;
  prevCount: number;
  data: number[];
}

/** One queue in memory. Every change of it is a synchronous function, hence atomic. */
export interface LocalQueue {
  name: string;
  store: LocalStore;
  jobs: Map<string, LocalJob>;
  sets: Record<Place, SortedSet<LocalJob>>;
  meta: Map<string, string>;
  lastId: number;
  lastOrder: number;
  limiter: { count: number; expiresAt: number } | null;
  deduplication: Map<string, { jobId: string; expiresAt: number | null }>;
  heldBack: Map<string, HeldBack>;
  schedulers: Map<string, Scheduler>;
  /** Active jobs seen by the last check for stalled ones; whoever renews its lock leaves. */
  suspects: Set<string>;
  nextStalledCheckAt: number;
  events: EventLog;
  metrics: { completed: Metrics; failed: Metrics };
  /** Sleeping workers; each is called once. */
  sleepers: Set<() => void>;
  alarm: { at: number; timer: NodeJS.Timeout } | null;
  /** Names of connected workers and listeners, by whatever object stands for them. */
  clients: Map<object, string>;
}

/** All queues of one process; what a connection is to the other backends. */
export interface LocalStore {
  queues: Map<string, LocalQueue>;
}

export const openLocalStore = (): LocalStore => ({ queues: new Map() });

const noMetrics = (): Metrics => ({ count: 0, prevTS: 0, prevCount: 0, data: [] });

/** The queue of this name, made at first sight. */
export function queueOf(store: LocalStore, name: string): LocalQueue {
  let queue = store.queues.get(name);
  if (!queue) {
    queue = {
      name,
      store,
      jobs: new Map(),
      sets: Object.fromEntries(places.map((place) => [place, new SortedSet<LocalJob>()])) as LocalQueue['sets'],
      meta: new Map(),
      lastId: 0,
      lastOrder: 0,
      limiter: null,
      deduplication: new Map(),
      heldBack: new Map(),
      schedulers: new Map(),
      suspects: new Set(),
      nextStalledCheckAt: 0,
      events: openEventLog(),
      metrics: { completed: noMetrics(), failed: noMetrics() },
      sleepers: new Set(),
      alarm: null,
      clients: new Map(),
    };
    store.queues.set(name, queue);
  }
  return queue;
}

export const keyOf = (queue: LocalQueue, jobId: string): string => `${queue.name}:${jobId}`;

/** A key's queue and job id; queue names hold no colon, job ids may. */
export function splitKey(key: string): { queueName: string; id: string } {
  const colon = key.indexOf(':');
  return { queueName: key.slice(0, colon), id: key.slice(colon + 1) };
}

/** The job that a key of any queue names, with its queue. */
export function findByKey(store: LocalStore, key: string): { queue: LocalQueue; job: LocalJob } | null {
  const { queueName, id } = splitKey(key);
  const queue = store.queues.get(queueName);
  const job = queue?.jobs.get(id);
  return queue && job ? { queue, job } : null;
}

/** Puts a job into a place with a rank, taking it out of the one where it was. */
export function place(queue: LocalQueue, job: LocalJob, target: Place, score: number, order = nextOrder(queue)): void {
  queue.sets[job.place].delete(job);
  job.place = target;
  job.score = score;
  job.order = order;
  queue.sets[target].add(job);
}

export const nextOrder = (queue: LocalQueue): number => {
  queue.lastOrder += 1;
  return queue.lastOrder;
};

/** True when the lock of a job has not run out. */
export const isLocked = (job: LocalJob): boolean => job.lock !== null && job.lock.expiresAt > Date.now();

/** The job as the classes of BullMQ read it. */
export function toJson(job: LocalJob): JobJson {
  const json: JobJson = {
    id: job.id,
    name: job.name,
    data: job.data,
    opts: { ...job.opts },
    progress: job.progress,
    attemptsMade: job.attemptsMade,
    attemptsStarted: job.attemptsStarted,
    stalledCounter: job.stalledCounter,
    timestamp: job.timestamp,
    delay: job.delay,
    priority: job.priority,
    stacktrace: job.stacktrace ?? '[]',
  } as JobJson;
  const optional = ['finishedOn', 'processedOn', 'failedReason', 'returnvalue', 'parent', 'parentKey', 'repeatJobKey'] as const;
  for (const field of [...optional, 'deduplicationId', 'deferredFailure', 'processedBy'] as const) {
    if (job[field] !== undefined) Object.assign(json, { [field]: job[field] });
  }
  return json;
}
