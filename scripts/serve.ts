import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type Jobs, startJobs } from '../jobs/main.ts';
import { createApp } from '../server/app.ts';
import { createSetupLink } from '../server/auth/setup-link.ts';
import { listenForMail } from '../server/inbound-mail/listen-for-mail.ts';
import { watchMailboxes } from '../server/inbound-mail/watch-mailboxes.ts';
import { type Config, ConfigError, readConfig } from '../server/platform/config.ts';
import { type Log, openLog } from '../server/platform/log.ts';
import { ensureFirstAgreement } from '../server/service-levels/first-agreement.ts';
import { announce, say } from './announce.ts';
import { workingDemoSignIns } from './demo-sign-ins.ts';
import { closeServer, listen, trackStreams } from './listen.ts';
import { type OpenContext, openContext } from './open-context.ts';
import { projectRoot } from './project-root.ts';
import { seedDemo } from './seed-demo.ts';
import { onStop, type Undo, undoAll } from './stop.ts';

export interface Parts {
  /** Pages and API. */
  api: boolean;
  /** Background jobs. */
  jobs: boolean;
}

/**
 * Starts the parts in this process and answers once they are ready; ends them at SIGINT or SIGTERM. What keeps it from
 * starting is said in one line when the cure is the administrator's.
 */
export async function serve(parts: Parts): Promise<void> {
  const undo: Undo[] = [];
  try {
    const config = readConfig(process.env);
    const log = openLog(config.logLevel);
    onStop(undo, log);
    await start(parts, config, log, undo);
  } catch (error) {
    await undoAll(undo, null);
    say(error instanceof ConfigError ? error.message : String((error as Error).stack ?? error));
    process.exit(1);
  }
}

/** Each thing that is started puts what ends it on `undo`. */
async function start(parts: Parts, config: Config, log: Log, undo: Undo[]): Promise<void> {
  refuseLonelyWorker(parts, config);
  const ctx = await openContext(config, log);
  undo.push(() => ctx.db.close());
  undo.push(() => ctx.live.close());
  const prepare = async () => {
    if (!parts.api) return;
    if (config.seed === 'demo') await seedDemo(ctx);
    await ensureFirstAgreement(ctx);
  };
  const jobs = await startJobs({ ctx, config, runs: parts.jobs, prepare });
  undo.push(() => jobs.stop());
  if (parts.jobs) {
    const mailboxes = watchMailboxes(ctx);
    undo.push(() => mailboxes.stop());
  }
  if (!parts.api) {
    say(`Worker is ready; queue: ${jobs.queueKind}`);
    return;
  }
  if (!parts.jobs && config.queue.kind === 'local')
    say('No background job will run: the queue is local. Set REDIS_URL and start `npm run worker`.');
  await startServer(ctx, config, jobs, undo);
  await startMailListener(ctx, config, undo);
  announce(config.baseUrl, await workingDemoSignIns(ctx), await createSetupLink(ctx));
}

function refuseLonelyWorker(parts: Parts, config: Config): void {
  if (parts.api || config.queue.kind !== 'local') return;
  throw new ConfigError(
    'REDIS_URL is not set: a worker apart needs a queue that processes share. Set REDIS_URL (or QUEUE=postgres), or use `npm start`.',
  );
}

async function startServer(ctx: OpenContext, config: Config, jobs: Jobs, undo: Undo[]): Promise<void> {
  const redis = config.queue.kind === 'redis' ? openRedis(config.queue.url) : null;
  if (redis) undo.push(async () => redis.disconnect());
  const app = createApp(ctx, {
    version: version(),
    webDirectory: join(projectRoot, 'dist/web'),
    redis,
    queue: { kind: jobs.queueKind, check: jobs.check, lagMs: jobs.lagMs },
    queueDashboard: jobs.dashboard('/admin/queues'),
  });
  const server = await listen(app, config.port, config.host);
  const streams = trackStreams(server);
  undo.push(() => closeServer(server, streams));
}

/** Nobody listens for mail unless told a port. */
async function startMailListener(ctx: OpenContext, { mailListen }: Config, undo: Undo[]): Promise<void> {
  const { host, lmtpPort, smtpPort } = mailListen;
  if (!lmtpPort && !smtpPort) return;
  const refused = (error: NodeJS.ErrnoException): never => {
    throw new ConfigError(`LMTP_PORT or SMTP_IN_PORT on ${host} cannot be used: ${error.message}`);
  };
  const listener = await listenForMail(ctx, { host, lmtpPort: lmtpPort || null, smtpPort: smtpPort || null }).catch(refused);
  undo.push(() => listener.stop());
}

/** For counts shared by all servers. It fails at once while Redis is away: requests must not pile up behind it. */
function openRedis(url: string): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  // The queue's own connections say that Redis is away.
  redis.on('error', () => {});
  return redis;
}

const version = (): string => JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version;
