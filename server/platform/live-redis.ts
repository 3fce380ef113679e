import { Redis } from 'ioredis';
import { type Live, localLive } from './live.ts';
import { deliver } from './live-message.ts';
import type { Log } from './log.ts';

const channel = 'coulisse:live';
const options = { maxRetriesPerRequest: null, retryStrategy: (times: number) => Math.min(times * 200, 2000) };

/**
 * Live events across processes by Redis publish and subscribe. While Redis is away, events reach the pages of this
 * process only; nothing waits and nothing fails.
 */
export function redisLive(url: string, log: Log): Live {
  const local = localLive();
  const publisher = new Redis(url, { ...options, enableOfflineQueue: false });
  const subscriber = new Redis(url, { ...options, autoResubscribe: true });
  const origin = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  let isDown = false;
  const noteDown = (error: Error): void => {
    if (!isDown) log.warn({ err: error }, 'live events stay within this process until Redis is back');
    isDown = true;
  };
  const noteUp = (): void => {
    if (isDown) log.info('live events cross processes again');
    isDown = false;
  };
  publisher.on('error', noteDown).on('ready', noteUp);
  subscriber.on('error', noteDown);
  subscriber.subscribe(channel).catch(noteDown);
  subscriber.on('message', (_channel, text) => deliver(text, origin, local));
  return {
    publish: (event) => {
      local.publish(event);
      publisher.publish(channel, JSON.stringify({ origin, event })).catch(noteDown);
    },
    subscribe: local.subscribe,
    close: async () => {
      publisher.disconnect();
      subscriber.disconnect();
      await local.close();
    },
  };
}
