import { expect } from 'chai';
import { freshDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { remembered } from './remember.ts';

describe('what is remembered', () => {
  it('is read once, until anything is committed', async () => {
    const db = await freshDatabase();
    let reads = 0;
    const read = () => remembered(db, 'k', async () => (reads += 1));
    expect([await read(), await read()]).to.deep.equal([1, 1]);
    await transact({ db }, async () => {});
    expect([await read(), await read()]).to.deep.equal([2, 2]);
    await db.close();
  });

  it('is not what a commit overtook while it was read', async () => {
    const db = await freshDatabase();
    const old = remembered(db, 'k', async () => {
      await transact({ db }, async () => {});
      return 'old';
    });
    expect(await old).to.equal('old');
    expect(await remembered(db, 'k', async () => 'new')).to.equal('new');
    await db.close();
  });
});
