import type { IQueueBackend } from 'bullmq';
import { forget, holderOf } from './deduplication.ts';
import { publish, trim } from './events.ts';
import { slice } from './getters.ts';
import { need } from './moves.ts';
import type { LocalQueue } from './state.ts';
import { wakeOne } from './wake.ts';

type Fields = Pick<
  IQueueBackend,
  | 'updateData'
  | 'updateProgress'
  | 'addLog'
  | 'clearLogs'
  | 'getJobLogs'
  | 'removeDeduplicationKey'
  | 'deleteDeduplicationKey'
  | 'setQueueMeta'
  | 'getQueueMetaField'
  | 'getQueueMetaFields'
  | 'getQueueMeta'
  | 'removeQueueMetaFields'
  | 'hasQueueMetaField'
  | 'setRateLimit'
  | 'removeRateLimitKey'
  | 'trimEvents'
  | 'publishEvent'
>;

/** The part of the backend that sets and reads single facts of jobs and of the queue. */
export function fields(queue: LocalQueue): Fields {
  return { ...jobFields(queue), ...queueFields(queue) };
}

function jobFields(queue: LocalQueue) {
  return {
    updateData: async ({ id = '' }, data) => {
      need(queue, id, 'updateData').data = JSON.stringify(data) ?? '{}';
    },
    updateProgress: async (jobId, progress) => {
      const text = JSON.stringify(progress ?? null);
      need(queue, jobId, 'updateProgress').progress = JSON.parse(text);
      publish(queue.events, 'progress', { jobId, data: text });
    },
    addLog: async (jobId, row, keep) => {
      const { logs } = need(queue, jobId, 'addLog');
      logs.push(row);
      if (keep) logs.splice(0, Math.max(logs.length - keep, 0));
      return logs.length;
    },
    clearLogs: async (jobId, keep = 0) => {
      const logs = queue.jobs.get(jobId)?.logs;
      logs?.splice(0, Math.max(logs.length - keep, 0));
    },
    getJobLogs: async (jobId, start, end, asc) => {
      const all = queue.jobs.get(jobId)?.logs ?? [];
      return { logs: slice(asc ? all : [...all].reverse(), start, end), count: all.length };
    },
    removeDeduplicationKey: async (id, jobId) => (holderOf(queue, id)?.jobId === jobId && queue.deduplication.delete(id) ? 1 : 0),
    deleteDeduplicationKey: async (id) => (forget(queue, id) ? 1 : 0),
  } satisfies Partial<Fields>;
}

function queueFields(queue: LocalQueue) {
  return {
    setQueueMeta: async (values) => {
      for (const [field, value] of Object.entries(values)) queue.meta.set(field, String(value));
      const keep = Number(queue.meta.get('opts.maxLenEvents'));
      if (keep > 0) queue.events.keep = keep;
      wakeOne(queue);
      return Object.keys(values).length;
    },
    getQueueMetaField: async (field) => queue.meta.get(field) ?? null,
    getQueueMetaFields: async (names) => names.map((name) => queue.meta.get(name) ?? null),
    getQueueMeta: async () => Object.fromEntries(queue.meta),
    removeQueueMetaFields: async (names) => {
      const removed = names.filter((name) => queue.meta.delete(name)).length;
      wakeOne(queue);
      return removed;
    },
    hasQueueMetaField: async (field) => queue.meta.has(field),
    setRateLimit: async (durationMs) => {
      queue.limiter = { count: Number.MAX_SAFE_INTEGER, expiresAt: Date.now() + durationMs };
    },
    removeRateLimitKey: async () => {
      const had = queue.limiter !== null;
      queue.limiter = null;
      wakeOne(queue);
      return had ? 1 : 0;
    },
    trimEvents: async (keep) => trim(queue.events, keep),
    publishEvent: async ({ event, ...data }) => publish(queue.events, String(event), data),
  } satisfies Partial<Fields>;
}
