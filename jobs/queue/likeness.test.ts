import type { Job } from 'bullmq';
import { expect } from 'chai';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { type OpenQueue, openQueue, type Queue, type Worker } from './open-queue.ts';
import { queueConfig, testableKinds } from './testing.ts';

/** One side of the comparison: a queue, a worker that takes jobs by hand, and what it has taken. */
interface Side {
  open: OpenQueue;
  queue: Queue;
  worker: Worker;
  taken: Job[];
}

type Step = { what: string; n: number };
const far = 3_600_000;

/** What each step does; `n` picks among what there is, by name, so that both sides pick the same. */
const steps: Record<string, (side: Side, n: number, name: string) => Promise<unknown>> = {
  add: ({ queue }, _n, name) => queue.add(name, { name }),
  addFirst: ({ queue }, _n, name) => queue.add(name, {}, { lifo: true }),
  addDelayed: ({ queue }, n, name) => queue.add(name, {}, { delay: far + n * 1000 }),
  addPrioritized: ({ queue }, n, name) => queue.add(name, {}, { priority: (n % 3) + 1 }),
  addRetrying: ({ queue }, _n, name) => queue.add(name, {}, { attempts: 2 }),
  addAgain: ({ queue }, n) => queue.add(`id${n % 3}`, {}, { jobId: `id-${n % 3}` }),
  addDeduplicated: ({ queue }, n, name) => queue.add(name, {}, { deduplication: { id: `d${n % 2}` } }),
  addBulk: ({ queue }, _n, name) => queue.addBulk([1, 2].map((i) => ({ name: `${name}.${i}`, data: {} }))),
  take: async (side, n) => {
    const job = await side.worker.getNextJob(`token-${n}`, { block: false });
    if (job) side.taken.push(job as Job);
  },
  complete: (side, n) => withTaken(side, n, (job) => job.moveToCompleted('ok', job.token as string, false)),
  fail: (side, n) => withTaken(side, n, (job) => job.moveToFailed(new Error('no'), job.token as string, false)),
  handBack: (side, n) => withTaken(side, n, (job) => job.moveToWait(job.token)),
  putOff: (side, n) => withTaken(side, n, (job) => job.moveToDelayed(Date.now() + far + n * 1000, job.token)),
  promote: ({ queue }, n) => withOne(queue, 'delayed', n, (job) => job.promote()),
  promoteAll: ({ queue }) => unlessPrioritized(queue, 'delayed', () => queue.promoteJobs()),
  retry: ({ queue }, n) => withOne(queue, 'failed', n, (job) => job.retry()),
  retryAll: ({ queue }) => unlessPrioritized(queue, 'failed', () => queue.retryJobs()),
  remove: ({ queue }, n) => withOne(queue, 'waiting', n, (job) => job.remove()),
  removeDelayed: ({ queue }, n) => withOne(queue, 'delayed', n, (job) => job.remove()),
  reprioritise: ({ queue }, n) => withOne(queue, 'prioritized', n, (job) => job.changePriority({ priority: n % 4 })),
  pause: ({ queue }) => queue.pause(),
  resume: ({ queue }) => queue.resume(),
  drain: ({ queue }, n) => queue.drain(n % 2 === 0),
  clean: ({ queue }) => queue.clean(0, 1, 'failed'),
};

async function withTaken(side: Side, n: number, act: (job: Job) => Promise<unknown>): Promise<void> {
  const [job] = side.taken.splice(n % Math.max(side.taken.length, 1), 1);
  // Of jobs that ended in one millisecond Redis takes the first by the letters of its id.
  for (const now = Date.now(); Date.now() === now; );
  if (job) await act(job);
}

async function withOne(
  queue: Queue,
  state: 'delayed' | 'failed' | 'waiting' | 'prioritized',
  n: number,
  act: (job: Job) => Promise<unknown>,
) {
  const jobs = (await queue.getJobs([state])).sort((a, b) => a.name.localeCompare(b.name));
  const job = jobs[n % Math.max(jobs.length, 1)];
  if (job) await act(job as Job);
}

/** Moving many at once, Redis forgets their priorities; PostgreSQL and the local queue keep them. */
async function unlessPrioritized(queue: Queue, state: 'delayed' | 'failed', act: () => Promise<unknown>): Promise<void> {
  const jobs = await queue.getJobs([state]);
  if (!jobs.some((job) => job.priority)) await act();
}

/** All that can be seen of a queue: how many are where, in which order, and what became of each. */
async function seen({ queue }: Side): Promise<unknown> {
  const ordered = ['waiting', 'prioritized', 'active', 'delayed'] as const;
  const names = await Promise.all(ordered.map(async (state) => (await queue.getJobs([state], 0, -1, true)).map((job) => job.name)));
  const finished = await queue.getJobs(['completed', 'failed']);
  return {
    counts: await queue.getJobCounts(),
    waiting: names[0],
    prioritized: names[1],
    active: names[2]?.sort(),
    delayed: names[3],
    finished: finished.map(({ name, attemptsMade, failedReason }) => `${name} ${attemptsMade} ${failedReason ?? ''}`).sort(),
  };
}

async function openSide(open: OpenQueue): Promise<Side> {
  const name = `like-${v7()}`;
  const worker = open.worker(name, null, { autorun: false });
  return { open, queue: open.queue(name), worker, taken: [] };
}

if (testableKinds.includes('redis')) {
  describe('local queue', function () {
    this.timeout(120_000);

    it('is to the eye what Redis is, under any sequence of steps', async () => {
      const opened = [await openQueue({ kind: 'local' }), await openQueue(await queueConfig('redis'))];
      const step = fc.record({ what: fc.constantFrom(...Object.keys(steps)), n: fc.nat(11) });
      const compare = async (sequence: Step[]): Promise<void> => {
        const [local, redis] = (await Promise.all(opened.map(openSide))) as [Side, Side];
        for (const [i, { what, n }] of sequence.entries()) {
          for (const side of [local, redis]) await steps[what]?.(side, n, `j${i}`);
          expect(await seen(local), `after ${what} ${n}, step ${i}`).to.deep.equal(await seen(redis));
        }
        await Promise.all([local, redis].map(({ queue }) => queue.obliterate({ force: true })));
        await Promise.all([local, redis].flatMap(({ worker, queue }) => [worker.close(), queue.close()]));
      };
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), compare), { numRuns: 25, endOnFailure: false });
      await Promise.all(opened.map((open) => open.close()));
    });
  });
}
