import { openDatabase } from '../db/connection.ts';
import { complete } from '../db/outbox.ts';
import { transact } from '../db/transaction.ts';
import { systemClock } from '../server/platform/clock.ts';
import { ConfigError } from '../server/platform/config.ts';
import { localLive } from '../server/platform/live.ts';
import { openLog } from '../server/platform/log.ts';
import type { Handlers } from './handlers.ts';
import { type JobsOptions, startJobs } from './main.ts';

/** A process that runs jobs, for tests that kill it: its configuration is the first argument, `real` the second for the program's own handlers. */
const config = JSON.parse(process.argv[2] ?? '') as JobsOptions['config'];
const db = openDatabase(config.database);
const settings = {
  baseUrl: '',
  dataDir: '',
  secretKey: Buffer.alloc(32),
  mailFrom: '',
  mailReplyTo: null,
  smtpUrl: null,
  webhookAllow: [],
};
const ctx = { db, clock: systemClock, log: openLog('error'), live: localLive(), settings };

/** A few milliseconds of work in the middle of a transaction: the best moment to be killed. */
const handlers: Partial<Handlers> = {
  'escalation.step': (outer, { incidentId }, rowId) =>
    transact(outer, async (tx) => {
      await tx.db.sql('ledger').insert({ entry: incidentId, doneMs: Date.now() });
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (!(await complete(tx.db.sql, rowId))) throw new Error('somebody did it');
    }),
};

try {
  const own = process.argv[3] === 'real' ? {} : { handlers };
  const jobs = await startJobs({ ctx, config, ...own, sweeps: [], relay: { recheckMs: 500 }, runner: { lockMs: 1000 } });
  process.on('SIGTERM', () => void jobs.stop().then(() => process.exit(0)));
  console.log('ready');
} catch (error) {
  console.log(error instanceof ConfigError ? `refused: ${error.message}` : error);
  process.exit(3);
}
