import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';

/** A mail found in a file, and where. */
export interface FoundMail {
  where: string;
  content: Readable;
}

/**
 * The mails in a path: a file with one (`.eml`), a file with many (mbox), a maildir, or a folder of all of these. In the
 * order of their names, so that two runs over the same folder do the same.
 */
export async function* mailsIn(path: string): AsyncGenerator<FoundMail> {
  if (!(await stat(path)).isDirectory()) {
    yield* (await isMbox(path)) ? mailsInMbox(path) : [{ where: path, content: createReadStream(path) }];
    return;
  }
  const names = (await readdir(path)).sort();
  const isMaildir = names.includes('cur') && names.includes('new');
  for (const name of names) {
    // What is in tmp was never delivered; other files of a maildir are its program's own.
    const isSkipped = name.startsWith('.') || (isMaildir && name !== 'cur' && name !== 'new');
    if (!isSkipped) yield* mailsIn(join(path, name));
  }
}

async function isMbox(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0);
    return buffer.toString('latin1', 0, bytesRead) === 'From ';
  } finally {
    await file.close();
  }
}

const separator = /^From \S.*\d\d:\d\d/;
/** Longer than any line of text; a file without line ends must not grow in memory. */
const longestMail = 60 * 1024 * 1024;

/** Mails between lines that begin with "From ", which stand after an empty line; a quoted such line gets its own back. */
async function* mailsInMbox(path: string): AsyncGenerator<FoundMail> {
  let lines: string[] = [];
  let size = 0;
  let count = 0;
  let isAfterBlank = true;
  for await (const line of linesOf(path)) {
    const text = line.replace(/\r?\n$/, '');
    if (isAfterBlank && separator.test(text)) {
      if (count > 0) yield mailOf(path, count, lines);
      lines = [];
      size = 0;
      count += 1;
    } else if (size < longestMail) {
      lines.push(/^>+From /.test(text) ? line.slice(1) : line);
      size += line.length;
    }
    isAfterBlank = text === '';
  }
  if (count > 0) yield mailOf(path, count, lines);
}

const mailOf = (path: string, count: number, lines: string[]): FoundMail => ({
  where: `${basename(path)}:${count}`,
  content: Readable.from([Buffer.from(lines.join(''), 'latin1')]),
});

/** Lines with their ends, byte for byte. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1' })) {
    const pieces = (rest + chunk).split(/(?<=\n)/);
    rest = pieces.at(-1)?.endsWith('\n') ? '' : (pieces.pop() as string);
    yield* pieces;
  }
  if (rest) yield rest;
}
