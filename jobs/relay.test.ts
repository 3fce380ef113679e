import { expect } from 'chai';
import pg from 'pg';
import type { OpenDatabase } from '../db/connection.ts';
import { cancel, enqueue, findOutboxRow } from '../db/outbox.ts';
import { eachDatabase } from '../db/testing.ts';
import { transact } from '../db/transaction.ts';
import { systemClock } from '../server/platform/clock.ts';
import { testContext } from '../server/testing.ts';
import type { Handlers } from './handlers.ts';
import { queueNames } from './job-queues.ts';
import { type Jobs, type JobsOptions, startJobs } from './main.ts';
import { openQueue } from './queue/open-queue.ts';
import { queueConfig, testableKinds } from './queue/testing.ts';
import { arm, armMany, eventually, ledgerHandlers, ledgerOf, makeLedger, rowsLeft } from './testing.ts';

describe('relay', function () {
  this.timeout(60_000);
  for (const kind of testableKinds) {
    eachDatabase(`relay over the ${kind} queue`, (db, database) => {
      // BullMQ's PostgreSQL backend goes with a PostgreSQL database only.
      if (kind === 'postgres' && database === 'sqlite') return;
      const started: Jobs[] = [];
      let config: JobsOptions['config'];

      before(async () => {
        const { client } = db().writer;
        const address = client.config.connection as { filename?: string; connectionString?: string };
        config = {
          queue: await queueConfig(kind),
          database:
            database === 'sqlite'
              ? { client: 'sqlite', path: address.filename as string }
              : { client: 'postgres', url: address.connectionString as string },
        };
      });
      beforeEach(async () => {
        await transact({ db: db() }, async (tx) => void (await tx.db.sql('outbox').delete()));
        await makeLedger(db().writer);
      });
      afterEach(async () => {
        await Promise.all(started.splice(0).map((jobs) => jobs.stop()));
        const open = await openQueue(config.queue);
        for (const name of queueNames) await open.queue(name).obliterate({ force: true });
        await open.close();
      });

      const context = () => ({ ...testContext(db()), clock: systemClock, db: db() as OpenDatabase });
      const start = async (options: Partial<JobsOptions> = {}) => {
        const ctx = context();
        const jobs = await startJobs({ ctx, config, handlers: ledgerHandlers, sweeps: [], ...options });
        started.push(jobs);
        return { ctx, jobs };
      };

      it('runs what is due at once and what falls due when it does', async () => {
        const { ctx } = await start();
        const soon = Date.now() + 400;
        await arm(ctx, 'later', new Date(soon));
        await arm(ctx, 'now');
        await eventually('both ran', async () => (await ledgerOf(ctx)).length === 2);
        expect(await ledgerOf(ctx)).to.deep.equal(['now', 'later']);
        const late = Number((await ctx.db.sql('ledger').where({ entry: 'later' }).first()).doneMs) - soon;
        expect(late).to.be.within(0, 3000);
        expect(await rowsLeft(ctx)).to.equal(0);
      });

      it('runs each of many once, also with two relays and two sets of workers', async () => {
        if (kind === 'local') {
          await start();
        } else {
          await start();
          await start();
        }
        const ctx = context();
        const entries = Array.from({ length: 300 }, (_, i) => `e${i}`);
        await armMany(ctx, entries, () => new Date());
        await eventually('all ran', async () => (await rowsLeft(ctx)) === 0);
        expect((await ledgerOf(ctx)).sort()).to.deep.equal(entries.sort());
      });

      it('offers again what the queue has lost', async () => {
        const { ctx, jobs } = await start({ relay: { recheckMs: 200, pollMs: 50 } });
        const { state } = jobs.queues;
        await state.pause();
        await armMany(ctx, ['a', 'b', 'c'], () => new Date());
        await eventually('all were offered', async () => (await state.getJobCountByTypes('waiting', 'paused' as 'waiting')) === 3);
        await state.obliterate({ force: true });
        await state.resume();
        await eventually('all ran', async () => (await rowsLeft(ctx)) === 0);
        expect((await ledgerOf(ctx)).sort()).to.deep.equal(['a', 'b', 'c']);
      });

      it('leaves alone what was cancelled or put off after it was offered', async () => {
        const { ctx, jobs } = await start();
        const { state } = jobs.queues;
        const armed = (key: string, runAt: Date) =>
          transact(ctx, (tx) => enqueue(tx.db.sql, { job: 'escalation.step', payload: { incidentId: key }, runAt, now: ctx.clock(), key }));
        await state.pause();
        await armed('cancelled', ctx.clock());
        await armed('put off', ctx.clock());
        await eventually('both were offered', async () => (await state.getJobCountByTypes('waiting', 'paused' as 'waiting')) === 2);
        await transact(ctx, (tx) => cancel(tx.db.sql, 'cancelled'));
        await armed('put off', new Date(Date.now() + 300));
        await state.resume();
        await eventually('the second ran', async () => (await rowsLeft(ctx)) === 0);
        expect(await ledgerOf(ctx)).to.deep.equal(['put off']);
      });

      it('puts a poison row to rest without holding up the others', async () => {
        const handlers: Partial<Handlers> = {
          'escalation.step': async (ctx, payload, rowId, signal) => {
            if (payload.incidentId === 'poison') throw Object.assign(new Error('bad row'), { name: 'UnrecoverableError' });
            if (payload.incidentId === 'forgets') return;
            await ledgerHandlers['escalation.step']?.(ctx, payload, rowId, signal);
          },
        };
        const { ctx } = await start({ handlers });
        const before = Date.now();
        const poison = await arm(ctx, 'poison');
        const forgets = await arm(ctx, 'forgets');
        await arm(ctx, 'good');
        await eventually('all were dealt with', async () => {
          const [first, second] = [await findOutboxRow(ctx.db.sql, poison), await findOutboxRow(ctx.db.sql, forgets)];
          return first?.round === 1 && second?.round === 1 && (await ledgerOf(ctx)).length === 1;
        });
        expect(await ledgerOf(ctx)).to.deep.equal(['good']);
        const row = await findOutboxRow(ctx.db.sql, poison);
        expect(row?.lastError).to.match(/bad row/);
        expect(row?.runAt.getTime()).to.be.within(before + 55_000, Date.now() + 65_000);
        await transact(ctx, async (tx) => void (await tx.db.sql('outbox').where({ id: poison }).update({ runAt: new Date() })));
        await eventually('it was offered again', async () => (await findOutboxRow(ctx.db.sql, poison))?.round === 2);
      });

      it('lets neither a hanging handler nor a full lane hold up other work', async () => {
        const hang = () => new Promise<void>(() => {});
        const handlers: Partial<Handlers> = {
          'notification.deliver': hang,
          'escalation.step': async (ctx, payload, rowId, signal) => {
            if (payload.incidentId === 'hangs') return hang();
            await ledgerHandlers['escalation.step']?.(ctx, payload, rowId, signal);
          },
        };
        const runner = { limitMs: 300, graceMs: 0, lastMs: 0, concurrency: { state: 1 } };
        const { ctx } = await start({ handlers, relay: { mostInFlight: 10 }, runner });
        await transact(ctx, async (tx) => {
          for (let i = 0; i < 50; i += 1) {
            const entry = { job: 'notification.deliver', payload: { deliveryId: `d${i}` }, runAt: new Date(Date.now() - 5000) };
            await enqueue(tx.db.sql, { ...entry, now: ctx.clock() });
          }
        });
        await armMany(ctx, ['hangs', 'behind'], (i) => new Date(Date.now() - 100 + i));
        await eventually('the work behind was done', async () => (await ledgerOf(ctx)).includes('behind'));
        expect(await rowsLeft(ctx)).to.equal(51);
      });

      it('finishes running work when it stops and takes no more', async () => {
        let release = () => {};
        const gate = new Promise<void>((resolve) => {
          release = resolve;
        });
        let begun = 0;
        const handlers: Partial<Handlers> = {
          'escalation.step': async (ctx, payload, rowId, signal) => {
            begun += 1;
            await gate;
            await ledgerHandlers['escalation.step']?.(ctx, payload, rowId, signal);
          },
        };
        const { ctx, jobs } = await start({ handlers, runner: { concurrency: { state: 1 } } });
        await armMany(ctx, ['first', 'second'], (i) => new Date(Date.now() - 10 + i));
        await eventually('the first began', async () => begun === 1);
        const stopping = jobs.stop();
        release();
        await stopping;
        expect(await ledgerOf(ctx)).to.deep.equal(['first']);
        expect(await rowsLeft(ctx)).to.equal(1);
        started.splice(0);
        await start();
        await eventually('the next process did the rest', async () => (await rowsLeft(ctx)) === 0);
        expect(await ledgerOf(ctx)).to.deep.equal(['first', 'second']);
      });

      it('tells long work to stop after the grace and gives it to the next process', async () => {
        let begun = 0;
        const handlers: Partial<Handlers> = {
          'escalation.step': async (ctx, payload, rowId, signal) => {
            begun += 1;
            if (begun > 1) return ledgerHandlers['escalation.step']?.(ctx, payload, rowId, signal);
            await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('told to stop'))));
          },
        };
        const { ctx, jobs } = await start({ handlers, runner: { graceMs: 50 } });
        const id = await arm(ctx, 'long');
        await eventually('it began', async () => begun === 1);
        await jobs.stop();
        started.splice(0);
        expect((await findOutboxRow(ctx.db.sql, id))?.round).to.equal(0);
        await start({ handlers });
        await eventually('the next process did it', async () => (await rowsLeft(ctx)) === 0);
        expect(await ledgerOf(ctx)).to.deep.equal(['long']);
      });

      if (database === 'postgres') {
        it('goes on when all connections to PostgreSQL are cut', async () => {
          const { ctx, jobs } = await start({ relay: { recheckMs: 500 } });
          const entries = Array.from({ length: 60 }, (_, i) => `e${i}`);
          await armMany(ctx, entries, (i) => new Date(Date.now() + i * 10));
          const urls = [config.database, config.queue].flatMap((one) => ('url' in one && one.url.startsWith('postgres') ? [one.url] : []));
          for (let i = 0; i < 3; i += 1) await cutConnections(urls);
          await eventually('all ran', async () => (await rowsLeft(ctx).catch(() => 1)) === 0, 40_000);
          expect((await ledgerOf(ctx)).sort()).to.deep.equal(entries.sort());
          await eventually('the queue answers', () =>
            jobs.check().then(
              () => true,
              () => false,
            ),
          );
        }).timeout(60_000);
      }

      it('tells how late the longest-due work is, and that the queue answers', async () => {
        const { ctx, jobs } = await start({ runs: false });
        await jobs.check();
        expect(jobs.queueKind).to.equal(kind);
        expect(jobs.lagMs()).to.equal(0);
        await arm(ctx, 'old', new Date(Date.now() - 60_000));
        await eventually('the lag is seen', async () => jobs.lagMs() > 50_000);
      });
    });
  }
});

/** Ends every session on these databases, as a restart of the server does. */
async function cutConnections(urls: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['TEST_POSTGRES_URL'] });
  await client.connect();
  const names = urls.map((url) => new URL(url).pathname.slice(1));
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = any($1)', [names]);
  await client.end();
}
