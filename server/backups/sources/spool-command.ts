import { open, rename, rm } from 'node:fs/promises';
import { runChild } from '../engines/child.ts';
import type { Watch } from '../engines/engine.ts';
import { BackupFailure } from '../failure.ts';

/**
 * Runs a program by argument list and keeps what it prints in a file, which takes its name only when the program ended
 * with 0. Never a pipe into the engine: a producer that fails half-way would leave a short copy that looks whole.
 */
export async function spoolCommand(argv: string[], target: string, watch: Watch, env: Record<string, string> = {}): Promise<number> {
  const [command, ...args] = argv;
  const file = await open(`${target}.partial`, 'w', 0o600);
  try {
    const { code, signal, errors } = await runChild({
      command: command!,
      args,
      env,
      outputFd: file.fd,
      signal: watch.signal,
      wallMs: watch.wallMs,
      graceMs: 10_000,
      onErrorLine: watch.onLog,
    });
    if (code !== 0) throw dumpFailure(command!, code ?? signal, errors);
    await file.sync();
    const { size } = await file.stat();
    if (size === 0) throw new BackupFailure('source_empty', `${command} printed nothing`);
    await rename(`${target}.partial`, target);
    return size;
  } catch (error) {
    await rm(`${target}.partial`, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** A program that is not there, or that said so with its exit code. */
export function dumpFailure(command: string, end: number | string | null, errors: string[]): BackupFailure {
  const last = errors.slice(-3).join(' · ');
  if (/no space left on device/i.test(last)) return new BackupFailure('scratch_full', last);
  if (end === 127 || /failed to execute .*: No such file/i.test(last))
    return new BackupFailure('engine_missing', `${command} is not installed`);
  return new BackupFailure('dump_failed', `${command} ended with ${end}: ${last || 'no message'}`);
}
