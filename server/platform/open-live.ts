import type { Config } from './config.ts';
import { type Live, localLive } from './live.ts';
import { postgresLive } from './live-postgres.ts';
import { redisLive } from './live-redis.ts';
import type { Log } from './log.ts';

/** Live events by what the processes share: Redis, PostgreSQL where that carries the queue, or this process alone. */
export function openLive(config: Pick<Config, 'queue'>, log: Log): Live {
  if (config.queue.kind === 'redis') return redisLive(config.queue.url, log);
  return config.queue.kind === 'postgres' ? postgresLive(config.queue.url, log) : localLive();
}
