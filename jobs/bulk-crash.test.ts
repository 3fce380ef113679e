import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openDatabase } from '../db/connection.ts';
import { freshSqlitePath } from '../db/testing.ts';
import { newBulkChange } from '../server/incidents/bulk-schemas.ts';
import { startBulkChange } from '../server/incidents/start-bulk-change.ts';
import { file } from '../server/incidents/testing-incidents.ts';
import { makeCast, testContext } from '../server/testing.ts';
import type { JobsOptions } from './main.ts';
import { eventually } from './testing.ts';

const fixture = fileURLToPath(new URL('./crash.fixture.ts', import.meta.url));
const total = 45;

describe('a change of many incidents whose process is killed', function () {
  this.timeout(240_000);
  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  it('goes on after every kill -9, and does each incident once', async () => {
    const config: JobsOptions['config'] = { database: { client: 'sqlite', path: await freshSqlitePath() }, queue: { kind: 'local' } };
    const db = openDatabase(config.database);
    const ctx = testContext(db);
    const cast = await makeCast(ctx);
    const incidentIds: string[] = [];
    for (let i = 0; i < total; i += 1) incidentIds.push((await file(ctx, cast.ana)).id);
    // Notices of the filings have nothing to do with this story, and nobody to send them.
    await db.writer('outbox').delete();
    const action = { type: 'comment', body: 'Once', visibility: 'internal' } as const;
    const { id } = await startBulkChange(ctx, cast.ben, newBulkChange.parse({ action, incidentIds }));
    const stateOf = async () => db.sql('bulkChanges').where({ id }).first();
    let kills = 0;
    while ((await stateOf()).state === 'running') {
      const { done } = await stateOf();
      const child = spawn(process.execPath, ['--import', 'tsx', fixture, JSON.stringify(config), 'real'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.add(child);
      const [said] = await once(child.stdout!, 'data');
      expect(String(said).trim()).to.equal('ready');
      await eventually('some were done', async () => (await stateOf()).done > done);
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      kills += 1;
    }
    expect(kills).to.be.above(1);
    expect(await stateOf()).to.deep.include({ state: 'done', done: total, failed: 0 });
    const counted: Array<{ count: number }> = await db
      .sql('incidentComments')
      .where({ body: 'Once' })
      .groupBy('incidentId')
      .count({ count: '*' });
    expect(counted.map(({ count }) => Number(count))).to.deep.equal(incidentIds.map(() => 1));
    await db.close();
  });
});
