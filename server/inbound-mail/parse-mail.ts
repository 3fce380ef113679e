import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { MailFault } from './mime/header.ts';
import type { ReadMail } from './mime/read-mail.ts';

export interface ParseLimits {
  timeMs: number;
  memoryMb: number;
}

const usual: ParseLimits = { timeMs: 20_000, memoryMb: 512 };

type Answer = { id: number; mail?: ReadMail; fault?: { reason: string; detail: string } };

let worker: Worker | null = null;
let queue: Promise<unknown> = Promise.resolve();
let lastId = 0;

/**
 * Reads a mail in a thread of its own with a limit of time and memory, one after the other. Whatever the mail does to the
 * thread, the program and the next mail are well; the mail itself is at fault then.
 */
export function parseMail(raw: Buffer, limits: ParseLimits = usual): Promise<ReadMail> {
  const parsed = queue.then(() => parseAlone(raw, limits));
  queue = parsed.catch(() => {});
  return parsed;
}

async function parseAlone(raw: Buffer, limits: ParseLimits): Promise<ReadMail> {
  const thread = limits === usual ? usualWorker() : startWorker(limits);
  try {
    const { mail, fault } = await ask(thread, raw, limits);
    if (!mail) throw new MailFault(fault?.reason ?? 'unreadable', fault?.detail);
    return mail;
  } finally {
    if (thread !== worker) await thread.terminate();
  }
}

function usualWorker(): Worker {
  worker ??= startWorker(usual);
  return worker;
}

function startWorker({ memoryMb }: ParseLimits): Worker {
  const [script, options] = scriptOf(new URL(`./parse-worker${extname(import.meta.url)}`, import.meta.url));
  const thread = new Worker(script, { ...options, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  // The program ends when its work does, whatever this thread waits for.
  thread.unref();
  thread.once('exit', () => {
    if (worker === thread) worker = null;
  });
  return thread;
}

/** Compiled it is JavaScript; run from source the thread first learns to read TypeScript, which it does not inherit. */
function scriptOf(file: URL): [script: URL | string, options: WorkerOptions] {
  if (!file.pathname.endsWith('.ts')) return [file, {}];
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/\.cjs$/, '.mjs'),
  ).href;
  return [
    `import(${JSON.stringify(tsx)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(file.href)}); });`,
    { eval: true },
  ];
}

function ask(thread: Worker, raw: Buffer, { timeMs }: ParseLimits): Promise<Answer> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      thread.off('message', onMessage);
      thread.off('error', onError);
      thread.off('exit', onExit);
      thread.unref();
    };
    const fail = (fault: Error): void => {
      end();
      if (worker === thread) worker = null;
      void thread.terminate();
      reject(fault);
    };
    const onMessage = (answer: Answer): void => {
      if (answer.id !== id) return;
      end();
      resolve(answer);
    };
    const onError = (error: Error & { code?: string }): void =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new MailFault('tooMuchMemory', 'Reading the mail takes too much memory') : error);
    const onExit = (): void => fail(new Error('The thread that reads mails ended'));
    const timer = setTimeout(() => fail(new MailFault('tooSlow', `Reading the mail takes longer than ${timeMs} ms`)), timeMs);
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.on('exit', onExit);
    thread.ref();
    thread.postMessage({ id, raw });
  });
}
