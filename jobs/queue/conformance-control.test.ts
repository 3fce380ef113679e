import { once } from 'node:events';
import { DelayedError, RateLimitError } from 'bullmq';
import { expect } from 'chai';
import { completed, eachQueue, ended, signal } from './testing.ts';

eachQueue('queue: limits, schedules, control', (bench) => {
  it('repeats by cron pattern in a zone until the scheduler is removed', async () => {
    const queue = bench.queue();
    const job = await queue.upsertJobScheduler('nightly', { pattern: '0 3 * * *', tz: 'Europe/Paris' }, { name: 'night', data: { a: 1 } });
    expect(job?.name).to.equal('night');
    const [scheduler] = await queue.getJobSchedulers();
    expect(scheduler).to.deep.include({ key: 'nightly', pattern: '0 3 * * *', tz: 'Europe/Paris', iterationCount: 1 });
    expect(scheduler?.template?.data).to.deep.equal({ a: 1 });
    await queue.upsertJobScheduler('nightly', { pattern: '0 4 * * *', tz: 'Europe/Paris' }, { name: 'night', data: { a: 2 } });
    expect((await queue.getJobScheduler('nightly'))?.pattern).to.equal('0 4 * * *');
    expect(await queue.getDelayedCount()).to.equal(1);
    expect(await queue.getJobSchedulersCount()).to.equal(1);
    const next = (await queue.getDelayed())[0];
    expect(
      await next?.remove().then(
        () => 'removed',
        (error: Error) => error.message,
      ),
    ).to.match(/belongs to a job scheduler/);
    expect(await queue.removeJobScheduler('nightly')).to.equal(true);
    expect(await queue.getDelayedCount()).to.equal(0);
    expect(await queue.removeJobScheduler('nightly')).to.equal(false);
  });

  it('repeats at an interval, each iteration once', async () => {
    const at: number[] = [];
    const worker = bench.worker(async () => void at.push(Date.now()));
    const done = ended(worker, 4);
    await bench.queue().upsertJobScheduler('beat', { every: 150 }, { name: 'beat' });
    await done;
    await bench.queue().removeJobScheduler('beat');
    for (let i = 2; i < at.length; i += 1) expect(at[i]! - at[i - 1]!).to.be.within(50, 3000);
  });

  it('stops repeating at its limit', async () => {
    const worker = bench.worker(async () => {});
    const done = ended(worker, 2);
    const queue = bench.queue();
    await queue.upsertJobScheduler('twice', { every: 50, limit: 2 }, { name: 'x' });
    await done;
    expect(await queue.getDelayedCount()).to.equal(0);
    await queue.removeJobScheduler('twice');
  });

  it('starts no more jobs in a window than its limiter allows', async () => {
    const at: number[] = [];
    const queue = bench.queue();
    await queue.addBulk([1, 2, 3, 4, 5].map((n) => ({ name: `n${n}`, data: {} })));
    const worker = bench.worker(async () => void at.push(Date.now()), { concurrency: 5, limiter: { max: 2, duration: 300 } });
    await ended(worker, 5);
    // The window opens when the first job is taken, some time before its handler looks at the clock.
    expect(at[2]! - at[0]!).to.be.at.least(50);
    expect(at[4]! - at[0]!).to.be.at.least(350);
  });

  it('hands a job back when the handler says that it was limited, and stands still meanwhile', async () => {
    const at: number[] = [];
    const queue = bench.queue();
    const worker = bench.worker(
      async () => {
        at.push(Date.now());
        if (at.length === 1) {
          await worker.rateLimit(300);
          throw new RateLimitError();
        }
      },
      { limiter: { max: 100, duration: 500 } },
    );
    const done = ended(worker, 2);
    await queue.addBulk([1, 2].map((n) => ({ name: `n${n}`, data: {} })));
    const ends = await done;
    expect(at[1]! - at[0]!).to.be.at.least(290);
    expect(ends.map(({ job }) => job?.name).sort()).to.deep.equal(['n1', 'n2']);
    for (const { job } of ends) expect(job?.attemptsMade).to.equal(1);
  });

  it('tells progress, keeps logs and new data', async () => {
    const worker = bench.worker(async (job) => {
      await job.updateProgress({ percent: 40 });
      await job.log('one');
      await job.log('two');
      await job.updateData({ ...job.data, seen: true });
    });
    const events = await bench.events();
    const progress = once(events, 'progress');
    const done = ended(worker, 1);
    const job = await bench.queue().add('x', { a: 1 });
    await done;
    expect((await progress)[0]).to.deep.include({ jobId: job.id, data: { percent: 40 } });
    const after = await bench.queue().getJob(job.id as string);
    expect(after?.progress).to.deep.equal({ percent: 40 });
    expect(after?.data).to.deep.equal({ a: 1, seen: true });
    expect(await bench.queue().getJobLogs(job.id as string)).to.deep.equal({ logs: ['one', 'two'], count: 2 });
    expect((await bench.queue().getJobLogs(job.id as string, 0, 0, false)).logs).to.deep.equal(['two']);
    await after?.clearLogs(1);
    expect((await bench.queue().getJobLogs(job.id as string)).logs).to.deep.equal(['two']);
  });

  it('tells whoever waits that a job completed or failed', async () => {
    const events = await bench.events();
    bench.worker(async (job) => {
      if (job.name === 'bad') throw new Error('bad luck');
      return { fine: true };
    });
    const queue = bench.queue();
    const [good, bad] = [await queue.add('good', {}), await queue.add('bad', {})];
    expect(await good.waitUntilFinished(events, 10_000)).to.deep.equal({ fine: true });
    expect(await bad.waitUntilFinished(events, 10_000).catch((error: Error) => error.message)).to.equal('bad luck');
  });

  it('takes nothing while paused and goes on when resumed', async () => {
    const queue = bench.queue();
    await queue.pause();
    const worker = bench.worker(async () => 'ran');
    await worker.waitUntilReady();
    await queue.add('x', {});
    expect(await queue.isPaused()).to.equal(true);
    expect(await queue.getJobCountByTypes('waiting', 'paused' as 'waiting')).to.equal(1);
    const done = completed(worker);
    await queue.resume();
    expect((await done)[1]).to.equal('ran');
  });

  it('cleans, drains and obliterates', async () => {
    const queue = bench.queue();
    const worker = bench.worker(async (job) => {
      if (job.name === 'bad') throw new Error('x');
    });
    const done = ended(worker, 3);
    await queue.addBulk(['a', 'b', 'bad'].map((name) => ({ name, data: {} })));
    await done;
    await worker.close();
    expect(await queue.clean(0, 1, 'completed')).to.have.length(1);
    expect(await queue.clean(60_000, 100, 'completed')).to.have.length(0);
    expect(await queue.clean(0, 100, 'failed')).to.have.length(1);
    await queue.addBulk(['c', 'd'].map((name) => ({ name, data: {} })));
    await queue.add('delayed', {}, { delay: 60_000 });
    await queue.add('urgent', {}, { priority: 3 });
    await queue.drain();
    expect(await queue.getJobCounts('waiting', 'prioritized', 'delayed')).to.deep.equal({ waiting: 0, prioritized: 0, delayed: 1 });
    await queue.drain(true);
    expect(await queue.getDelayedCount()).to.equal(0);
    await queue.obliterate();
    expect(Object.values(await queue.getJobCounts()).every((count) => count === 0)).to.equal(true);
  });

  it('keeps as many finished jobs as told', async () => {
    const queue = bench.queue();
    const worker = bench.worker(async () => {});
    const done = ended(worker, 8);
    await queue.addBulk([1, 2, 3, 4, 5].map((n) => ({ name: `n${n}`, data: {}, opts: { removeOnComplete: 2 } })));
    await queue.add('gone', {}, { removeOnComplete: true, jobId: 'gone' });
    await queue.addBulk([6, 7].map((n) => ({ name: `n${n}`, data: {}, opts: { removeOnComplete: { age: 3600, count: 3 } } })));
    await done;
    expect((await queue.getCompleted()).map((job) => job.name)).to.deep.equal(['n7', 'n6', 'n5']);
    expect(await queue.getJob('gone')).to.equal(undefined);
  });

  it('puts a running job off without counting an attempt', async () => {
    const at: number[] = [];
    const worker = bench.worker(async (job, token) => {
      at.push(Date.now());
      if (at.length > 1) return;
      await job.moveToDelayed(Date.now() + 200, token);
      throw new DelayedError();
    });
    const done = ended(worker, 1);
    await bench.queue().add('x', {});
    const [end] = await done;
    expect(at[1]! - at[0]!).to.be.at.least(195);
    expect(end?.job?.attemptsMade).to.equal(1);
    expect(end?.job?.attemptsStarted).to.equal(2);
  });

  it('runs no more jobs at once than the whole queue allows', async () => {
    const queue = bench.queue();
    await queue.setGlobalConcurrency(2);
    let [running, most] = [0, 0];
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
    };
    const workers = [bench.worker(work, { concurrency: 5 }), bench.worker(work, { concurrency: 5 })];
    let count = 0;
    const done = signal();
    const countOne = () => {
      count += 1;
      if (count === 12) done.resolve();
    };
    for (const worker of workers) worker.on('completed', countOne);
    await queue.addBulk(Array.from({ length: 12 }, (_, n) => ({ name: `n${n}`, data: {} })));
    await done.promise;
    expect(most).to.equal(2);
    expect(await queue.getGlobalConcurrency()).to.equal(2);
    await queue.removeGlobalConcurrency();
  });

  it('renews the lock of a long job, so that nobody else takes it', async () => {
    let starts = 0;
    const options = { lockDuration: 1000, stalledInterval: 200, concurrency: 1 };
    const work = async () => {
      starts += 1;
      await new Promise((resolve) => setTimeout(resolve, 1800));
    };
    const [one, two] = [bench.worker(work, options), bench.worker(work, options)];
    const done = Promise.race([completed(one), completed(two)]);
    await bench.queue().add('long', {});
    await done;
    expect(starts).to.equal(1);
  });

  it('gives the job of a worker that vanished to another', async () => {
    const queue = bench.queue();
    const gone = bench.worker(null, { lockDuration: 200, stalledInterval: 100 });
    const job = await queue.add('x', {});
    const taken = await gone.getNextJob('token-of-the-dead');
    expect(taken?.id).to.equal(job.id);
    const worker = bench.worker(async () => 'saved', { lockDuration: 200, stalledInterval: 100, maxStalledCount: 3 });
    const stalled = once(worker, 'stalled');
    const [saved, result] = await completed(worker);
    expect((await stalled)[0]).to.equal(job.id);
    expect([saved.id, result]).to.deep.equal([job.id, 'saved']);
    const late = await taken?.moveToCompleted('late', 'token-of-the-dead').catch((error: Error) => error.message);
    expect(late).to.match(/Missing lock|Lock mismatch|not in the active state/);
  });

  it('counts finished jobs and knows its workers', async () => {
    const queue = bench.queue();
    const worker = bench.worker(async () => {}, { name: 'state', metrics: { maxDataPoints: 60 } });
    await worker.waitUntilReady();
    const done = ended(worker, 3);
    await queue.addBulk([1, 2, 3].map((n) => ({ name: `n${n}`, data: {} })));
    await done;
    expect((await queue.getMetrics('completed')).meta.count).to.equal(3);
    expect((await queue.getWorkers()).map((client) => client['rawname'])).to.have.length(1);
    expect((await queue.getCompleted())[0]?.processedBy).to.equal('state');
    expect(await queue.exportPrometheusMetrics()).to.match(/bullmq_job_count\{queue=".*", state="completed"\} 3/);
  });
});
