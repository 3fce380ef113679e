import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { readFileOf, type StoredFile, storeFile } from '../incidents/attachment-files.ts';
import { Problem } from '../platform/problem.ts';
import { hardMaxBytes } from './inbound-mail.ts';

/** Where the mails themselves lie, each once under its SHA-256, as attachments do in their own folder. */
export const mailRoot = (dataDir: string): string => join(dataDir, 'mail');

/** Writes a mail to the disk, forced to the platter before this answers; 413 above the size that nothing may have. */
export async function storeMail(dataDir: string, content: Readable): Promise<StoredFile> {
  let size = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > hardMaxBytes) done(new Problem('payload_too_large', `A mail may have ${hardMaxBytes} bytes at the most`));
      else done(null, chunk);
    },
  });
  // Half a mail is none: its sender was not answered and comes again.
  content.on('error', (error) => limited.destroy(error));
  content.on('close', () => content.readableEnded || limited.destroy(new Error('The mail broke off in the middle')));
  limited.on('error', () => {});
  try {
    return await storeFile(mailRoot(dataDir), content.pipe(limited));
  } catch (error) {
    // Whoever sends must be read to the end before they hear what went wrong.
    content.unpipe(limited);
    content.resume();
    throw error;
  }
}

/** The bytes of a kept mail as a stream; throws ENOENT when they are gone. */
export const openMail = (dataDir: string, sha256: string): Promise<Readable> => readFileOf(mailRoot(dataDir), sha256);

/** The first bytes of a kept mail, all of them when it is not longer. */
export async function readMailBytes(dataDir: string, sha256: string, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await openMail(dataDir, sha256)) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}
