import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../platform/ids.ts';
import { sniff, sniffedBytes } from './sniff.ts';

/** Where the bytes of attachments lie: each once, under its SHA-256, in 256 folders. */
const root = (dataDir: string): string => join(dataDir, 'attachments');
/** Where the bytes with a hash lie. */
export const pathOfFile = (dataDir: string, sha256: string): string => join(root(dataDir), sha256.slice(0, 2), sha256);
const incoming = (dataDir: string): string => join(root(dataDir), 'incoming');

export interface StoredFile {
  sha256: string;
  sizeBytes: number;
  contentType: string;
}

/** Writes a stream to disk under its hash, forced to the platter before this answers: a row may then speak of it. */
export async function storeFile(dataDir: string, content: Readable): Promise<StoredFile> {
  await mkdir(incoming(dataDir), { recursive: true });
  const temporary = join(incoming(dataDir), newId());
  const file = await open(temporary, 'wx', 0o600);
  try {
    const stored = await copy(content, file);
    await file.sync();
    await file.close();
    await place(dataDir, temporary, stored.sha256);
    return stored;
  } catch (error) {
    await file.close().catch(() => {});
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

async function copy(content: Readable, file: FileHandle): Promise<StoredFile> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let sizeBytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    if (head.length < sniffedBytes) head = Buffer.concat([head, chunk.subarray(0, sniffedBytes - head.length)]);
    await file.appendFile(chunk);
  }
  return { sha256: hash.digest('hex'), sizeBytes, contentType: sniff(head) };
}

async function place(dataDir: string, temporary: string, sha256: string): Promise<void> {
  const path = pathOfFile(dataDir, sha256);
  await mkdir(dirname(path), { recursive: true });
  // Also over the same bytes: the file is young again, so that the sweep lets it be.
  await rename(temporary, path);
  const directory = await open(dirname(path), 'r');
  await directory.sync();
  await directory.close();
}

/** The bytes of a stored file; throws ENOENT when they are gone. */
export async function readFileOf(dataDir: string, sha256: string): Promise<ReadStream> {
  const path = pathOfFile(dataDir, sha256);
  await stat(path);
  return createReadStream(path);
}

/** Hashes of files, folder by folder, and leftovers of uploads, that have not been touched since an instant. */
export async function* oldFiles(dataDir: string, before: Date): AsyncGenerator<{ hashes: string[]; leftovers: string[] }> {
  for (const folder of await readdir(root(dataDir)).catch(() => [])) {
    const names: string[] = [];
    for (const name of await readdir(join(root(dataDir), folder)).catch(() => [])) {
      if (await isOlder(join(root(dataDir), folder, name), before)) names.push(name);
    }
    const isIncoming = folder === 'incoming';
    yield { hashes: isIncoming ? [] : names, leftovers: isIncoming ? names : [] };
  }
}

/** Deletes a file unless it was stored again meanwhile: it is set aside first and put back if it turns out young. */
export async function discardFile(dataDir: string, sha256: string, before: Date): Promise<boolean> {
  const aside = join(incoming(dataDir), newId());
  await mkdir(incoming(dataDir), { recursive: true });
  await rename(pathOfFile(dataDir, sha256), aside);
  if (await isOlder(aside, before)) {
    await unlink(aside);
    return true;
  }
  await rename(aside, pathOfFile(dataDir, sha256));
  return false;
}

/** Deletes what an interrupted upload left. */
export const discardLeftover = (dataDir: string, name: string): Promise<void> => unlink(join(incoming(dataDir), name));

async function isOlder(path: string, before: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true && found.mtime < before;
}
