import { UnrecoverableError } from 'bullmq';
import { expect } from 'chai';
import { eachQueue, ended, signal } from './testing.ts';

eachQueue('queue: adding, delaying, retrying', (bench) => {
  it('carries data and results through unharmed', async () => {
    const data = { text: 'déjà vu – 日本 🎭\u2028', nested: { list: [1, null, true] } };
    const worker = bench.worker(async (job) => ({ back: job.data }));
    const done = ended(worker, 1);
    const job = await bench.queue().add('echo', data);
    expect((await done)[0]?.result).to.deep.equal({ back: data });
    expect((await bench.queue().getJob(job.id as string))?.returnvalue).to.deep.equal({ back: data });
    expect(await job.getState()).to.equal('completed');
  });

  it('runs delayed jobs when they are due, neither before nor much later', async () => {
    const lateness: number[] = [];
    for (const delay of [450, 150, 300]) await bench.queue().add(`in ${delay}`, { due: Date.now() + delay }, { delay });
    expect(await bench.queue().getDelayedCount()).to.equal(3);
    const done = ended(
      bench.worker(async (job) => void lateness.push(Date.now() - job.data.due)),
      3,
    );
    expect((await done).map(({ job }) => job?.name)).to.have.members(['in 150', 'in 300', 'in 450']);
    for (const late of lateness) expect(late).to.be.within(-2, 2000);
  });

  it('brings delayed jobs forward and puts them off', async () => {
    const queue = bench.queue();
    const soon = await queue.add('soon', {}, { delay: 60_000 });
    const later = await queue.add('later', {}, { delay: 60_000 });
    await later.changeDelay(120_000);
    await soon.promote();
    expect(await soon.getState()).to.equal('waiting');
    expect((await queue.getJob(later.id as string))?.delay).to.equal(120_000);
    expect(await later.isDelayed()).to.equal(true);
    await queue.promoteJobs();
    expect(await queue.getJobCountByTypes('waiting', 'delayed')).to.equal(2);
    expect(await queue.getDelayedCount()).to.equal(0);
  });

  it('tries again with growing pauses, then fails, and runs once more on demand', async () => {
    const starts: number[] = [];
    let isCured = false;
    const worker = bench.worker(async () => {
      starts.push(Date.now());
      if (!isCured) throw new Error('not yet');
      return 'cured';
    });
    const queue = bench.queue();
    const thrice = ended(worker, 3);
    const job = await queue.add('x', {}, { attempts: 3, backoff: { type: 'exponential', delay: 100 } });
    await thrice;
    expect(starts[1]! - starts[0]!).to.be.at.least(95);
    expect(starts[2]! - starts[1]!).to.be.at.least(195);
    const failed = await queue.getJob(job.id as string);
    expect(failed?.failedReason).to.equal('not yet');
    expect(failed?.attemptsMade).to.equal(3);
    expect(failed?.stacktrace).to.have.length(3);
    expect(await queue.getFailedCount()).to.equal(1);
    isCured = true;
    const again = ended(worker, 1);
    await failed?.retry();
    expect((await again)[0]?.result).to.equal('cured');
    expect(await queue.getFailedCount()).to.equal(0);
  });

  it('retries all failed jobs at once', async () => {
    let isCured = false;
    const worker = bench.worker(async () => {
      if (!isCured) throw new Error('no');
    });
    const queue = bench.queue();
    const failing = ended(worker, 3);
    await queue.addBulk([1, 2, 3].map((n) => ({ name: `n${n}`, data: {} })));
    await failing;
    isCured = true;
    const done = ended(worker, 3);
    await queue.retryJobs();
    await done;
    expect(await queue.getJobCounts('completed', 'failed')).to.deep.equal({ completed: 3, failed: 0 });
  });

  it('does not retry what cannot be recovered', async () => {
    const worker = bench.worker(async () => {
      throw new UnrecoverableError('never');
    });
    const done = ended(worker, 1);
    const job = await bench.queue().add('x', {}, { attempts: 5 });
    expect((await done)[0]?.error?.message).to.equal('never');
    expect(await job.getState()).to.equal('failed');
  });

  it('ignores a second job of the same id', async () => {
    const queue = bench.queue();
    await queue.add('first', { n: 1 }, { jobId: 'outbox-a' });
    await queue.add('second', { n: 2 }, { jobId: 'outbox-a' });
    expect(await queue.getWaitingCount()).to.equal(1);
    expect((await queue.getJob('outbox-a'))?.data).to.deep.equal({ n: 1 });
    let runs = 0;
    const worker = bench.worker(async () => {
      runs += 1;
    });
    const done = ended(worker, 1);
    await done;
    await queue.add('third', { n: 3 }, { jobId: 'outbox-a' });
    expect(await queue.getWaitingCount()).to.equal(0);
    expect(runs).to.equal(1);
  });

  it('deduplicates until the job ends, for a time, and by the latest', async () => {
    const queue = bench.queue();
    const simple = await queue.add('a', { n: 1 }, { deduplication: { id: 'simple' } });
    expect((await queue.add('a', { n: 2 }, { deduplication: { id: 'simple' } })).id).to.equal(simple.id);
    expect(await queue.getDeduplicationJobId('simple')).to.equal(simple.id);
    const throttled = await queue.add('b', {}, { deduplication: { id: 'throttle', ttl: 60_000 } });
    expect((await queue.add('b', {}, { deduplication: { id: 'throttle', ttl: 60_000 } })).id).to.equal(throttled.id);
    const debounce = { deduplication: { id: 'debounce', ttl: 60_000, extend: true, replace: true }, delay: 60_000 };
    const early = await queue.add('c', { n: 1 }, debounce);
    const late = await queue.add('c', { n: 2 }, debounce);
    expect(late.id).to.not.equal(early.id);
    expect(await queue.getJob(early.id as string)).to.equal(undefined);
    expect((await queue.getDelayed()).map((job) => job.data)).to.deep.equal([{ n: 2 }]);
    expect(await queue.getWaitingCount()).to.equal(2);
    const done = ended(
      bench.worker(async () => {}),
      2,
    );
    await done;
    expect(await queue.getDeduplicationJobId('simple')).to.equal(null);
    expect(await queue.getDeduplicationJobId('throttle')).to.equal(throttled.id);
    expect(await queue.removeDeduplicationKey('throttle')).to.equal(1);
  });

  it('keeps the last of the jobs that came while one of their id was active', async () => {
    const queue = bench.queue();
    const [started, gate] = [signal(), signal()];
    const seen: number[] = [];
    const worker = bench.worker(async (job) => {
      seen.push(job.data.n);
      started.resolve();
      await gate.promise;
    });
    const done = ended(worker, 2);
    const options = { deduplication: { id: 'last', keepLastIfActive: true } };
    await queue.add('x', { n: 1 }, options);
    await started.promise;
    await queue.add('x', { n: 2 }, options);
    await queue.add('x', { n: 3 }, options);
    gate.resolve();
    await done;
    expect(seen).to.deep.equal([1, 3]);
  });

  it('takes jobs by priority, and of one priority the first', async () => {
    const queue = bench.queue();
    await queue.pause();
    for (const [name, priority] of [
      ['low', 9],
      ['mid', 5],
      ['mid too', 5],
      ['none', 0],
      ['rises', 9],
    ] as const) {
      await queue.add(name, {}, priority ? { priority } : {});
    }
    const rises = (await queue.getPrioritized()).find((job) => job.name === 'rises');
    await rises?.changePriority({ priority: 1 });
    expect(await queue.getCountsPerPriority([0, 1, 5, 9])).to.deep.equal({ 0: 1, 1: 1, 5: 2, 9: 1 });
    const order: string[] = [];
    const done = ended(
      bench.worker(async (job) => void order.push(job.name)),
      5,
    );
    await queue.resume();
    await done;
    expect(order).to.deep.equal(['none', 'rises', 'mid', 'mid too', 'low']);
  });

  it('adds in bulk and takes the last first where asked', async () => {
    const queue = bench.queue();
    await queue.pause();
    await queue.addBulk(['a', 'b', 'c'].map((name) => ({ name, data: {} })));
    await queue.add('first of all', {}, { lifo: true });
    expect((await queue.getWaiting()).map((job) => job.name)).to.deep.equal(['first of all', 'a', 'b', 'c']);
    const order: string[] = [];
    const done = ended(
      bench.worker(async (job) => void order.push(job.name)),
      4,
    );
    await queue.resume();
    await done;
    expect(order).to.deep.equal(['first of all', 'a', 'b', 'c']);
  });
});
