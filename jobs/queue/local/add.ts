import { ErrorCode, type IQueueBackend, type JobJson, type ParentKeyOpts } from 'bullmq';
import { deduplicate } from './deduplication.ts';
import { releaseIfComplete } from './dependencies.ts';
import { makeDelayed, makeWait } from './enqueue.ts';
import { refusal } from './errors.ts';
import { publish } from './events.ts';
import { findByKey, keyOf, type LocalJob, type LocalQueue, nextOrder, queueOf } from './state.ts';

interface Placing {
  parentKey?: string | undefined;
  waitsForChildren?: boolean | undefined;
  /** In a flow the parent is released after its last child came, not before. */
  isInFlow?: boolean;
}

/** Adds a job where its options say; answers its id, or that of the job that stands for it, or a code. */
export function addJob(queue: LocalQueue, json: JobJson, jobId: string, placing: Placing = {}): string | ErrorCode {
  const { parentKey } = placing;
  if (parentKey && !findByKey(queue.store, parentKey)) return ErrorCode.ParentJobNotExist;
  queue.lastId += 1;
  const id = jobId || String(queue.lastId);
  const existing = queue.jobs.get(id);
  if (existing) return adopt(queue, existing, json, placing);
  const holder = deduplicate(queue, json, id);
  if (holder) return holder;
  const job = store(queue, json, id, parentKey);
  if (placing.waitsForChildren) {
    job.place = 'waiting-children';
    job.score = json.timestamp;
    queue.sets['waiting-children'].add(job);
    publish(queue.events, 'waiting-children', { jobId: id });
  } else start(queue, job);
  if (parentKey) findByKey(queue.store, parentKey)?.job.children.pending.add(keyOf(queue, id));
  return id;
}

/** Remembers a new job; it is not in any set yet. */
function store(queue: LocalQueue, json: JobJson, id: string, parentKey: string | undefined): LocalJob {
  const job: LocalJob = {
    id,
    name: json.name,
    data: json.data ?? '{}',
    opts: JSON.parse(JSON.stringify(json.opts ?? {})),
    timestamp: json.timestamp ?? Date.now(),
    delay: json.opts?.delay ?? 0,
    priority: json.opts?.priority ?? 0,
    place: 'wait',
    score: 0,
    order: nextOrder(queue),
    progress: 0,
    attemptsMade: 0,
    attemptsStarted: 0,
    stalledCounter: 0,
    parent: parentKey ? json.parent : undefined,
    parentKey,
    repeatJobKey: json.repeatJobKey,
    deduplicationId: json.opts?.deduplication?.id ?? json.deduplicationId,
    lock: null,
    logs: [],
    children: { pending: new Set(), processed: new Map(), ignored: new Map(), failed: new Set() },
  };
  queue.jobs.set(id, job);
  publish(queue.events, 'added', { jobId: id, name: job.name });
  return job;
}

function start(queue: LocalQueue, job: LocalJob): void {
  if (job.delay > 0) {
    makeDelayed(queue, job, job.timestamp, job.delay);
    return;
  }
  makeWait(queue, job, job.opts.lifo ? 'front' : 'back');
  publish(queue.events, 'waiting', { jobId: job.id });
}

/** A job that comes again under its own id stays as it is, but may be given to a parent. */
function adopt(queue: LocalQueue, job: LocalJob, json: JobJson, { parentKey, isInFlow }: Placing): string | ErrorCode {
  const former = job.parentKey;
  const isTaken = former !== undefined && former !== parentKey && findByKey(queue.store, former) !== null;
  if (isTaken && parentKey) return ErrorCode.ParentJobCannotBeReplaced;
  if (!isTaken && parentKey) {
    const parent = findByKey(queue.store, parentKey)?.job;
    parent?.children.pending.add(keyOf(queue, job.id));
    if (parent && job.place === 'completed') {
      parent.children.pending.delete(keyOf(queue, job.id));
      parent.children.processed.set(keyOf(queue, job.id), job.returnvalue ?? 'null');
      if (!isInFlow) releaseIfComplete(queue.store, parentKey);
    }
    job.parentKey = parentKey;
    job.parent = json.parent;
  }
  publish(queue.events, 'duplicated', { jobId: job.id });
  return job.id;
}

type Adding = Pick<IQueueBackend, 'addJob' | 'addJobs' | 'addFlow'>;

/** The part of the backend that takes jobs in. */
export function adding(queue: LocalQueue): Adding {
  const addOne = (json: JobJson, jobId: string, opts: ParentKeyOpts = {}): string => {
    const parentKey = opts.parentKey || json.parentKey;
    const result = addJob(queue, json, jobId || json.id || '', { parentKey, waitsForChildren: opts.addToWaitingChildren });
    if (typeof result === 'number') throw refusal(result, { jobId, command: 'addJob', parentKey });
    return result;
  };
  return {
    addJob: async (json, jobId, opts) => addOne(json, jobId, opts),
    addJobs: async (entries) => entries.map(({ job, jobId, parentKeyOpts }) => addOne(job, jobId, parentKeyOpts)),
    addFlow: async (entries) => addFlow(queue, entries),
  };
}

function addFlow(queue: LocalQueue, entries: Parameters<IQueueBackend['addFlow']>[0]): [Error | null, string | number][] {
  const parents = new Set<string>();
  const refused = new Set<string>();
  const results = entries.map(({ jobData, jobId, parentKeyOpts, queueName }): [Error | null, string | number] => {
    const { parentKey, addToWaitingChildren } = parentKeyOpts;
    const result = addJob(queueOf(queue.store, queueName), jobData, jobId, {
      parentKey,
      waitsForChildren: addToWaitingChildren,
      isInFlow: true,
    });
    if (parentKey) (result === ErrorCode.ParentJobCannotBeReplaced ? refused : parents).add(parentKey);
    return [null, result];
  });
  for (const parentKey of parents) if (!refused.has(parentKey)) releaseIfComplete(queue.store, parentKey);
  return results;
}

/** Adds the job that waited for the end of the active one of its deduplication id. */
export function addHeldBack(queue: LocalQueue, held: { json: JobJson; jobId: string }): void {
  addJob(queue, { ...held.json, timestamp: Date.now() }, held.jobId, { parentKey: held.json.parentKey });
}
