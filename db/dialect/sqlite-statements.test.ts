import { expect } from 'chai';
import { type OpenDatabase, openDatabase } from '../connection.ts';
import { freshSqlitePath } from '../testing.ts';
import { transact } from '../transaction.ts';

describe('kept statements of SQLite', () => {
  let db: OpenDatabase;
  before(async () => {
    db = openDatabase({ client: 'sqlite', path: await freshSqlitePath() });
  });
  after(() => db.close());

  const row = (id: string) => ({ id, job: 'x', payloadJson: '{}', runAt: new Date(0), createdAt: new Date(0) });

  it('count the changes of each use, also of uses at the same time', async () => {
    await transact({ db }, async ({ db: { sql } }) => {
      await Promise.all(Array.from({ length: 20 }, (_, i) => sql('outbox').insert(row(String(i)))));
      const deleted = await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          sql('outbox')
            .where({ id: String(i) })
            .delete(),
        ),
      );
      expect(deleted).to.deep.equal(Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 0)));
    });
  });

  it('go on after an error, and say each error to whom it belongs', async () => {
    const insert = () =>
      transact({ db }, ({ db: { sql } }) =>
        sql('outbox')
          .insert(row('twice'))
          .then(() => 'kept'),
      );
    expect(await insert()).to.equal('kept');
    for (let i = 0; i < 3; i += 1) expect(await insert().catch((error) => error.code)).to.equal('SQLITE_CONSTRAINT');
    expect(await db.sql('outbox').where({ id: 'twice' })).to.have.length(1);
    for (let i = 0; i < 2; i += 1) {
      const message = await db.sql.raw('select * from nowhere').catch((error) => error.message);
      expect(message).to.include('no such table');
    }
  });

  it('see a table that changed since', async () => {
    const read = () => db.writer.raw('select * from changing');
    await db.writer.raw('create table changing (a)');
    await db.writer.raw('insert into changing values (1)');
    expect(await read()).to.deep.equal([{ a: 1 }]);
    await db.writer.raw('alter table changing add column b default 2');
    expect(await read()).to.deep.equal([{ a: 1, b: 2 }]);
  });

  it('are as many as one likes, and let the connection close', async () => {
    for (let i = 0; i < 500; i += 1) await db.sql.raw(`select ${i} as n`);
    expect(await db.sql.raw('select 7 as n')).to.deep.equal([{ n: 7 }]);
  });
});
