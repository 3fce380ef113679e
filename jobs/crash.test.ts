import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { openDatabase } from '../db/connection.ts';
import { freshPostgresUrl, freshSqlitePath } from '../db/testing.ts';
import { systemClock } from '../server/platform/clock.ts';
import { testContext } from '../server/testing.ts';
import type { JobsOptions } from './main.ts';
import { startJobs } from './main.ts';
import { armMany, eventually, ledgerHandlers, ledgerOf, makeLedger, rowsLeft } from './testing.ts';

type Configuration = JobsOptions['config'];
const fixture = fileURLToPath(new URL('./crash.fixture.ts', import.meta.url));
const children = new Set<ChildProcess>();

/** A real process that runs jobs; answers once it said its first word. */
async function startProcess(config: Configuration): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', fixture, JSON.stringify(config)], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const [chunk] = await once(child.stdout!, 'data');
  return { child, said: String(chunk).trim() };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

const contextOn = (config: Configuration) => {
  const db = openDatabase(config.database);
  return { ...testContext(db), db, clock: systemClock };
};

const entries = (count: number): string[] => Array.from({ length: count }, (_, i) => `e${i}`);

afterEach(async () => {
  await Promise.all([...children].map((child) => kill(child, 'SIGKILL')));
});

/** Kills the process again and again in the middle of its work, until all is done; each line must stand once. */
async function killUntilDone(config: Configuration, between: () => Promise<unknown> = async () => {}): Promise<number> {
  const ctx = contextOn(config);
  await makeLedger(ctx.db.writer);
  const all = entries(150);
  await armMany(ctx, all, () => new Date());
  let kills = 0;
  while ((await rowsLeft(ctx)) > 0) {
    const { child, said } = await startProcess(config);
    expect(said).to.equal('ready');
    const goal = Math.max((await rowsLeft(ctx)) - 50, 0);
    await eventually('some were done', async () => (await rowsLeft(ctx)) <= goal);
    await kill(child, 'SIGKILL');
    kills += 1;
    await between();
  }
  expect((await ledgerOf(ctx)).sort()).to.deep.equal(all.sort());
  await ctx.db.close();
  return kills;
}

describe('processes that run jobs', function () {
  this.timeout(240_000);

  it('lose and double nothing when killed in the middle of their work on the local queue', async () => {
    const config: Configuration = { queue: { kind: 'local' }, database: { client: 'sqlite', path: await freshSqlitePath() } };
    expect(await killUntilDone(config)).to.be.at.least(3);
  });

  it('refuse to be the second on a local queue, and start as soon as the first is gone', async () => {
    const databases: Configuration['database'][] = [{ client: 'sqlite', path: await freshSqlitePath() }];
    if (process.env['TEST_POSTGRES_URL']) databases.push({ client: 'postgres', url: await freshPostgresUrl() });
    for (const database of databases) {
      const config: Configuration = { queue: { kind: 'local' }, database };
      const first = await startProcess(config);
      expect(first.said).to.equal('ready');
      const second = await startProcess(config);
      expect(second.said).to.match(/^refused: [^\n]*REDIS_URL[^\n]*$/);
      await kill(first.child, 'SIGKILL');
      const third = await startProcess(config);
      expect(third.said).to.equal('ready');
      await kill(third.child, 'SIGTERM');
    }
  });
});

/** A Redis of our own, which may be flushed and stopped. */
async function startRedis(port: number, directory: string): Promise<ChildProcess> {
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no', '--dir', directory], {
    stdio: 'ignore',
  });
  children.add(server);
  server.once('exit', () => children.delete(server));
  const client = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on('error', () => {});
  await client.ping();
  client.disconnect();
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

function hasRedisServer(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

// Declared only where the program is: TEST_REDIS_URL's server belongs to all tests and is never stopped.
if (process.env['TEST_REDIS_URL'] && hasRedisServer()) {
  describe('processes that run jobs over Redis', function () {
    this.timeout(240_000);
    let directory: string;
    let port: number;
    let server: ChildProcess;
    let config: Configuration;

    beforeEach(async () => {
      directory = mkdtempSync(join(tmpdir(), 'coulisse-redis-'));
      port = await freePort();
      server = await startRedis(port, directory);
      config = {
        queue: { kind: 'redis', url: `redis://127.0.0.1:${port}` },
        database: { client: 'sqlite', path: await freshSqlitePath() },
      };
    });
    afterEach(() => rmSync(directory, { recursive: true, force: true }));

    it('lose and double nothing when killed in the middle of their work', async () => {
      expect(await killUntilDone(config)).to.be.at.least(3);
    });

    it('lose and double nothing when killed and Redis is emptied as well', async () => {
      const flush = async () => {
        const client = new Redis(port, '127.0.0.1');
        await client.flushall();
        client.disconnect();
      };
      expect(await killUntilDone(config, flush)).to.be.at.least(3);
    });

    it('go on by themselves after Redis was emptied under them, and after it was away', async () => {
      const ctx = contextOn(config);
      await makeLedger(ctx.db.writer);
      const jobs = await startJobs({ ctx, config, handlers: ledgerHandlers, sweeps: [], relay: { recheckMs: 300 } });
      const client = new Redis(port, '127.0.0.1');
      const all = entries(200);
      await armMany(ctx, all, (i) => new Date(Date.now() + i * 5));
      for (let i = 0; i < 5; i += 1) {
        await client.flushall();
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      client.disconnect();
      await eventually('all ran', async () => (await rowsLeft(ctx)) === 0);
      await kill(server, 'SIGKILL');
      await armMany(ctx, ['while away'], () => new Date());
      await eventually('the outage is seen', () =>
        jobs.check().then(
          () => false,
          () => true,
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, 3000));
      expect(await rowsLeft(ctx)).to.equal(1);
      expect(jobs.lagMs()).to.be.at.least(2000);
      await startRedis(port, directory);
      await eventually('the rest ran', async () => (await rowsLeft(ctx)) === 0);
      await jobs.check();
      expect((await ledgerOf(ctx)).sort()).to.deep.equal([...all, 'while away'].sort());
      await jobs.stop();
      await ctx.db.close();
    });
  });
}
