import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { type RequestHandler, Router } from 'express';
import type { Queue } from './queue/open-queue.ts';

/** Pages on the queues for administrators; whoever mounts it under `basePath` checks who comes. */
export function queueDashboard(queues: Queue[], basePath = '/admin/queues'): RequestHandler {
  const adapter = new ExpressAdapter();
  adapter.setBasePath(basePath);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue as never, { allowRetries: true })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Coulisse', hideRedisDetails: true } },
  });
  return Router().use(allowOwnBase, adapter.getRouter());
}

/** These pages find their scripts by a `<base>` element, which the program's own pages have no use for and forbid. */
const allowOwnBase: RequestHandler = (_req, res, next) => {
  const policy = String(res.getHeader('Content-Security-Policy') ?? '');
  if (policy) res.setHeader('Content-Security-Policy', policy.replace("base-uri 'none'", "base-uri 'self'"));
  next();
};
