import { expect } from 'chai';
import { cancel, complete, enqueue, type OutboxTouch } from '../db/outbox.ts';
import { eachDatabase } from '../db/testing.ts';
import { transact } from '../db/transaction.ts';
import { type TestContext, testContext } from '../server/testing.ts';
import { openLane } from './lane.ts';
import { outageLog } from './outage-log.ts';
import type { Queue } from './queue/open-queue.ts';

const later = (ctx: TestContext, ms: number): Date => new Date(ctx.clock().getTime() + ms);

eachDatabase('lane of the relay', (db) => {
  let ctx: TestContext;
  let heard: OutboxTouch[];
  const hear = (touch: OutboxTouch): void => void heard.push(touch);

  beforeEach(() => {
    ctx = testContext(db());
    heard = [];
    db().outboxListeners.add(hear);
  });
  afterEach(async () => {
    db().outboxListeners.delete(hear);
    await transact(ctx, (tx) => tx.db.sql('outbox').delete());
  });

  const lane = (mostInFlight = 1000) => {
    const queue = { addBulk: async () => [], getJob: async () => undefined } as unknown as Queue;
    const outage = outageLog(ctx.log, 'nothing');
    const rest = { isLong: false, pollMs: 500, recheckMs: 5000, patienceMs: 1000, outages: { database: outage, queue: outage } };
    return openLane(ctx, { queue, jobs: { only: ['escalation.step'] }, mostInFlight, ...rest });
  };
  const ask = (job: string, inMs: number) =>
    transact(ctx, (tx) => enqueue(tx.db.sql, { job, payload: {}, runAt: later(ctx, inMs), now: ctx.clock() }));

  it('hears nothing of transactions that leave the outbox alone, or were undone', async () => {
    await transact(ctx, async (tx) => void (await tx.db.sql('people').select('id').limit(1)));
    await transact(ctx, async (tx) => {
      await enqueue(tx.db.sql, { job: 'escalation.step', payload: {}, runAt: ctx.clock(), now: ctx.clock() });
      throw new Error('undone');
    }).catch(() => {});
    await transact(ctx, (tx) => cancel(tx.db.sql, 'nothing'));
    expect(heard).to.deep.equal([]);
  });

  it('is concerned by its own work that is due before the next look, and by no other', async () => {
    await ask('escalation.step', 400);
    await ask('escalation.step', 60_000);
    await ask('backup.run', 0);
    expect(heard.map((touch) => lane().concerns(touch))).to.deep.equal([true, false, false]);
  });

  it('is concerned by what gets done while rows wait for room, a quarter of it at a time', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) ids.push(await ask('escalation.step', 0));
    const narrow = lane(8);
    await narrow.look();
    heard = [];
    for (const id of ids.slice(0, 2)) await transact(ctx, (tx) => complete(tx.db.sql, id));
    expect(heard.map((touch) => narrow.concerns(touch))).to.deep.equal([false, true]);
    const wide = lane();
    await wide.look();
    expect(wide.concerns(heard[0] as OutboxTouch)).to.equal(false);
  });
});
