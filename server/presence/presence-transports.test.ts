import { expect } from 'chai';
import { freshPostgresUrl } from '../../db/testing.ts';
import { systemClock } from '../platform/clock.ts';
import type { Live } from '../platform/live.ts';
import { postgresLive } from '../platform/live-postgres.ts';
import { redisLive } from '../platform/live-redis.ts';
import { openLog } from '../platform/log.ts';
import { openPresence, type Presence } from './presence.ts';

const log = openLog('silent');
const ben = { incidentId: 'presence-test', personId: 'ben', name: 'Ben', isTechnician: true, state: 'writing' as const };

/** Says it again, as pages do, until the other process knows: its subscription may not stand yet. */
async function knownBy(other: Presence, say: () => void, isKnown: (names: string[]) => boolean): Promise<void> {
  while (!isKnown(other.at(ben.incidentId).map(({ name }) => name))) {
    say();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function crosses(title: string, open: () => Promise<[Live, Live]>): void {
  describe(title, () => {
    it('tells every process who is where, and who has left', async () => {
      const lives = await open();
      const [one, two] = lives.map((live) => openPresence(live, systemClock)) as [Presence, Presence];
      const page = { ...ben, deviceId: `page-${title}` };
      await knownBy(
        two,
        () => one.say(page),
        (names) => names.includes('Ben'),
      );
      await knownBy(
        two,
        () => one.leave(page),
        (names) => !names.includes('Ben'),
      );
      expect(one.at(ben.incidentId)).to.deep.equal([]);
      for (const live of lives) await live.close();
    });
  });
}

const redis = process.env['TEST_REDIS_URL'];
if (redis) crosses('presence by Redis', async () => [redisLive(redis, log), redisLive(redis, log)]);

if (process.env['TEST_POSTGRES_URL']) {
  crosses('presence by PostgreSQL', async () => {
    const url = await freshPostgresUrl();
    return [postgresLive(url, log), postgresLive(url, log)];
  });
}
