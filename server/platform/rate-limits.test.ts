import { once } from 'node:events';
import { expect } from 'chai';
import type { Options } from 'express-rate-limit';
import { Redis } from 'ioredis';
import { newId } from './ids.ts';
import { sharedStore } from './rate-limits.ts';

const redisUrl = process.env['TEST_REDIS_URL'];

if (redisUrl) {
  describe('rate limits over Redis', () => {
    const connect = async (): Promise<Redis> => {
      const redis = new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: true });
      redis.on('error', () => {});
      await redis.connect();
      return redis;
    };
    const open = async (prefix: string) => {
      const redis = await connect();
      const store = sharedStore(redis, prefix);
      await store.init?.({ windowMs: 60_000 } as Options);
      return { redis, store };
    };

    it('count together in all processes, and go on counting alone while Redis is away', async () => {
      const prefix = `test-${newId()}:`;
      const [one, two] = await Promise.all([open(prefix), open(prefix)]);
      const hits = async (store: typeof one.store) => (await store.increment('ana')).totalHits;
      expect([await hits(one.store), await hits(two.store), await hits(one.store)]).to.deep.equal([1, 2, 3]);
      const ended = once(one.redis, 'end');
      one.redis.disconnect();
      await ended;
      expect([await hits(one.store), await hits(one.store)]).to.deep.equal([1, 2]);
      expect(await hits(two.store)).to.equal(4);
      await one.redis.connect();
      expect(await hits(one.store)).to.equal(5);
      one.redis.disconnect();
      two.redis.disconnect();
    });
  });
}
