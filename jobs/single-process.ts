import { createRequire } from 'node:module';
import pg from 'pg';
import { type Config, ConfigError } from '../server/platform/config.ts';
import type { Log } from '../server/platform/log.ts';

const require = createRequire(import.meta.url);
const { Database: SqliteFile } = require('sqlite3') as typeof import('sqlite3');

const advisoryLock = 7_268_150_422;
/** A process that is being restarted may need a moment to let go. */
const patienceMs = 2_000;
const retryMs = 100;

export interface ProcessLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one that works a local queue on its database; throws the one line that says what to do
 * when there is another. The lock is the operating system's or the server's, so it ends with its holder, however that
 * one dies, and no process id is taken for another.
 */
export async function lockLocalQueue(config: Pick<Config, 'database'>, log: Log, waitMs = patienceMs): Promise<ProcessLock> {
  const { database } = config;
  const take = database.client === 'sqlite' ? () => lockFile(`${database.path}.queue-lock`) : () => lockServer(database.url, log);
  const deadline = Date.now() + waitMs;
  for (;;) {
    const lock = await take();
    if (lock) return lock;
    if (Date.now() >= deadline) throw new ConfigError(refusalLine(database));
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

const refusalLine = (database: Config['database']): string =>
  `Another Coulisse process works the local queue of ${database.client === 'sqlite' ? database.path : 'this PostgreSQL database'}: ` +
  'stop it, or set REDIS_URL (or QUEUE=postgres) for all processes to run more than one.';

/** An exclusive transaction on an empty SQLite file holds a lock of the operating system for as long as we live. */
async function lockFile(path: string): Promise<ProcessLock | null> {
  const file = await new Promise<InstanceType<typeof SqliteFile>>((resolve, reject) => {
    const opening = new SqliteFile(path, (error) => (error ? reject(error) : resolve(opening)));
  });
  const close = () => new Promise<void>((resolve) => file.close(() => resolve()));
  try {
    await new Promise<void>((resolve, reject) => file.exec('BEGIN EXCLUSIVE', (error) => (error ? reject(error) : resolve())));
  } catch (error) {
    await close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return { release: close };
}

/** A session lock of the PostgreSQL server; after a lost connection it is taken again as soon as the server is back. */
async function lockServer(url: string, log: Log): Promise<ProcessLock | null> {
  let client: pg.Client | null = await connectAndLock(url);
  if (!client) return null;
  let isReleased = false;
  const guard = (held: pg.Client): void => {
    held.on('error', (error) => log.warn({ err: error }, 'the connection that holds the lock of the local queue was lost'));
    held.on('end', () => void retake());
  };
  const retake = async (): Promise<void> => {
    client = null;
    while (!isReleased && !client) {
      await new Promise((resolve) => setTimeout(resolve, 1000).unref());
      client = await connectAndLock(url).catch(() => null);
    }
    if (client) guard(client);
    if (client && isReleased) await client.end();
  };
  guard(client);
  return {
    release: async () => {
      isReleased = true;
      await client?.end();
    },
  };
}

async function connectAndLock(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'coulisse local queue', keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query('select pg_try_advisory_lock($1) as is_held', [advisoryLock]);
  if (rows[0].is_held) return client;
  await client.end();
  return null;
}
