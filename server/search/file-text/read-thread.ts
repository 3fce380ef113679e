import { readFile, stat } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { FileText, FileToRead, SkipReason } from './file-text.ts';
import { readOffice } from './office-text.ts';
import { readPdf } from './pdf-text.ts';
import { readPlain } from './plain-text.ts';
import { Skipped } from './skipped.ts';

/** The thread that reads one file's words and ends; what it throws is the file's fault. */
const maxFileBytes = 50 * 1024 * 1024;
/** Characters of a file that are kept; a longer one is found by its beginning. */
const maxCharacters = 200_000;

const readers: Array<{ reads(contentType: string): boolean; read(bytes: Buffer): string | Promise<string> }> = [
  { reads: (type) => type === 'application/pdf', read: readPdf },
  { reads: (type) => type === 'application/zip', read: readOffice },
  { reads: (type) => type.startsWith('text/') || type === 'application/octet-stream', read: readPlain },
];

async function read({ path, contentType }: FileToRead): Promise<FileText> {
  const reader = readers.find(({ reads }) => reads(contentType));
  if (!reader) return skipped('format');
  const found = await stat(path).catch(() => null);
  if (!found) return skipped('missing');
  if (found.size > maxFileBytes) return skipped('tooLarge');
  const text = tidy(await reader.read(await readFile(path)));
  if (text === '') return skipped('empty');
  return text.length > maxCharacters ? { state: 'partial', text: text.slice(0, maxCharacters) } : { state: 'read', text };
}

const skipped = (reason: SkipReason): FileText => ({ state: 'skipped', reason });

/** PostgreSQL keeps no NUL; runs of blanks say nothing. */
const tidy = (text: string): string => text.replaceAll('\u0000', ' ').replace(/\s+/g, ' ').trim();

const answer: FileText = await read(workerData as FileToRead).catch((error) =>
  skipped(error instanceof Skipped ? error.reason : 'damaged'),
);
parentPort?.postMessage(answer);
