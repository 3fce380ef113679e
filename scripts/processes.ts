import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './project-root.ts';

/** Real processes of the built program, for tests and benchmarks: each on a free port with a folder of its own. */
export interface Installation {
  dataDir: string;
  env: NodeJS.ProcessEnv;
  remove(): void;
}

export interface Running {
  url: string;
  child: ChildProcess;
  /** Milliseconds from the start to the first `ready`. */
  readyMs: number;
  /** What it printed so far. */
  output(): string;
  /** Sends the signal and waits for the end; answers the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

const main = join(projectRoot, 'dist/scripts/main.js');
const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** An empty installation: its own folder, none of the environment that could lead to a developer's services. */
export function newInstallation(env: NodeJS.ProcessEnv = {}): Installation {
  const dataDir = mkdtempSync(join(tmpdir(), 'coulisse-run-'));
  const { PATH, HOME, LANG } = process.env;
  return {
    dataDir,
    env: { PATH, HOME, LANG, TZ: 'UTC', DATA_DIR: dataDir, HOST: '127.0.0.1', SEED: 'none', LOG_LEVEL: 'warn', ...env },
    remove: () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Starts a part and waits until it is ready; throws with its output when it ends instead. */
export async function startPart(part: 'all' | 'server' | 'worker', installation: Installation, port?: number): Promise<Running> {
  const startedAt = performance.now();
  const usedPort = port ?? (await freePort());
  const env = { ...installation.env, PORT: String(usedPort) };
  const child = spawn(process.execPath, [main, part], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  void ended.then(() => children.delete(child));
  const url = `http://127.0.0.1:${usedPort}`;
  const running: Running = {
    url,
    child,
    readyMs: 0,
    output: () => printed,
    end: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
  await untilReady(part === 'worker' ? () => printed.includes('ready') : () => answers(`${url}/readyz`), running);
  running.readyMs = performance.now() - startedAt;
  return running;
}

async function untilReady(isReady: () => boolean | Promise<boolean>, running: Running): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isReady())) {
    if (running.child.exitCode !== null || running.child.signalCode !== null) throw new Error(`it ended: ${running.output()}`);
    if (Date.now() > deadline) throw new Error(`not ready after a minute: ${running.output()}`);
    await pause(25);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Runs one administration command and answers what it printed. */
export async function cli(installation: Installation, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'cli', ...args], { env: installation.env });
  return stdout.trim();
}

/** Waits in real time: these tests watch other processes, which no fake clock reaches. */
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Asks again until the answer is something; throws after the limit. */
export async function until<T>(what: string, limitMs: number, ask: () => Promise<T | undefined | false | null>): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
    await pause(100);
  }
}

/** A port of the loopback interface on which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
