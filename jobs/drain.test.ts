import { expect } from 'chai';
import { findOutboxRow } from '../db/outbox.ts';
import { eachDatabase } from '../db/testing.ts';
import { transact } from '../db/transaction.ts';
import { testContext } from '../server/testing.ts';
import { drainOutbox, fastForward } from './drain.ts';
import type { Handlers } from './handlers.ts';
import { jobsWithoutHandler } from './handlers.ts';
import { arm, ledgerHandlers, ledgerOf, makeLedger, rowsLeft, writeLedger } from './testing.ts';

eachDatabase('outbox without a queue', (db) => {
  beforeEach(async () => {
    await transact({ db: db() }, async (tx) => void (await tx.db.sql('outbox').delete()));
    await makeLedger(db().writer);
  });

  it('runs what is due in its order, and what that asked for', async () => {
    const ctx = testContext(db());
    const chained: Partial<Handlers> = {
      'escalation.step': async (outer, payload, rowId, signal) => {
        await writeLedger(outer, payload, rowId, signal);
        if (payload.incidentId === 'first') await arm(outer, 'asked by first');
      },
    };
    await arm(ctx, 'second', new Date(ctx.clock().getTime() - 10));
    await arm(ctx, 'first', new Date(ctx.clock().getTime() - 20));
    await arm(ctx, 'not yet', new Date(ctx.clock().getTime() + 1));
    const ran = await drainOutbox(ctx, { handlers: chained });
    expect(ran.map(({ payload }) => payload['incidentId'])).to.deep.equal(['first', 'second', 'asked by first']);
    expect(await rowsLeft(ctx)).to.equal(1);
  });

  it('moves the clock from one due instant to the next and wakes sweeps between', async () => {
    const ctx = testContext(db());
    const swept: string[] = [];
    const sweeps = [{ name: 'note', run: async () => void swept.push(ctx.clock().toISOString()) }];
    await arm(ctx, 'a', new Date('2026-11-20T15:46:30.500Z'));
    await arm(ctx, 'b', new Date('2026-11-20T15:48:00.000Z'));
    const ran = await fastForward(ctx, '2026-11-20T15:48:10.000Z', { handlers: ledgerHandlers, sweeps });
    expect(ran.map(({ ranAt }) => ranAt.toISOString())).to.deep.equal(['2026-11-20T15:46:30.500Z', '2026-11-20T15:48:00.000Z']);
    expect(swept).to.deep.equal(['2026-11-20T15:46:00.000Z', '2026-11-20T15:47:00.000Z', '2026-11-20T15:48:00.000Z']);
    expect(ctx.clock().toISOString()).to.equal('2026-11-20T15:48:10.000Z');
    expect(await ledgerOf(ctx)).to.have.members(['a', 'b']);
  });

  it('shows a failing handler, or keeps its row as the queue would', async () => {
    const ctx = testContext(db());
    const handlers: Partial<Handlers> = {
      'escalation.step': async () => {
        throw new Error('boom');
      },
    };
    const id = await arm(ctx, 'x');
    const error = await drainOutbox(ctx, { handlers }).catch((thrown: Error) => thrown);
    expect(error).to.have.property('message', 'boom');
    await drainOutbox(ctx, { handlers, postponesFailures: true });
    const row = await findOutboxRow(ctx.db.sql, id);
    expect(row).to.deep.include({ round: 1, lastError: 'Error: boom', runAt: new Date(ctx.clock().getTime() + 60_000) });
  });

  it('names handlers that are missing', () => {
    expect(jobsWithoutHandler(ledgerHandlers)).to.include('backup.run').and.not.include('escalation.step');
  });
});
