import {
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Processor,
  type QueueOptions,
  runMigrations,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import pg from 'pg';
import type { Config } from '../../server/platform/config.ts';
import { createLocalBackend } from './local/backend.ts';
import { openLocalStore } from './local/state.ts';

type Classes = ReturnType<typeof withBackend<IQueueBackend, unknown>>;
export type Queue = InstanceType<Classes['Queue']>;
export type Worker = InstanceType<Classes['Worker']>;
export type QueueEvents = InstanceType<Classes['QueueEvents']>;
export type FlowProducer = InstanceType<Classes['FlowProducer']>;
export type QueueKind = Config['queue']['kind'];

/** BullMQ on one of its three places for jobs; who uses it sees no difference. */
export interface OpenQueue {
  kind: QueueKind;
  queue(name: string, options?: Omit<QueueOptions, 'connection'>): Queue;
  worker(name: string, process: Processor | null, options?: Omit<WorkerOptions, 'connection'>): Worker;
  events(name: string): QueueEvents;
  flows(): FlowProducer;
  /** Closes all that was opened here, workers first: they end their running jobs. */
  close(): Promise<void>;
}

interface Place {
  classes: Classes;
  /** Connections of those who ask: they would rather fail than wait. */
  asking: unknown;
  /** Connections of those who wait for work: they come back by themselves. */
  waiting: unknown;
  prefix?: string;
}

export interface OpenQueueOptions {
  /** Hears of lost connections; they are retried for ever, so nobody needs to act. */
  onError?: (error: Error) => void;
  /** Schema of the PostgreSQL backend. */
  schema?: string;
}

/** Opens the queue that the configuration names; for PostgreSQL it brings BullMQ's own schema up to date first. */
export async function openQueue(config: Config['queue'], options: OpenQueueOptions = {}): Promise<OpenQueue> {
  const place = await openPlace(config, options.schema ?? 'bullmq');
  const opened: Array<{ close(): Promise<unknown> }> = [];
  const keep = <T extends { close(): Promise<unknown>; on(event: 'error', listener: (error: Error) => void): unknown }>(one: T): T => {
    one.on('error', options.onError ?? (() => {}));
    opened.unshift(one);
    return one;
  };
  const prefix = place.prefix ? { prefix: place.prefix } : {};
  const { classes, asking, waiting } = place;
  return {
    kind: config.kind,
    queue: (name, opts) => keep(new classes.Queue(name, { ...prefix, ...opts, connection: asking })),
    worker: (name, process, opts) =>
      keep(new classes.Worker(name, process, { runRetryDelay: 1000, ...prefix, ...opts, connection: waiting })),
    events: (name) => keep(new classes.QueueEvents(name, { blockingTimeout: 500, ...prefix, connection: waiting })),
    flows: () => keep(new classes.FlowProducer({ ...prefix, connection: waiting })),
    close: async () => {
      const isWorker = (one: unknown) => one instanceof classes.Worker;
      await Promise.all(opened.filter(isWorker).map((one) => one.close()));
      await Promise.all(opened.filter((one) => !isWorker(one)).map((one) => one.close()));
    },
  };
}

async function openPlace(config: Config['queue'], schema: string): Promise<Place> {
  if (config.kind === 'redis') return openRedis(config.url);
  if (config.kind === 'postgres') return openPostgres(config.url, schema);
  const store = openLocalStore();
  return { classes: withBackend(createLocalBackend) as unknown as Classes, asking: store, waiting: store };
}

function openRedis(url: string): Place {
  const connection = { url, retryStrategy: (times: number) => Math.min(times * 200, 2000) };
  return {
    classes: withBackend(createRedisBackend) as unknown as Classes,
    asking: { ...connection, enableOfflineQueue: false, maxRetriesPerRequest: 1 },
    waiting: { ...connection, maxRetriesPerRequest: null },
    prefix: 'coulisse',
  };
}

async function openPostgres(connectionString: string, schema: string): Promise<Place> {
  const client = new pg.Client({ connectionString, application_name: 'coulisse queue' });
  await client.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    await client.end();
  }
  const connection = { connectionString, schema, max: 4, connectionTimeoutMillis: 10_000 };
  return { classes: withBackend(createPostgresBackend) as unknown as Classes, asking: connection, waiting: connection };
}
