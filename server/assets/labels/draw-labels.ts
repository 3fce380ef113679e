import type { Worker } from 'node:worker_threads';
import { Problem } from '../../platform/problem.ts';
import { startThread } from '../../platform/thread.ts';
import type { LabelWarning } from './label-layout.ts';
import type { LabelJob } from './label-sheet.ts';
import type { LabelTask } from './label-thread.ts';

/** One page of labels as it will come out of the printer. */
export interface DrawnPage {
  svg: string;
  page: number;
  pageCount: number;
  warnings: Array<{ warning: LabelWarning; count: number }>;
}

interface Reply {
  number: number;
  answer?: unknown;
  fault?: string;
}

const wallMs = 60_000;
const idleMs = 60_000;
const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: unknown) => void; wall: NodeJS.Timeout }>();
let worker: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
let lastNumber = 0;

/** Labels as a PDF. Drawn in a thread: a thousand codes take seconds, in which the others want answers. */
export const drawPdf = async (job: LabelJob): Promise<Buffer> => Buffer.from((await ask({ what: 'pdf', job })) as Uint8Array);

/** One page of labels, counted from 0, as SVG; beyond the last page it is the last. */
export const drawPage = (job: LabelJob, page: number): Promise<DrawnPage> => ask({ what: 'page', job, page }) as Promise<DrawnPage>;

function ask(task: LabelTask): Promise<unknown> {
  if (idle) clearTimeout(idle);
  worker ??= start();
  const number = ++lastNumber;
  worker.ref();
  worker.postMessage({ number, task });
  return new Promise((resolve, reject) => {
    const wall = setTimeout(() => end(new Problem('temporarily_unavailable', 'The labels took too long: print fewer at once')), wallMs);
    waiting.set(number, { resolve, reject, wall });
  });
}

function start(): Worker {
  const started = startThread(import.meta.url, 'label-thread', { resourceLimits: { maxOldGenerationSizeMb: 512 } });
  started.on('message', ({ number, answer, fault }: Reply) => {
    const asked = waiting.get(number);
    if (!asked) return;
    waiting.delete(number);
    clearTimeout(asked.wall);
    if (fault === undefined) asked.resolve(answer);
    else asked.reject(new Error(fault));
    if (waiting.size === 0) rest();
  });
  started.once('error', end);
  return started;
}

/** A thread with nothing to do keeps nobody alive, and goes after a while: it takes some 60 MB. */
function rest(): void {
  worker?.unref();
  idle = setTimeout(() => end(null), idleMs);
  idle.unref();
}

function end(error: unknown): void {
  void worker?.terminate();
  worker = null;
  for (const { reject, wall } of waiting.values()) {
    clearTimeout(wall);
    reject(error);
  }
  waiting.clear();
}
