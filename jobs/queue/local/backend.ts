import { EventEmitter } from 'node:events';
import type { BackendFactory, IQueueBackend, QueueBaseOptions, StreamReadRaw } from 'bullmq';
import { adding } from './add.ts';
import type { Options } from './claim.ts';
import { eventsAfter, nextEvent } from './events.ts';
import { fields } from './fields.ts';
import { finishing } from './finish.ts';
import { getting, gettingChildren } from './getters.ts';
import { locking } from './locks.ts';
import { moving } from './moves.ts';
import { removing } from './remove.ts';
import { scheduling } from './schedulers.ts';
import { type LocalQueue, type LocalStore, queueOf, splitKey } from './state.ts';
import { isClaimable, sleep } from './wake.ts';

interface Role {
  /** The name under which a worker or a listener is seen by `getWorkers`; nothing for those who only ask. */
  clientName?: string | undefined;
}

/** What a backend is besides its queue: its life, its name, and whoever waits on it. */
class LocalConnection extends EventEmitter {
  closing: Promise<void> | undefined;
  readonly minimumBlockTimeout = 0.001;
  readonly maximumBlockTimeout = 3600;
  readonly keys = {};
  readonly #queue: LocalQueue;
  readonly #waits = new Set<() => void>();
  #isInterrupted = false;
  /** `$` of the first read: what came since this listener was made, so that it misses nothing while it starts. */
  readonly #openedAt: number;

  constructor(queue: LocalQueue, role: Role) {
    super();
    this.#queue = queue;
    this.#openedAt = queue.events.lastId;
    if (role.clientName) queue.clients.set(this, role.clientName);
  }

  get qualifiedName(): string {
    return this.#queue.name;
  }

  get #isClosing(): boolean {
    return this.closing !== undefined;
  }

  async waitUntilReady(): Promise<void> {}

  async close(): Promise<void> {
    this.closing ??= this.disconnect();
    return this.closing;
  }

  async disconnect(): Promise<void> {
    this.#isInterrupted = true;
    this.#queue.clients.delete(this);
    for (const cancel of this.#waits) cancel();
  }

  async setName(name: string): Promise<void> {
    if (!this.#isClosing) this.#queue.clients.set(this, name);
  }

  toKey(type: string): string {
    return `${this.#queue.name}:${type}`;
  }

  parseNodeKey(key: string): { prefix: string; queueName: string; id: string } {
    return { prefix: '', ...splitKey(key) };
  }

  clientName(suffix = ''): string {
    return `${this.#queue.name}${suffix}`;
  }

  async waitForJob(blockTimeout: number): Promise<{ member: string; score: number } | null> {
    if (this.#isInterrupted) return null;
    if (isClaimable(this.#queue)) return { member: '0', score: 0 };
    const isRoused = await this.#wait(sleep(this.#queue, blockTimeout * 1000));
    return isRoused ? { member: '0', score: 0 } : null;
  }

  async disconnectBlocking(): Promise<void> {
    this.#isInterrupted = true;
    for (const cancel of this.#waits) cancel();
  }

  async reconnectBlocking(): Promise<void> {
    this.#isInterrupted = false;
  }

  async readEvents(id: string, blockTimeout: number): Promise<StreamReadRaw> {
    const { events } = this.#queue;
    const after = id === '$' ? this.#openedAt : Number.parseInt(id, 10);
    if (!eventsAfter(events, after) && !this.#isClosing) await this.#wait(nextEvent(events, blockTimeout));
    return (this.#isClosing ? null : eventsAfter(events, after)) as StreamReadRaw;
  }

  async #wait<T>({ done, cancel }: { done: Promise<T>; cancel: () => void }): Promise<T> {
    this.#waits.add(cancel);
    try {
      return await done;
    } finally {
      this.#waits.delete(cancel);
    }
  }
}

/** A backend of BullMQ on one queue of this process's memory. */
export function openLocalBackend(store: LocalStore, name: string, options: Options = {}, role: Role = {}): IQueueBackend {
  const queue = queueOf(store, name);
  const connection = new LocalConnection(queue, role);
  const isClosing = () => connection.closing !== undefined;
  return Object.assign(connection, {
    forQueue: (queueName: string) => openLocalBackend(store, queueName, options),
    ...adding(queue),
    ...finishing(queue, options, isClosing),
    ...moving(queue, options, isClosing),
    ...locking(queue),
    ...removing(queue),
    ...scheduling(queue),
    ...fields(queue),
    ...getting(queue),
    ...gettingChildren(queue),
  });
}

/**
 * The factory that BullMQ's classes are given. Their `connection` is the store; one process has one store, and what is
 * in it ends with the process: the outbox brings back what was not done.
 */
export const createLocalBackend: BackendFactory<IQueueBackend, LocalStore> = (
  name,
  opts: QueueBaseOptions<LocalStore>,
  { blocking, withBlockingConnection } = {},
) => {
  const options = opts as Options;
  const workerName = `${name}${options.name ? `:w:${options.name}` : ''}`;
  const clientName = withBlockingConnection ? workerName : blocking ? `${name}:qe` : undefined;
  return openLocalBackend(opts.connection, name, options, { clientName });
};
