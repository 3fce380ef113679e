import { parentPort } from 'node:worker_threads';
import { MailFault } from './mime/header.ts';
import { readMail } from './mime/read-mail.ts';

/** A thread that reads mails and nothing else: it may be ended at any moment without harm. */
parentPort?.on('message', ({ id, raw }: { id: number; raw: Uint8Array }) => {
  try {
    const mail = readMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
    parentPort?.postMessage({ id, mail });
  } catch (error) {
    const reason = error instanceof MailFault ? error.reason : 'unreadable';
    parentPort?.postMessage({ id, fault: { reason, detail: String((error as Error).message) } });
  }
});
