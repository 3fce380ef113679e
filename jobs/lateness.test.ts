import { expect } from 'chai';
import { openDatabase } from '../db/connection.ts';
import { freshPostgresUrl, freshSqlitePath } from '../db/testing.ts';
import { systemClock } from '../server/platform/clock.ts';
import { testContext } from '../server/testing.ts';
import { measureLateness } from './lateness.ts';
import type { JobsOptions } from './main.ts';
import { queueConfig, testableKinds } from './queue/testing.ts';

describe('lateness of due work', function () {
  this.timeout(60_000);
  for (const kind of testableKinds) {
    it(`stays small with thousands of armed timers (${kind})`, async () => {
      const database: JobsOptions['config']['database'] =
        kind === 'postgres' ? { client: 'postgres', url: await freshPostgresUrl() } : { client: 'sqlite', path: await freshSqlitePath() };
      const db = openDatabase(database);
      const ctx = { ...testContext(db), db, clock: systemClock };
      const config = { database, queue: await queueConfig(kind) };
      const result = await measureLateness({ ctx, config }, { armed: 3000, measured: 40, overMs: 4000 });
      expect(result.measured).to.equal(40);
      // Generous: the machine that tests may be busy. `npm run bench` tells the real figure.
      expect(result.p99Ms).to.be.within(0, 5000);
      if (process.env['TEST_LOG_LEVEL']) console.log(kind, result);
      await db.close();
    });
  }
});
