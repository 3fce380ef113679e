import { WaitingChildrenError } from 'bullmq';
import { expect } from 'chai';
import { eachQueue, ended, signal } from './testing.ts';

eachQueue('queue: flows of jobs', (bench) => {
  const child = (name: string, opts = {}) => ({ name, queueName: bench.name(), data: { name }, opts });

  it('runs a parent after its children and hands it their results', async () => {
    const order: string[] = [];
    const worker = bench.worker(async (job) => {
      order.push(job.name);
      return job.name === 'parent' ? Object.values(await job.getChildrenValues()) : job.name.toUpperCase();
    });
    const done = ended(worker, 4);
    const tree = await bench.flows().add({
      name: 'parent',
      queueName: bench.name(),
      children: [child('a'), { ...child('b'), children: [child('c')] }],
    });
    const ends = await done;
    expect(order.at(-1)).to.equal('parent');
    expect(order.indexOf('c')).to.be.lessThan(order.indexOf('b'));
    expect(ends.at(-1)?.result).to.have.members(['A', 'B']);
    expect(await tree.job.getDependenciesCount()).to.deep.equal({ processed: 2, unprocessed: 0, ignored: 0, failed: 0 });
    const found = await bench.flows().getFlow({ id: tree.job.id as string, queueName: bench.name() });
    expect(found?.children?.map(({ job }) => job.name).sort()).to.deep.equal(['a', 'b']);
  });

  it('shows what a parent waits for', async () => {
    const queue = bench.queue();
    const tree = await bench.flows().add({ name: 'parent', queueName: bench.name(), children: [child('a'), child('b')] });
    expect(await tree.job.getState()).to.equal('waiting-children');
    expect((await tree.job.getDependencies()).unprocessed).to.have.length(2);
    const page = await queue.getDependencies(tree.job.id as string, 'pending', 0, -1);
    expect([page.total, page.items.length]).to.deep.equal([2, 2]);
    expect(page.jobs.map((job) => job.name).sort()).to.deep.equal(['a', 'b']);
    await tree.job.removeUnprocessedChildren();
    expect(await queue.getJob(page.jobs[0]?.id as string)).to.equal(undefined);
  });

  it('fails the parent of a child that says so', async () => {
    const worker = bench.worker(async (job) => {
      if (job.name === 'bad') throw new Error('no');
    });
    const done = ended(worker, 2);
    const tree = await bench.flows().add({
      name: 'parent',
      queueName: bench.name(),
      children: [child('bad', { failParentOnFailure: true })],
    });
    const ends = await done;
    expect(ends.map(({ job }) => job?.name)).to.deep.equal(['bad', 'parent']);
    expect(ends[1]?.error?.message).to.match(/^child .* failed$/);
    expect(await tree.job.getState()).to.equal('failed');
  });

  it('lets the parent go on without a child that may fail', async () => {
    const worker = bench.worker(async (job) => {
      if (job.name === 'bad') throw new Error('bad luck');
      return job.name === 'parent' ? Object.values(await job.getIgnoredChildrenFailures()) : 'fine';
    });
    const done = ended(worker, 3);
    await bench.flows().add({
      name: 'parent',
      queueName: bench.name(),
      children: [child('bad', { ignoreDependencyOnFailure: true }), child('good')],
    });
    const ends = await done;
    expect(ends.at(-1)?.result).to.deep.equal(['bad luck']);
  });

  it('starts the parent at once when a child fails that says so', async () => {
    const worker = bench.worker(async (job) => {
      if (job.name === 'bad') throw new Error('bad luck');
    });
    const done = ended(worker, 2);
    await bench.flows().add({
      name: 'parent',
      queueName: bench.name(),
      children: [child('bad', { continueParentOnFailure: true }), child('slow', { delay: 60_000 })],
    });
    expect((await done).map(({ job }) => job?.name)).to.deep.equal(['bad', 'parent']);
  });

  it('lets a running job wait for children that it added', async () => {
    const results: unknown[] = [];
    const worker = bench.worker(async (job, token) => {
      if (job.name === 'child') return 'from child';
      if (!job.data.isSecondTime) {
        await bench.queue().add('child', {}, { parent: { id: job.id as string, queue: job.queueQualifiedName } });
        await job.updateData({ isSecondTime: true });
        if (await job.moveToWaitingChildren(token as string)) throw new WaitingChildrenError();
      }
      results.push(...Object.values(await job.getChildrenValues()));
    });
    const done = ended(worker, 2);
    await bench.queue().add('parent', {});
    await done;
    expect(results).to.deep.equal(['from child']);
  });

  it('removes a tree, unless a part of it runs', async () => {
    const queue = bench.queue();
    const [started, gate] = [signal(), signal()];
    const tree = await bench
      .flows()
      .add({ name: 'parent', queueName: bench.name(), children: [child('a'), child('b', { delay: 60_000 })] });
    const worker = bench.worker(async () => {
      started.resolve();
      await gate.promise;
    });
    const done = ended(worker, 1);
    await started.promise;
    expect(await tree.job.remove().catch((error: Error) => error.message)).to.match(/locked/);
    gate.resolve();
    await done;
    await tree.job.remove();
    expect(Object.values(await queue.getJobCounts()).reduce((sum, count) => sum + count)).to.equal(0);
  });

  it('unties a child from its parent', async () => {
    const tree = await bench.flows().add({ name: 'parent', queueName: bench.name(), children: [child('a', { delay: 60_000 })] });
    const [only] = tree.children ?? [];
    expect(await only?.job.removeChildDependency()).to.equal(true);
    expect(await tree.job.getState()).to.equal('waiting');
    expect(await only?.job.getState()).to.equal('delayed');
  });
});
