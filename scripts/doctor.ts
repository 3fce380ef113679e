import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import nodemailer from 'nodemailer';
import { openDatabase } from '../db/connection.ts';
import { migrations } from '../db/migrations/index.ts';
import { type Config, readConfig } from '../server/platform/config.ts';
import { Complaint } from './complaint.ts';
import { where } from './open-context.ts';
import { projectRoot } from './project-root.ts';

/** What a check found: all is well, well but worth knowing, or wrong with its cure. */
interface Finding {
  is: 'good' | 'note' | 'bad';
  text: string;
  cure?: string;
}

type Check = (config: Config) => Promise<Finding[]>;

const run = promisify(execFile);
const good = (text: string): Finding => ({ is: 'good', text });
const note = (text: string, cure: string): Finding => ({ is: 'note', text, cure });
const bad = (text: string, cure: string): Finding => ({ is: 'bad', text, cure });

/** `cli doctor`: checks configuration, database, queue, mail and engines; says what is wrong and the cure. */
export async function doctor(): Promise<void> {
  const config = readConfig(process.env);
  let wrong = 0;
  console.log(`  ✔ the configuration makes sense (Node ${process.versions.node})`);
  for (const check of [checkAddress, checkFolder, checkDatabase, checkQueue, checkMail, checkPages, checkPrograms]) {
    for (const { is, text, cure } of await check(config)) {
      console.log(`  ${{ good: '✔', note: '·', bad: '✘' }[is]} ${text}`);
      if (cure) console.log(`      ${cure}`);
      if (is === 'bad') wrong += 1;
    }
  }
  if (wrong > 0) throw new Complaint(`${wrong} of these ${wrong === 1 ? 'needs' : 'need'} attention`);
}

const checkAddress: Check = async ({ baseUrl, host }) => {
  const isLocal = /\/\/(localhost|127\.|\[::1\])/.test(baseUrl);
  if (baseUrl.startsWith('https:') || isLocal) return [good(`people reach it at ${baseUrl}`)];
  return [
    note(
      `people reach it at ${baseUrl} (HOST ${host}), unencrypted`,
      'put a proxy with TLS in front and set BASE_URL to its https address',
    ),
  ];
};

const checkFolder: Check = async ({ dataDir }) => {
  try {
    await access(dataDir, constants.R_OK | constants.W_OK);
  } catch {
    return [bad(`DATA_DIR ${dataDir} cannot be written`, `give it to this user: chown -R ${process.getuid?.() ?? 'USER'} ${dataDir}`)];
  }
  const { bavail, bsize } = await statfs(dataDir);
  const freeMb = Math.floor((bavail * bsize) / 2 ** 20);
  const space =
    freeMb < 500
      ? bad(`DATA_DIR ${dataDir} has ${freeMb} MB left`, 'free space, or move DATA_DIR to a larger disk')
      : good(`DATA_DIR ${dataDir} has ${freeMb} MB left`);
  const key = join(dataDir, 'secret.key');
  const isOpenToOthers = existsSync(key) && ((await stat(key)).mode & 0o077) !== 0;
  return [space, ...(isOpenToOthers ? [bad(`${key} can be read by others`, `chmod 600 ${key}`)] : [])];
};

const checkDatabase: Check = async (config) => {
  const db = openDatabase(config.database);
  try {
    const isMigrated = await db.sql.schema.hasTable('schema_migrations');
    const done = isMigrated ? await db.sql('schemaMigrations').select('name') : [];
    // Taking the write lock and giving it back shows that writing is possible, and changes nothing.
    await db.writer.transaction(async (tx) => void (await tx.raw('select 1')));
    const missing = migrations.length - done.length;
    const found = good(`the ${db.dialect.name} database ${where(config)} can be read and written`);
    return missing > 0 ? [found, note(`migrations that have not run: ${missing}`, 'they run by themselves at the next start')] : [found];
  } catch (error) {
    const cure =
      config.database.client === 'sqlite'
        ? 'check the path and its rights'
        : 'check that the server runs, the user, the password and the right to create tables';
    return [bad(`the database ${where(config)} cannot be used: ${(error as Error).message}`, cure)];
  } finally {
    await db.close().catch(() => {});
  }
};

const checkQueue: Check = async ({ queue }) => {
  if (queue.kind !== 'redis') return [good(`the queue is ${queue.kind}`)];
  const redis = new Redis(queue.url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => {});
  try {
    await redis.connect();
    const [, policy] = (await redis.config('GET', 'maxmemory-policy').catch(() => [])) as string[];
    const kept = good('the queue is redis and answers');
    if (policy === undefined || policy === 'noeviction') return [kept];
    return [kept, note(`Redis evicts by ${policy}`, 'set maxmemory-policy to noeviction; nothing is lost otherwise, but work comes late')];
  } catch (error) {
    return [
      bad(`REDIS_URL cannot be reached: ${(error as Error).message}`, 'start Redis, or correct REDIS_URL; due work waits in the database'),
    ];
  } finally {
    redis.disconnect();
  }
};

const checkMail: Check = async ({ smtpUrl }) => {
  if (!smtpUrl) return [note('no mail goes out', 'set SMTP_URL to send notifications by mail')];
  const transport = nodemailer.createTransport(smtpUrl);
  try {
    await transport.verify();
    return [good('the mail server answers and takes the sign-in')];
  } catch (error) {
    return [bad(`the mail server refuses: ${(error as Error).message}`, 'correct SMTP_URL')];
  } finally {
    transport.close();
  }
};

const checkPages: Check = async () =>
  existsSync(join(projectRoot, 'dist/web/index.html')) ? [good('the pages are built')] : [bad('the pages are not built', 'npm run build')];

/** Programs that backups may call; each is needed only by those policies that use it. */
const checkPrograms: Check = async () => {
  const programs: Array<[name: string, argument: string, use: string]> = [
    ['restic', 'version', 'the engine restic'],
    ['pg_dump', '--version', 'backups of PostgreSQL'],
    ['mysqldump', '--version', 'backups of MySQL and MariaDB'],
    ['ssh', '-V', 'backups over SSH'],
  ];
  return Promise.all(
    programs.map(async ([name, argument, use]) => {
      try {
        const { stdout, stderr } = await run(name, [argument], { timeout: 10_000 });
        return good(`${name}: ${(stdout || stderr).split('\n')[0]?.trim()}`);
      } catch {
        return note(`${name} is not on the PATH`, `install it for ${use}`);
      }
    }),
  );
};
