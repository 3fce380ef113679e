import { expect } from 'chai';
import { freshPostgresUrl } from '../../db/testing.ts';
import type { Live, LiveEvent } from './live.ts';
import { encode, postgresLive } from './live-postgres.ts';
import { redisLive } from './live-redis.ts';
import { openLog } from './log.ts';

const log = openLog('silent');
const event = (id: string): LiveEvent => ({ type: 'incident.changed', id, audience: { role: 'technician' }, data: { version: 3 } });

/** Publishes until the other side hears: its subscription may not stand yet. */
async function heard(from: Live, by: Live, sent: LiveEvent): Promise<LiveEvent> {
  let isOver = false;
  const first = new Promise<LiveEvent>((resolve) => {
    const end = by.subscribe((got) => {
      isOver = true;
      end();
      resolve(got);
    });
  });
  while (!isOver) {
    from.publish(sent);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return first;
}

function behaves(title: string, open: () => Promise<[Live, Live]>): void {
  describe(title, () => {
    let [one, two]: Live[] = [];
    before(async () => {
      [one, two] = await open();
    });
    after(async () => {
      await one?.close();
      await two?.close();
    });

    it('carries events from one process to another, and to its own once', async () => {
      expect(await heard(one!, two!, event('a'))).to.deep.equal(event('a'));
      expect(await heard(two!, one!, event('b'))).to.deep.equal(event('b'));
      const own: string[] = [];
      const other: string[] = [];
      const ends = [one!.subscribe(({ id }) => own.push(id)), two!.subscribe(({ id }) => other.push(id))];
      one!.publish(event('é-1'));
      await heard(one!, two!, event('last'));
      for (const end of ends) end();
      expect(own.filter((id) => id === 'é-1')).to.have.length(1);
      expect(other.filter((id) => id === 'é-1')).to.have.length(1);
    });
  });
}

if (process.env['TEST_REDIS_URL']) {
  const url = process.env['TEST_REDIS_URL'];
  behaves('live events over Redis', async () => [redisLive(url, log), redisLive(url, log)]);
}
if (process.env['TEST_POSTGRES_URL']) {
  behaves('live events over PostgreSQL', async () => {
    const url = await freshPostgresUrl();
    return [postgresLive(url, log), postgresLive(url, log)];
  });
}

describe('live transports', () => {
  it('never fail the caller when their server is away', async () => {
    const lives = [redisLive('redis://127.0.0.1:1', log), postgresLive('postgres://x@127.0.0.1:1/x', log)];
    for (const live of lives) {
      const got: string[] = [];
      live.subscribe(({ id }) => got.push(id));
      for (let i = 0; i < 2000; i += 1) live.publish(event(`e${i}`));
      expect(got).to.have.length(2000);
      await live.close();
    }
  });

  it('keep within what PostgreSQL carries', () => {
    const large = { ...event('x'), data: { text: 'é'.repeat(9000) } };
    expect(encode('o', large)).to.deep.equal([JSON.stringify({ origin: 'o', event: { ...event('x'), data: undefined } })]);
    const personIds = Array.from({ length: 1000 }, (_, i) => `01a20d31-a6fc-734e-b929-67e3d11${1000 + i}`);
    const parts = encode('o', { type: 't', id: 'x', audience: { personIds, role: 'admin' } });
    for (const part of parts) expect(Buffer.byteLength(part)).to.be.lessThan(8000);
    const heardBy = parts.flatMap((part) => JSON.parse(part).event.audience.personIds);
    expect(heardBy).to.deep.equal(personIds);
    expect(parts.filter((part) => JSON.parse(part).event.audience.role)).to.have.length(1);
  });
});
