import { startThread } from '../../platform/thread.ts';

/** Why a file is not found by its words. */
export const skipReasons = ['format', 'locked', 'damaged', 'empty', 'tooLarge', 'tooHard', 'missing'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** The words of a file: all, the first of them, or none and why. */
export type FileText = { state: 'read' | 'partial'; text: string } | { state: 'skipped'; reason: SkipReason };

export interface FileToRead {
  path: string;
  /** As its first bytes say (`sniff`), never as the sender says. */
  contentType: string;
}

const wallMs = 60_000;
const memoryMb = 256;

/** Files of these types hold no words that could be read; nobody misses them in a list of what was skipped. */
export const hasNoWords = (contentType: string): boolean => /^(image|audio|video)\//.test(contentType);

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads the words of a PDF, an Office or OpenDocument file or a text, one file at a time in a thread of its own with a limit of
 * time and memory: a hostile file costs itself, nothing else. Never rejects.
 */
export function readFileText(file: FileToRead): Promise<FileText> {
  const reading = last.then(() => readInThread(file));
  last = reading;
  return reading;
}

function readInThread(file: FileToRead): Promise<FileText> {
  const worker = startThread(import.meta.url, 'read-thread', {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const wall = setTimeout(() => end({ state: 'skipped', reason: 'tooHard' }), wallMs);
    const end = (text: FileText): void => {
      clearTimeout(wall);
      void worker.terminate();
      resolve(text);
    };
    worker.once('message', end);
    worker.once('error', () => end({ state: 'skipped', reason: 'tooHard' }));
    worker.once('exit', () => end({ state: 'skipped', reason: 'damaged' }));
  });
}
