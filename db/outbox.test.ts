import { expect } from 'chai';
import { nextNumber } from './counters.ts';
import { cancel, complete, dueRows, enqueue, findOutboxRow, nextDueAt, pushForward } from './outbox.ts';
import { eachDatabase } from './testing.ts';
import { transact } from './transaction.ts';

const now = new Date('2026-11-20T15:45:00.123Z');
const later = new Date('2026-11-20T16:00:00.000Z');

eachDatabase('outbox', (db) => {
  beforeEach(() => transact({ db: db() }, async (tx) => void (await tx.db.sql('outbox').delete())));

  it('keeps work until the transaction that records it', async () => {
    const id = await transact({ db: db() }, (tx) => enqueue(tx.db.sql, { job: 'x', payload: { a: 'é' }, runAt: now, now }));
    const [row] = await dueRows(db().sql, now, 10);
    expect(row).to.deep.include({ id, job: 'x', payload: { a: 'é' }, runAt: now });
    const twice = await transact({ db: db() }, async (tx) => [await complete(tx.db.sql, id), await complete(tx.db.sql, id)]);
    expect(twice).to.deep.equal([true, false]);
    expect(await findOutboxRow(db().sql, id)).to.equal(null);
  });

  it('gives a rescheduled key a new id, so that an old offer finds nothing', async () => {
    const first = await transact({ db: db() }, (tx) => enqueue(tx.db.sql, { job: 'x', payload: {}, runAt: now, now, key: 'k' }));
    await transact({ db: db() }, (tx) => enqueue(tx.db.sql, { job: 'x', payload: {}, runAt: later, now, key: 'k' }));
    expect(await findOutboxRow(db().sql, first)).to.equal(null);
    expect(await nextDueAt(db().sql)).to.deep.equal(later);
    expect(await dueRows(db().sql, now, 10)).to.have.length(0);
    expect(await transact({ db: db() }, (tx) => cancel(tx.db.sql, 'k'))).to.equal(true);
    expect(await nextDueAt(db().sql)).to.equal(null);
  });

  it('loses nothing and keeps nothing of a transaction that failed', async () => {
    const effects: string[] = [];
    const failing = transact({ db: db() }, async (tx) => {
      await enqueue(tx.db.sql, { job: 'x', payload: {}, runAt: now, now });
      tx.db.afterCommit(() => effects.push('published'));
      throw new Error('no');
    });
    await failing.then(
      () => expect.fail(),
      (error) => expect(error.message).to.equal('no'),
    );
    expect(await dueRows(db().sql, later, 10)).to.have.length(0);
    expect(effects).to.deep.equal([]);
  });

  it('pushes poison forward and counts the rounds', async () => {
    const id = await transact({ db: db() }, (tx) => enqueue(tx.db.sql, { job: 'x', payload: {}, runAt: now, now }));
    await transact({ db: db() }, (tx) => pushForward(tx.db.sql, id, later, 'boom'));
    expect(await findOutboxRow(db().sql, id)).to.deep.include({ round: 1, lastError: 'boom', runAt: later });
  });

  it('numbers without gap or double under 50 parallel transactions', async () => {
    const numbers = await Promise.all(Array.from({ length: 50 }, () => transact({ db: db() }, (tx) => nextNumber(tx.db.sql, 'incident'))));
    expect(numbers.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 50 }, (_, i) => i + 1));
  });
});
