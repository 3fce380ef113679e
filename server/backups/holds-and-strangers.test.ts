import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { drainOutbox } from '../../jobs/drain.ts';
import { findOpenIncidentByKey } from '../incidents/incident-queries.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { engineOf } from './engines/engines.ts';
import { orderFor, watching } from './engines/testing.ts';
import { markDoomed, pointsOfPolicy } from './point-store.ts';
import { accessOf } from './repository.ts';
import { findRepository } from './repository-store.ts';
import { requestRun } from './request-run.ts';
import { type Stage, setStage } from './testing-backups.ts';

eachDatabase('what must not go, and what is not ours', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let carla: Client;
  let dmitri: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [carla, dmitri] = (await Promise.all([cast.carla, cast.dmitri].map((actor) => api.as(actor)))) as [Client, Client];
  });
  after(() => api.close());

  const backUp = async ({ policy }: Stage): Promise<string> => {
    ctx.clock.advance(60_000);
    const run = await requestRun(ctx, cast.dmitri, policy.id);
    await drainOutbox(ctx);
    return (await carla.get(`/backups/runs/${run.id}`)).body.recoveryPointId;
  };
  const left = async ({ policy }: Stage): Promise<string[]> => (await pointsOfPolicy(ctx.db.sql, policy.id)).map(({ id }) => id);

  it('a held point outlives its rule, and goes by it once it is let go', async () => {
    const stage = await setStage(ctx, cast, { retention: { keepLast: 1 }, verification: {} });
    const first = await backUp(stage);
    const held = await carla.put(`/backups/recovery-points/${first}/hold`, { reason: 'The auditors ask for it' });
    expect([held.status, held.body.hold.reason, held.body.hold.by.name]).to.deep.equal([200, 'The auditors ask for it', cast.carla.name]);
    const second = await backUp(stage);
    const third = await backUp(stage);
    expect(await left(stage)).to.deep.equal([third, first]);
    expect((await carla.get(`/backups/recovery-points/${second}`)).status).to.equal(404);
    await carla.delete(`/backups/recovery-points/${first}/hold`);
    const fourth = await backUp(stage);
    expect(await left(stage)).to.deep.equal([fourth]);
  }).timeout(30_000);

  it('a hold with an end ends by itself; one in the past, and one by a technician, is refused', async () => {
    const stage = await setStage(ctx, cast, { retention: { keepLast: 1 }, verification: {} });
    const first = await backUp(stage);
    const hold = (until: Date) => carla.put(`/backups/recovery-points/${first}/hold`, { reason: 'Lawsuit', until: until.toISOString() });
    expect((await hold(new Date(ctx.clock().getTime() - 1))).status).to.equal(422);
    expect((await (await api.as(cast.ben)).put(`/backups/recovery-points/${first}/hold`, { reason: 'x' })).status).to.equal(403);
    expect((await hold(new Date(ctx.clock().getTime() + 150_000))).status).to.equal(200);
    await backUp(stage);
    expect(await left(stage)).to.include(first);
    ctx.clock.advance(200_000);
    await backUp(stage);
    expect(await left(stage)).not.to.include(first);
  }).timeout(30_000);

  it('a point whose removal was decided cannot be held any more', async () => {
    const stage = await setStage(ctx, cast, { verification: {} });
    const id = await backUp(stage);
    await transact(ctx, (tx) => markDoomed(tx.db.sql, [id], ctx.clock()));
    expect((await carla.put(`/backups/recovery-points/${id}/hold`, { reason: 'too late' })).status).to.equal(409);
  }).timeout(30_000);

  it('a rule is tried before it is saved: what stays and why, what goes and the room that comes back', async () => {
    const stage = await setStage(ctx, cast, { verification: {} });
    const ids = [await backUp(stage), await backUp(stage), await backUp(stage)];
    const own = (await carla.post(`/backups/policies/${stage.policy.id}/retention-previews`)).body;
    expect(own.goes).to.deep.equal({ points: 0, storedBytes: 0 });
    const tried = (await carla.post(`/backups/policies/${stage.policy.id}/retention-previews`, { retention: { keepLast: 1 } })).body;
    expect(tried.items.map(({ id, reasons }: { id: string; reasons: string[] }) => [id, reasons])).to.deep.equal([
      [ids[2], ['newestGood', 'last']],
      [ids[1], []],
      [ids[0], []],
    ]);
    expect(tried.goes.points).to.equal(2);
    expect(tried.goes.storedBytes).to.be.above(100);
    expect(await left(stage)).to.have.length(3);
  }).timeout(30_000);

  for (const engine of ['archive', 'restic'] as const) {
    if (engine === 'restic' && !process.env['TEST_RESTIC']) continue;
    it(`a stranger in the repository is told once, never counted, and settled by accepting it (${engine})`, async () => {
      const stage = await setStage(
        ctx,
        cast,
        { retention: { keepLast: 1 }, verification: {} },
        { engine, password: 'correct horse battery' },
      );
      await backUp(stage);
      const repository = (await findRepository(ctx.db.sql, stage.repositoryId))!;
      const access = accessOf(ctx.settings, repository);
      const stranger = await engineOf(engine).backup(access, orderFor([stage.source]), watching());
      const foreign = async () => (await carla.get(`/backups/repositories/${stage.repositoryId}/foreign-points`)).body.items;
      expect(await foreign()).to.deep.equal([]);
      await backUp(stage);
      await backUp(stage);
      expect((await foreign()).map(({ ref }: { ref: string }) => ref)).to.deep.equal([stranger.ref]);
      expect((await carla.get(`/backups/repositories/${stage.repositoryId}`)).body.foreignPoints).to.equal(1);
      const key = `backup:${stage.assetId}:${stage.policy.id}:foreign`;
      const incident = (await findOpenIncidentByKey(ctx.db.sql, key))!;
      const comments = (await carla.get(`/incidents/${incident.id}/timeline?only=comments`)).body.items;
      expect(comments).to.deep.equal([]);
      expect((await engineOf(engine).list(access)).map(({ ref }) => ref)).to.include(stranger.ref);
      const path = `/backups/repositories/${stage.repositoryId}/foreign-points/${stranger.ref}/acceptance`;
      expect((await carla.put(path)).status).to.equal(403);
      expect((await dmitri.put(path)).status).to.equal(200);
      expect(await findOpenIncidentByKey(ctx.db.sql, key)).to.equal(null);
      await backUp(stage);
      expect(await findOpenIncidentByKey(ctx.db.sql, key)).to.equal(null);
    }).timeout(60_000);
  }
});
