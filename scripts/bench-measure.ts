import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { openDatabase } from '../db/connection.ts';
import { freePort, until } from './processes.ts';
import { projectRoot } from './project-root.ts';

export interface Row {
  name: string;
  value: number;
  unit: string;
  floor: number | null;
  /** value / floor. */
  ratio: number | null;
}

export const row = (name: string, value: number, unit: string, floor: number | null = null): Row => ({
  name,
  value: rounded(value),
  unit,
  floor: floor === null ? null : rounded(floor),
  ratio: floor === null ? null : Math.round((value / floor) * 1000) / 1000,
});

const rounded = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100);

export interface Load {
  path: string;
  method?: 'GET' | 'POST';
  tokens: string[];
  /** Makes each request's body. */
  body?: () => string;
  seconds?: number;
}

/** Answered requests a second under eight connections; throws when answers were not what they should be. */
export async function rateOf(url: string, load: Load): Promise<number> {
  const run = (duration: number) =>
    autocannon({
      url,
      connections: 8,
      duration,
      requests: load.tokens.map((token) => ({
        method: load.method ?? 'GET',
        path: load.path,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(load.body && { setupRequest: (request: autocannon.Request) => ({ ...request, body: load.body?.() ?? '' }) }),
      })),
    });
  await run(1);
  const result = await run(load.seconds ?? 5);
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${load.path}: ${result.non2xx} refused, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

/** Milliseconds of each of the requests, one after the other, in ascending order. */
export async function latenciesOf(url: string, token: string, paths: string[]): Promise<number[]> {
  const taken: number[] = [];
  for (const path of paths) {
    const startedAt = performance.now();
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    taken.push(performance.now() - startedAt);
  }
  return taken.sort((a, b) => a - b);
}

export const percentile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Requests a second of a bare Express JSON answer, in a process of its own like the program. */
export const bareExpressRate = (): Promise<number> => withBareServer((url) => rateOf(url, { path: '/', tokens: ['none'] }));

/** Milliseconds of so many answers of the same, one after the other, in ascending order. */
export const bareExpressLatencies = (count: number): Promise<number[]> =>
  withBareServer(async (url) => {
    const paths = Array.from({ length: count }, () => '/');
    await latenciesOf(url, 'none', paths);
    return latenciesOf(url, 'none', paths);
  });

async function withBareServer<T>(work: (url: string) => Promise<T>): Promise<T> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [join(projectRoot, 'dist/scripts/bench-server.js')], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await until('the bare server', 10_000, () =>
      fetch(`http://127.0.0.1:${port}/`).then(
        (response) => response.ok,
        () => false,
      ),
    );
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    child.kill();
  }
}

/** Single-row transactions a second into a bare SQLite table, as durable as the program's own. */
export async function bareInsertRate(folder: string): Promise<number> {
  const db = openDatabase({ client: 'sqlite', path: join(folder, 'bare.db') });
  await db.writer.raw('create table if not exists bare (id integer primary key, title text not null)');
  const startedAt = performance.now();
  let inserted = 0;
  while (performance.now() - startedAt < 3000) {
    await db.writer.raw('insert into bare (title) values (?)', [`Incident ${inserted}`]);
    inserted += 1;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await db.close();
  return inserted / seconds;
}

/** Resident memory of a process in MB (Linux), or null elsewhere. */
export function residentMb(pid: number): number | null {
  try {
    const kb = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? null : Number(kb) / 1024;
  } catch {
    return null;
  }
}
