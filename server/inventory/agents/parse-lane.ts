import type { Worker } from 'node:worker_threads';
import { startThread } from '../../platform/thread.ts';
import { type AgentMessage, readMessage } from './agent-message.ts';
import { DocumentFault, type FaultReason } from './document-fault.ts';
import type { Bearer } from './to-document.ts';
import { type Limits, packingOf, usualLimits } from './unpack.ts';

/** Time and memory that one message may cost. */
export interface ParseCost {
  timeMs: number;
  memoryMb: number;
}

const usualCost: ParseCost = { timeMs: 30_000, memoryMb: 384 };
/** A greeting is read where it arrives; what turns out to be more goes to the thread. */
const smallLimits: Limits = { ...usualLimits, maxWireBytes: 4096, maxBytes: 48 * 1024 };

type Answer = { id: number; message?: AgentMessage; fault?: { reason: FaultReason; detail: string } };

let thread: Worker | null = null;
let queue: Promise<unknown> = Promise.resolve();
let lastId = 0;
let waiting = 0;

/** How many messages wait for the thread or are read by it. */
export const parsesWaiting = (): number => waiting;

/**
 * Reads a message of an agent without holding up anything else: small ones at once, others one after the other in a
 * thread with limits of time and memory. Throws DocumentFault when the message is at fault.
 */
export async function parseApart(raw: Uint8Array, bearer: Bearer, limits: Limits = usualLimits, cost = usualCost): Promise<AgentMessage> {
  if (raw.length > limits.maxWireBytes) throw new DocumentFault('tooLarge', 'It is too large');
  if (raw.length <= smallLimits.maxWireBytes && (packingOf(raw) !== 'plain' || raw.length < smallLimits.maxBytes)) {
    try {
      return await readMessage(raw, bearer, smallLimits);
    } catch (error) {
      if (!(error instanceof DocumentFault) || error.reason !== 'tooLarge') throw error;
    }
  }
  waiting += 1;
  const parsed = queue.then(() => ask(raw, bearer, limits, cost));
  queue = parsed.catch(() => {});
  return parsed.finally(() => {
    waiting -= 1;
  });
}

function theThread({ memoryMb }: ParseCost): Worker {
  if (thread) return thread;
  const started = startThread(import.meta.url, 'parse-thread', { resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  // The program ends when its work does, whatever this thread waits for.
  started.unref();
  started.once('exit', () => {
    if (thread === started) thread = null;
  });
  thread = started;
  return started;
}

function ask(raw: Uint8Array, bearer: Bearer, limits: Limits, cost: ParseCost): Promise<AgentMessage> {
  const worker = theThread(cost);
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      worker.unref();
    };
    const fail = (fault: Error): void => {
      end();
      if (thread === worker) thread = null;
      void worker.terminate();
      reject(fault);
    };
    const onMessage = (answer: Answer): void => {
      if (answer.id !== id) return;
      end();
      if (answer.message) resolve(answer.message);
      else reject(new DocumentFault(answer.fault?.reason ?? 'unreadable', answer.fault?.detail ?? 'It cannot be read'));
    };
    const onError = (error: Error & { code?: string }): void =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new DocumentFault('tooLarge', 'Reading it takes too much memory') : error);
    const onExit = (): void => fail(new Error('The thread that reads messages of agents ended'));
    const timer = setTimeout(() => fail(new DocumentFault('tooSlow', 'Reading it takes too long')), cost.timeMs);
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.ref();
    worker.postMessage({ id, raw, bearer, limits });
  });
}
