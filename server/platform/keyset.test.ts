import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { afterCursor, type SortColumn, toPage } from './keyset.ts';

interface Row {
  id: string;
  job: string;
  runAt: Date;
}

eachDatabase('keyset paging', (db) => {
  const order: SortColumn[] = [
    { column: 'job', direction: 'desc' },
    { column: 'runAt', direction: 'asc' },
    { column: 'id', direction: 'asc' },
  ];

  const readAll = async (limit: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const query = afterCursor(
        db()
          .sql('outbox')
          .select('*')
          .limit(limit + 1),
        order,
        cursor,
      );
      const page = toPage((await query) as Row[], limit, (row) => [row.job, row.runAt, row.id]);
      ids.push(...page.items.map(({ id }) => id));
      if (!page.nextCursor) return ids;
      cursor = page.nextCursor;
    }
  };

  it('reads every row once, in order, whatever the page size and the ties', async () => {
    const rows = fc.array(fc.record({ job: fc.constantFrom('a', 'b', 'é'), ms: fc.integer({ min: 0, max: 3 }) }), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (specs, limit) => {
        const made = specs.map(({ job, ms }, i) => ({
          id: String(i).padStart(3, '0'),
          job,
          payloadJson: '{}',
          runAt: new Date(ms),
          createdAt: new Date(0),
        }));
        await transact({ db: db() }, async (tx) => {
          await tx.db.sql('outbox').delete();
          if (made.length > 0) await tx.db.sql('outbox').insert(made);
        });
        const all = await readAll(1000);
        expect(await readAll(limit)).to.deep.equal(all);
        expect(new Set(all).size).to.equal(made.length);
      }),
      { numRuns: 25 },
    );
  });
});
