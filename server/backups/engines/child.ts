import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { constants as osConstants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { newSecret } from '../../platform/ids.ts';
import { BackupFailure, Cancelled } from '../failure.ts';

/** The path of a program, or null when this machine has none of that name. */
export function findProgram(name: string): string | null {
  for (const directory of (process.env['PATH'] ?? '').split(':')) {
    const path = join(directory || '.', name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // the next directory
    }
  }
  return null;
}

/** True while a process of this machine does something; one that ended and that nobody has reaped yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

export interface ChildOrder {
  command: string;
  args: string[];
  env?: Record<string, string> | undefined;
  cwd?: string | undefined;
  /** Written to standard input, which stays open: a child of ours ends when it closes. */
  input?: string | undefined;
  /** Readable by the child as `/dev/fd/3`; it is on no disk that lasts, in no argument and in no environment. */
  secret?: string | undefined;
  /** An open file that receives standard output instead of `onLine`. */
  outputFd?: number | undefined;
  /** Takes standard output as it comes, instead of `onLine`. */
  onOutput?(output: Readable): void;
  signal: AbortSignal;
  onLine?(line: string): void;
  onErrorLine?(line: string): void;
  /** Ends the child when `moved()` was not called for so long; nothing runs longer than the wall. */
  stallMs?: number | undefined;
  wallMs?: number | undefined;
  /** How long after the interrupt the kill comes. */
  graceMs?: number | undefined;
}

export interface ChildResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The last lines of standard error. */
  errors: string[];
}

/**
 * Runs a program by argument list, in a process group of its own that dies with us, and answers how it ended. On
 * request, stall or wall it gets SIGINT first, so that it can remove its locks, and SIGKILL only if it does not end.
 */
export async function runChild(order: ChildOrder, onStarted?: (moved: () => void) => void): Promise<ChildResult> {
  if (order.signal.aborted) throw new Cancelled();
  const secretFd = order.secret === undefined ? null : secretFile(order.secret);
  const child = start(order, secretFd);
  if (secretFd !== null) closeSync(secretFd);
  const errors: string[] = [];
  readLines(child, order, errors);
  const limits = watchLimits(child, order);
  onStarted?.(limits.moved);
  try {
    const { code, signal } = await ended(child, order.command);
    if (limits.reason === 'cancelled') throw new Cancelled();
    if (limits.reason) throw new BackupFailure(limits.reason);
    return { code, signal, errors };
  } finally {
    limits.stop();
  }
}

function start(order: ChildOrder, secretFd: number | null): ChildProcess {
  // The parent's death must end the child: a worker killed hard would leave an orphan that fights its successor.
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : null;
  const [command, args] = setpriv ? [setpriv, ['--pdeathsig', 'KILL', order.command, ...order.args]] : [order.command, order.args];
  const child = spawn(command, args, {
    stdio: [order.input === undefined ? 'ignore' : 'pipe', order.outputFd ?? 'pipe', 'pipe', secretFd ?? 'ignore'],
    env: { ...cleanEnvironment(), ...order.env },
    cwd: order.cwd,
    detached: setpriv !== null,
  });
  child.stdin?.on('error', () => {});
  if (order.input !== undefined) child.stdin?.write(order.input);
  child.once('spawn', () => lowerPriority(child));
  return child;
}

/** What a tool needs of our environment; our own secrets are no part of it. */
function cleanEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TMPDIR', 'TZ', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]!]])));
}

function lowerPriority(child: ChildProcess): void {
  try {
    if (child.pid) setPriority(child.pid, osConstants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // it ended already
  }
}

/** A file that has no name any more: sockets, which Node would pass as a pipe, cannot be opened as `/dev/fd/3`. */
function secretFile(secret: string): number {
  const path = join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `.coulisse-${newSecret()}`);
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  writeSync(fd, `${secret}\n`, 0);
  return fd;
}

function readLines(child: ChildProcess, order: ChildOrder, errors: string[]): void {
  if (child.stdout && order.onOutput) order.onOutput(child.stdout);
  else if (child.stdout)
    createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => order.onLine?.(line));
  createInterface({ input: child.stderr!, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
    errors.push(line.slice(0, 500));
    if (errors.length > 50) errors.shift();
    order.onErrorLine?.(line);
  });
}

interface Limits {
  reason: 'cancelled' | 'timeout_stall' | 'timeout_wall' | null;
  moved(): void;
  stop(): void;
}

function watchLimits(child: ChildProcess, order: ChildOrder): Limits {
  const timers: NodeJS.Timeout[] = [];
  const later = (work: () => void, ms: number): NodeJS.Timeout => {
    const timer = setTimeout(work, Math.min(ms, 2_000_000_000));
    timers.push(timer);
    return timer;
  };
  const limits: Limits = {
    reason: null,
    moved: () => void stall?.refresh(),
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      order.signal.removeEventListener('abort', onAbort);
    },
  };
  const end = (reason: NonNullable<Limits['reason']>): void => {
    if (limits.reason) return;
    limits.reason = reason;
    signalGroup(child, 'SIGINT');
    later(() => signalGroup(child, 'SIGKILL'), order.graceMs ?? 60_000);
  };
  const onAbort = (): void => end('cancelled');
  const stall = order.stallMs ? later(() => end('timeout_stall'), order.stallMs) : null;
  if (order.wallMs) later(() => end('timeout_wall'), order.wallMs);
  order.signal.addEventListener('abort', onAbort, { once: true });
  return limits;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(child.pid, signal);
  } catch {
    // it ended already
  }
}

function ended(child: ChildProcess, command: string): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new BackupFailure('engine_missing', `${command} is not installed`) : error),
    );
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}
