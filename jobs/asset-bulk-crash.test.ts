import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openDatabase } from '../db/connection.ts';
import { freshSqlitePath } from '../db/testing.ts';
import { newBulkChange } from '../server/assets/bulk/bulk-schemas.ts';
import { startBulkChange } from '../server/assets/bulk/start-bulk-change.ts';
import { registerAsset } from '../server/assets/register-asset.ts';
import { makeCast, testContext } from '../server/testing.ts';
import type { JobsOptions } from './main.ts';
import { eventually } from './testing.ts';

const fixture = fileURLToPath(new URL('./crash.fixture.ts', import.meta.url));
const total = 65;

describe('a change of many assets whose process is killed', function () {
  this.timeout(240_000);
  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  it('goes on after every kill -9, and does each asset once', async () => {
    const config: JobsOptions['config'] = { database: { client: 'sqlite', path: await freshSqlitePath() }, queue: { kind: 'local' } };
    const db = openDatabase(config.database);
    const ctx = testContext(db);
    const cast = await makeCast(ctx);
    const assetIds: string[] = [];
    for (let n = 0; n < total; n += 1) assetIds.push((await registerAsset(ctx, cast.ben, { kind: 'computer', name: `PC ${n}` })).id);
    await db.writer('outbox').delete();
    const action = { type: 'edit', fields: { notes: 'Once' } } as const;
    const { id } = await startBulkChange(ctx, cast.ben, newBulkChange.parse({ action, assetIds }));
    const stateOf = async () => db.sql('assetBulkChanges').where({ id }).first();
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
    const versions: Array<{ version: number }> = await db.sql('assets').select('version').where({ notes: 'Once' });
    expect(versions.map(({ version }) => version)).to.deep.equal(assetIds.map(() => 2));
    await db.close();
  });
});
