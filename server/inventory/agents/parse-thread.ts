import { parentPort } from 'node:worker_threads';
import { readMessage } from './agent-message.ts';
import { DocumentFault } from './document-fault.ts';
import type { Bearer } from './to-document.ts';
import type { Limits } from './unpack.ts';

/** A thread that reads messages of agents and nothing else: it may be ended at any moment without harm. */
parentPort?.on('message', async ({ id, raw, bearer, limits }: { id: number; raw: Uint8Array; bearer: Bearer; limits: Limits }) => {
  try {
    const message = await readMessage(raw, bearer, limits);
    parentPort?.postMessage({ id, message });
  } catch (error) {
    const reason = error instanceof DocumentFault ? error.reason : 'unreadable';
    parentPort?.postMessage({ id, fault: { reason, detail: String((error as Error).message) } });
  }
});
