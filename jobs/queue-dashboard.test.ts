import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { eachQueue, ended } from './queue/testing.ts';
import { queueDashboard } from './queue-dashboard.ts';

eachQueue('queue dashboard', (bench) => {
  it('shows queues and jobs under its path and retries a failed one', async () => {
    const queue = bench.queue();
    const worker = bench.worker(async () => {
      throw new Error('bad luck');
    });
    const failed = ended(worker, 1);
    const job = await queue.add('x', { a: 1 });
    await failed;
    await worker.close();
    const strict: express.RequestHandler = (_req, res, next) => {
      res.setHeader('Content-Security-Policy', "default-src 'self';base-uri 'none'");
      next();
    };
    const app = express()
      .use(strict)
      .use('/admin/queues', queueDashboard([queue]));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin/queues`;
    const page = await fetch(base);
    expect(page.status).to.equal(200);
    expect(page.headers.get('Content-Security-Policy')).to.equal("default-src 'self';base-uri 'self'");
    expect(await page.text()).to.include('<div id="root">');
    const list = (await (await fetch(`${base}/api/queues?activeQueue=${bench.name()}&status=failed&page=1`)).json()) as {
      queues: Array<{ name: string; counts: Record<string, number>; jobs: Array<{ failedReason: string }> }>;
    };
    expect(list.queues[0]?.name).to.equal(bench.name());
    expect(list.queues[0]?.counts['failed']).to.equal(1);
    expect(list.queues[0]?.jobs[0]?.failedReason).to.equal('bad luck');
    const retry = await fetch(`${base}/api/queues/${bench.name()}/${job.id}/retry`, { method: 'PUT' });
    expect(retry.status).to.equal(204);
    expect(await job.getState()).to.equal('waiting');
    server.close();
    server.closeAllConnections();
  });
});
