import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureLateness } from '../jobs/lateness.ts';
import { readConfig } from '../server/platform/config.ts';
import { openLog } from '../server/platform/log.ts';
import { type Row, row } from './bench-measure.ts';
import { openContext } from './open-context.ts';

const load = { armed: 100_000, measured: 2000, overMs: 60_000 };

/** What is promised: the 99th of a hundred is told within a second. */
const promisedMs = 1000;

/**
 * How late people are told of a step of an escalation, with the local queue and, where REDIS_URL names a server that
 * nothing else uses, with Redis; each on a SQLite database of its own.
 */
export async function measureLatenesses(): Promise<Row[]> {
  const rows = await measureOn({});
  const redis = process.env['REDIS_URL'];
  return redis ? [...rows, ...(await measureOn({ REDIS_URL: redis }))] : rows;
}

async function measureOn(env: NodeJS.ProcessEnv): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'coulisse-bench-'));
  const config = readConfig({ DATA_DIR: dataDir, SECRET_KEY: 'x'.repeat(32), LOG_LEVEL: 'error', ...env });
  const ctx = await openContext(config, openLog(config.logLevel));
  try {
    const { p50Ms, p99Ms, mostMs } = await measureLateness({ ctx, config }, load);
    const what = `due → told, ${load.armed} timers armed, ${config.queue.kind} queue`;
    return [
      row(`${what}: p50`, p50Ms, 'ms'),
      row(`${what}: p99 (promised ${promisedMs})`, p99Ms, 'ms'),
      row(`${what}: most`, mostMs, 'ms'),
    ];
  } finally {
    await ctx.db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
