import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Request } from 'express';
import { invalid, Problem } from '../platform/problem.ts';
import { type StoredFile, storeFile } from './attachment-files.ts';
import { type Visibility, visibilities } from './incident.ts';

export const maxFileBytes = 25 * 1024 * 1024;
const maxFiles = 10;

export interface Received {
  files: Array<StoredFile & { name: string }>;
  visibility: Visibility;
}

/**
 * Reads a multipart body and writes its files to the disk as they come; memory holds a chunk of each at the most. Fields:
 * any number of files up to ten, and `visibility`.
 */
export async function receiveFiles(req: Request, dataDir: string): Promise<Received> {
  const parser = openParser(req);
  const stored: Array<Promise<StoredFile & { name: string }>> = [];
  let visibility = 'public';
  let isTooMany = false;
  parser.on('file', (_field, stream, info) => {
    const kept = keep(dataDir, stream, fileNameOf(info.filename));
    // Looked at when the whole body is in; a failure before that must not end the program.
    kept.catch(() => {});
    stored.push(kept);
  });
  parser.on('field', (field, value) => {
    if (field === 'visibility') visibility = value;
  });
  parser.on('filesLimit', () => {
    isTooMany = true;
  });
  const parsed = await Promise.allSettled([pipeline(req, parser)]);
  const kept = await Promise.allSettled(stored);
  if (parsed[0].status === 'rejected') throw parseProblem(parsed[0].reason);
  const failed = kept.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  if (isTooMany) throw new Problem('payload_too_large', `At most ${maxFiles} files at once`);
  const files = kept.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (files.length === 0) throw invalid('/file', 'Send at least one file');
  if (!visibilities.includes(visibility as Visibility)) throw invalid('/visibility', 'must be public or internal');
  return { files, visibility: visibility as Visibility };
}

function openParser(req: Request): busboy.Busboy {
  const limits = { fileSize: maxFileBytes, files: maxFiles, fields: 10, fieldSize: 1000, parts: 30, headerPairs: 100 };
  try {
    return busboy({ headers: req.headers, defParamCharset: 'utf8', limits });
  } catch {
    throw new Problem('unsupported_media_type', 'Send multipart/form-data');
  }
}

async function keep(dataDir: string, stream: Readable & { truncated?: boolean }, name: string): Promise<StoredFile & { name: string }> {
  // The body may break off before anybody reads the file; whoever reads it is told all the same.
  stream.on('error', () => {});
  try {
    const stored = await storeFile(dataDir, stream);
    if (stream.truncated) throw new Problem('payload_too_large', `${name} is larger than 25 MB`);
    return { ...stored, name };
  } catch (error) {
    // The parser waits for every file to be read, whatever became of it.
    stream.resume();
    throw error;
  }
}

const parseProblem = (reason: unknown): unknown =>
  reason instanceof Error && /ENOSPC|EDQUOT/.test(String((reason as { code?: string }).code))
    ? reason
    : new Problem('malformed_request', 'The multipart body ends in the middle or is not well-formed');

/** The last part of whatever path came in, without characters that file systems or people trip over. */
export function fileNameOf(filename: string | undefined): string {
  // Browsers write quotes and line ends as these; there is no way to tell them from the same letters.
  const sent = (filename ?? '').replace(/%(22|0d|0a)/gi, '');
  const last = sent.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069<>:"|?*]|\p{Surrogate}/gu, '')
    .trim()
    .replace(/^\.+$/, '');
  return shorten(clean || 'file');
}

/** 200 characters with the ending kept. */
function shorten(name: string): string {
  if (name.length <= 200) return name;
  const ending = /\.[^.]{1,20}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, 200 - ending.length).replace(/\p{Surrogate}$/u, '')}${ending}`;
}
