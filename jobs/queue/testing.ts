import { once } from 'node:events';
import type { Job, Processor, WorkerOptions } from 'bullmq';
import { v7 } from 'uuid';
import { freshPostgresUrl } from '../../db/testing.ts';
import type { Config } from '../../server/platform/config.ts';
import { type FlowProducer, type OpenQueue, openQueue, type Queue, type QueueEvents, type QueueKind, type Worker } from './open-queue.ts';

const redisUrl = process.env['TEST_REDIS_URL'];
const postgresUrl = process.env['TEST_POSTGRES_URL'];

/** The queues that this machine can test: local always, the others when their server is named in the environment. */
export const testableKinds: QueueKind[] = [
  'local',
  ...(redisUrl ? (['redis'] as const) : []),
  ...(postgresUrl ? (['postgres'] as const) : []),
];

export async function queueConfig(kind: QueueKind): Promise<Config['queue']> {
  if (kind === 'redis') return { kind, url: redisUrl as string };
  return kind === 'postgres' ? { kind, url: await freshPostgresUrl() } : { kind };
}

/** What a test of a queue works with; everything has a name of its own and is closed after the test. */
export interface QueueBench {
  kind: QueueKind;
  open(): OpenQueue;
  name(): string;
  queue(): Queue;
  worker(process: Processor | null, options?: Omit<WorkerOptions, 'connection'>): Worker;
  events(): Promise<QueueEvents>;
  flows(): FlowProducer;
}

/** Declares the same suite once for each queue that can be tested here. */
export function eachQueue(title: string, suite: (bench: QueueBench) => void): void {
  for (const kind of testableKinds) {
    describe(`${title} (${kind})`, function () {
      this.timeout(60_000);
      let config: Config['queue'];
      let open: OpenQueue;
      let name = '';
      before(async () => {
        config = await queueConfig(kind);
      });
      beforeEach(async () => {
        name = `test-${v7()}`;
        open = await openQueue(config);
      });
      afterEach(async () => {
        await open.queue(name).obliterate({ force: true });
        await open.close();
      });
      suite({
        kind,
        open: () => open,
        name: () => name,
        queue: () => open.queue(name),
        worker: (process, options) => open.worker(name, process, options),
        events: async () => {
          const events = open.events(name);
          await events.waitUntilReady();
          return events;
        },
        flows: () => open.flows(),
      });
    });
  }
}

/** Resolves when the worker has ended this many jobs, well or badly, with what became of each in order. */
export function ended(worker: Worker, count: number): Promise<Array<{ job: Job | undefined; result?: unknown; error?: Error }>> {
  const ends: Array<{ job: Job | undefined; result?: unknown; error?: Error }> = [];
  return new Promise((resolve) => {
    const push = (end: (typeof ends)[number]) => {
      ends.push(end);
      if (ends.length === count) resolve(ends);
    };
    worker.on('completed', (job, result) => push({ job, result }));
    worker.on('failed', (job, error) => push({ job, error }));
  });
}

/** The next job that the worker completes. */
export const completed = async (worker: Worker): Promise<[Job, unknown]> => (await once(worker, 'completed')) as [Job, unknown];

/** A promise that somebody else resolves. */
export function signal<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
