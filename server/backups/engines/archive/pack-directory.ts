import { readdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { readSource } from './read-source.ts';
import { endOfTar } from './tar.ts';

/** Packs what stands in a directory into one `.tar.gz`, names relative to it; answers its size. */
export async function packDirectory(directory: string, file: string): Promise<{ bytes: number }> {
  const target = await open(`${file}.partial`, 'w', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of Readable.from(blocks(directory)).pipe(createGzip())) {
      for (let done = 0; done < chunk.length; ) done += (await target.write(chunk, done)).bytesWritten;
      bytes += chunk.length;
    }
    await target.sync();
  } finally {
    await target.close();
  }
  await rename(`${file}.partial`, file);
  return { bytes };
}

function* blocks(directory: string): Generator<Buffer> {
  const nothing = (): void => {};
  const onUnreadable = (path: string, why: string): never => {
    throw new Error(`${path}: ${why}`);
  };
  const names = readdirSync(directory).map((name) => join(directory, name));
  const order = { paths: names, exclude: [], oneFileSystem: false, relativeTo: directory };
  yield* readSource(order, { onEntry: nothing, onBytes: nothing, onSkipped: nothing, onUnreadable });
  yield endOfTar();
}
