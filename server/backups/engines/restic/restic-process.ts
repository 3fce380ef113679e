import { mkdir } from 'node:fs/promises';
import { BackupFailure, type FailureClass } from '../../failure.ts';
import { findProgram, runChild } from '../child.ts';
import type { RepositoryAccess, Watch } from '../engine.ts';

export interface ResticResult {
  code: number | null;
  errors: string[];
}

/**
 * Runs restic on a repository. The password goes by file descriptor. Lines that are JSON arrive parsed; everything else,
 * which every version mixes in, goes to the log.
 */
export async function restic(
  repository: RepositoryAccess,
  args: string[],
  watch: Watch,
  onJson: (message: Record<string, unknown>) => void = () => {},
): Promise<ResticResult> {
  const command = findProgram('restic');
  if (!command) throw new BackupFailure('engine_missing', 'restic is not installed here');
  await mkdir(repository.cacheDirectory, { recursive: true, mode: 0o700 });
  let moved = (): void => {};
  const take = (line: string): void => {
    const message = parseJson(line);
    if (message) onJson(message);
    else if (line.trim()) watch.onLog(line);
    if (message?.['message_type'] !== 'status' || isMovement(message)) moved();
  };
  const isMovement = movement();
  const hopeless = new AbortController();
  const complain = (line: string): void => {
    const message = parseJson(line);
    watch.onLog(message ? describe(message) : line);
    // restic tries for a quarter of an hour; in a local directory a file that is gone does not come back.
    if (/returned error, retrying after .*no such file or directory/.test(line)) hopeless.abort();
  };
  const result = await runChild(
    {
      command,
      args: ['--repo', repository.location, '--password-file', '/dev/fd/3', '--cache-dir', repository.cacheDirectory, ...args],
      env: { RESTIC_PROGRESS_FPS: '1' },
      secret: repository.password ?? '',
      signal: AbortSignal.any([watch.signal, hopeless.signal]),
      stallMs: watch.stallMs,
      wallMs: watch.wallMs,
      onLine: take,
      onErrorLine: complain,
    },
    (started) => {
      moved = started;
    },
  ).catch((error) => {
    if (hopeless.signal.aborted && !watch.signal.aborted) throw new BackupFailure('corrupt_pack', 'A file of the repository is missing');
    throw error;
  });
  return result;
}

/** Status lines come even when nothing moves; only a change of the numbers is movement. */
function movement(): (message: Record<string, unknown>) => boolean {
  let last = '';
  return (message) => {
    const now = `${message['bytes_done']}:${message['files_done']}:${message['total_bytes']}:${message['bytes_restored']}`;
    const hasMoved = now !== last;
    last = now;
    return hasMoved;
  };
}

function parseJson(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{') && !line.startsWith('[')) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function describe(message: Record<string, unknown>): string {
  const error = message['error'] as { message?: string; Op?: string; Path?: string; Err?: unknown } | undefined;
  if (message['message_type'] !== 'error') return String(message['message'] ?? JSON.stringify(message));
  const why = error?.message ?? `${error?.Op ?? ''} ${error?.Path ?? ''} ${JSON.stringify(error?.Err ?? '')}`;
  return `not readable: ${String(message['item'] ?? '')} (${why.trim()})`;
}

const patterns: Array<[RegExp, FailureClass]> = [
  [/no space left on device|disk quota exceeded/i, 'repo_full'],
  [/wrong password or no key found/i, 'auth_repo'],
  [/already locked|unable to create lock/i, 'repo_locked_live'],
  [/all target directories\/files do not exist/i, 'source_missing'],
  [/unable to open config file|Is there a repository at the following location|repository does not exist/i, 'repo_missing'],
  [/config or key .* is damaged|ciphertext verification failed|invalid data returned|hash mismatch|hash does not match/i, 'corrupt_pack'],
  [
    /repository contains errors|pack .* (damaged|not found|does not exist|is too small|is truncated)|wrong (pack )?hash|MAC|zstd|blob .* not found/i,
    'corrupt_pack',
  ],
  [/unexpected EOF|load <(data|index|tree|snapshot)|no such file or directory/i, 'corrupt_pack'],
];

const byCode: Record<number, FailureClass> = { 10: 'repo_missing', 11: 'repo_locked_live', 12: 'auth_repo' };

/** The failure that an exit of restic means; any code that is not known is a failure too. */
export function resticFailure(result: ResticResult, doing: string): BackupFailure {
  const text = result.errors.join('\n');
  const known = patterns.find(([pattern]) => pattern.test(text))?.[1];
  const failureClass = byCode[result.code ?? -1] ?? known ?? 'unknown';
  return new BackupFailure(
    failureClass,
    `restic ${doing} ended with ${result.code}: ${result.errors.slice(-4).join(' · ') || 'no message'}`,
  );
}

/** Runs restic and answers all JSON that it printed; any other end than 0 is a failure. */
export async function resticJson<T>(repository: RepositoryAccess, args: string[], watch: Watch): Promise<T[]> {
  const messages: T[] = [];
  const result = await restic(repository, [...args, '--json'], watch, (message) => void messages.push(message as T));
  if (result.code !== 0) throw resticFailure(result, args[0] ?? '');
  return messages;
}
