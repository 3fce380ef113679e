import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { drainOutbox } from '../../jobs/drain.ts';
import { type Api, type Cast, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { scratchDirectory } from './engines/testing.ts';
import { requestRun } from './request-run.ts';
import { setStage } from './testing-backups.ts';

eachDatabase('the recovery kit', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
  });
  after(() => api.close());

  it('opens every repository with nothing of ours: its commands bring the files back', async () => {
    const password = "it's a secret";
    const kinds = [
      { engine: 'archive' as const, password: undefined },
      ...(process.env['TEST_RESTIC'] ? [{ engine: 'restic' as const, password }] : []),
    ];
    const stages = [];
    for (const kind of kinds) stages.push(await setStage(ctx, cast, { verification: {} }, kind));
    for (const { policy } of stages) await requestRun(ctx, cast.dmitri, policy.id);
    await drainOutbox(ctx);
    const kit = (await (await api.as(cast.dmitri)).post('/backups/recovery-kits')).body;
    for (const stage of stages) {
      const found = kit.items.find(({ repository }: { repository: { id: string } }) => repository.id === stage.repositoryId);
      const { engine } = found.repository;
      expect(found.repository.password).to.equal(engine === 'restic' ? password : null);
      const place = join(scratchDirectory(), 'restore');
      const script = found.protects[0].commands.join('\n').replaceAll('/restore', place);
      if (engine === 'restic') mkdirSync(place);
      // The password, which a person types, comes from a variable here.
      execFileSync('sh', ['-ec', script], {
        env: { ...process.env, RESTIC_PASSWORD: password, RESTIC_CACHE_DIR: join(place, '..', 'cache') },
        stdio: 'pipe',
      });
      const root = engine === 'restic' ? place : join(place, 'data');
      expect(readFileSync(join(root, stage.source, 'file 3'), 'utf8')).to.equal('content 3 '.repeat(1000));
    }
  }).timeout(60_000);

  it('is for administrators alone, and every look is in the audit log', async () => {
    expect((await (await api.as(cast.carla)).post('/backups/recovery-kits')).status).to.equal(403);
    const dmitri = await api.as(cast.dmitri);
    expect((await dmitri.post('/backups/recovery-kits')).status).to.equal(200);
    const events = (await dmitri.get('/audit-events?limit=5')).body.items;
    expect(events.map(({ action }: { action: string }) => action)).to.include('recoveryKit.show');
  });
});
