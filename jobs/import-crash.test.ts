import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openDatabase } from '../db/connection.ts';
import { freshSqlitePath } from '../db/testing.ts';
import { readImport } from '../server/asset-imports/import-assets.ts';
import { importQuery } from '../server/asset-imports/import-schemas.ts';
import { startImport } from '../server/asset-imports/start-import.ts';
import { undoImport } from '../server/asset-imports/undo-import.ts';
import { makeCast, testContext } from '../server/testing.ts';
import type { JobsOptions } from './main.ts';
import { eventually } from './testing.ts';

const fixture = fileURLToPath(new URL('./crash.fixture.ts', import.meta.url));
const total = 6000;

describe('an import whose process is killed', function () {
  this.timeout(240_000);
  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  it('goes on after every kill -9, takes each row once, and is taken back as whole', async () => {
    const config: JobsOptions['config'] = { database: { client: 'sqlite', path: await freshSqlitePath() }, queue: { kind: 'local' } };
    const db = openDatabase(config.database);
    const ctx = testContext(db);
    const { carla } = await makeCast(ctx);
    const list = ['Name,Serial', ...Array.from({ length: total }, (_, i) => `Machine ${i},SER${i}`)].join('\r');
    const bytes = new TextEncoder().encode(list);
    const options = importQuery.parse({});
    const { id } = await startImport(ctx, carla, bytes, await readImport(ctx, carla, bytes, options), options);
    const stateOf = async () => db.sql('assetImports').where({ id }).first();
    /** Lets a process work until it has done something more, kills it in the middle, and again while it is in this state. */
    const killWhile = async (state: string, done: (at: { position: number; undone: number }) => number): Promise<number> => {
      let kills = 0;
      while ((await stateOf()).state === state) {
        const before = done(await stateOf());
        const child = spawn(process.execPath, ['--import', 'tsx', fixture, JSON.stringify(config), 'real'], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        children.add(child);
        const [said] = await once(child.stdout!, 'data');
        expect(String(said).trim()).to.equal('ready');
        const wanted = before + 700 + Math.floor(Math.random() * 900);
        await eventually('some were done', async () => {
          const at = await stateOf();
          return done(at) >= wanted || at.state !== state;
        });
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
        kills += 1;
      }
      return kills;
    };

    expect(await killWhile('running', ({ position }) => position)).to.be.above(1);
    expect(await stateOf()).to.deep.include({ state: 'done', position: total, created: total, rejected: 0 });
    const counted = async (table: string, where: object) => Number((await db.sql(table).where(where).count({ n: '*' }))[0]?.n);
    expect(await counted('assets', {})).to.equal(total);
    expect(await counted('importRows', { importId: id })).to.equal(total);
    expect(await counted('assetEvents', { kind: 'registered' })).to.equal(total);
    const tags: string[] = (await db.sql('assets').select('tag').orderBy('tagOrder')).map(({ tag }: { tag: string }) => tag);
    expect([tags[0], tags.at(-1)]).to.deep.equal(['AST-00001', 'AST-06000']);

    await undoImport(ctx, carla, id);
    expect(await killWhile('undoing', ({ undone }) => undone)).to.be.above(1);
    expect(await stateOf()).to.deep.include({ state: 'undone', undone: total, kept: 0 });
    expect(await counted('assets', {})).to.equal(0);
    await db.close();
  });
});
