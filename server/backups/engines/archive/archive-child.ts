import { writeSync } from 'node:fs';
import { BackupFailure, failureClassOf } from '../../failure.ts';
import type { BackupSummary } from '../engine.ts';
import { jsonLine } from './layout.ts';
import { packDirectory } from './pack-directory.ts';
import type { Answer, Request } from './protocol.ts';
import { listFiles, readRecord } from './read-point.ts';
import { restorePoint } from './restore-point.ts';
import { verifyPoint } from './verify-point.ts';
import { type Report, writePoint } from './write-point.ts';

/**
 * The program that reads and writes archives, apart from the worker: its synchronous reading blocks nobody. It takes
 * one request from standard input and ends at once when that closes, because then the worker is dead.
 */
const answer = (message: Answer): void => {
  const bytes = Buffer.from(`${jsonLine(message)}\n`);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(1, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') process.exit(1);
    }
  }
};

let toldAt = 0;
const report: Report = {
  progress: (progress) => {
    const now = performance.now();
    if (now - toldAt < 500) return;
    toldAt = now;
    answer({ type: 'progress', progress });
  },
  log: (line) => answer({ type: 'log', line }),
};

async function perform(request: Request): Promise<unknown> {
  if (request.op === 'pack') return packDirectory(request.directory, request.file);
  const { repository } = request;
  if (request.op === 'backup') {
    // JSON carries the instant as text.
    const order = { ...request.order, takenAt: new Date(request.order.takenAt) };
    const { record, unreadable } = await writePoint(repository, order, report);
    const storedBytes = record.archive.bytes + record.sums.bytes + record.list.bytes;
    const proof = record as unknown as Record<string, unknown>;
    return { ref: record.ref, files: record.files, bytes: record.bytes, storedBytes, unreadable, proof } satisfies BackupSummary;
  }
  if (request.op === 'verify') return verifyPoint(repository, request.order, report);
  const record = await readRecord(repository.location, request.op === 'files' ? request.ref : request.order.ref);
  if (request.op === 'files') return listFiles(repository, record, request.path);
  return restorePoint(repository, record, request.order, report);
}

const classByCode: Record<string, 'target_full' | 'target_unwritable' | 'repo_missing'> = {
  ENOSPC: 'target_full',
  EDQUOT: 'target_full',
  EACCES: 'target_unwritable',
  EROFS: 'target_unwritable',
  EPERM: 'target_unwritable',
};

function classify(error: unknown): Answer {
  const { code, message } = error as NodeJS.ErrnoException;
  const failureClass = error instanceof BackupFailure ? failureClassOf(error) : (classByCode[code ?? ''] ?? 'unknown');
  return { type: 'failure', failureClass, message: message ?? String(error) };
}

let input = '';
process.stdin.on('data', (chunk) => {
  const wasWhole = input.includes('\n');
  if (!wasWhole) input += chunk;
  if (wasWhole || !input.includes('\n')) return;
  perform(JSON.parse(input.slice(0, input.indexOf('\n'))) as Request).then(
    (result) => {
      answer({ type: 'result', result });
      process.exit(0);
    },
    (error) => {
      answer(classify(error));
      process.exit(1);
    },
  );
});
process.stdin.on('end', () => process.exit(1));
