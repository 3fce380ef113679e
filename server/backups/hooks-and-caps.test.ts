import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { drainOutbox } from '../../jobs/drain.ts';
import { changeAsset } from '../assets/change-asset.ts';
import { findOpenIncidentByKey } from '../incidents/incident-queries.ts';
import { addLocation } from '../people/save-location.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { isCapped } from './caps.ts';
import { scratchDirectory } from './engines/testing.ts';
import { requestRun } from './request-run.ts';
import { findRun } from './run-store.ts';
import { type Stage, setStage } from './testing-backups.ts';

eachDatabase('programs around a backup, and how many run at once', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let dmitri: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    dmitri = await api.as(cast.dmitri);
  });
  after(() => api.close());

  /** A program that writes down how it was called, and ends as told. */
  const program = (code: number, says = ''): { argv: string[]; calls: () => string[] } => {
    const folder = scratchDirectory();
    const script = join(folder, 'hook');
    const log = join(folder, 'log');
    writeFileSync(script, `#!/bin/sh\necho "$COULISSE_STATUS $COULISSE_POLICY $1" >> ${log}\necho "${says}" >&2\nexit ${code}\n`);
    chmodSync(script, 0o755);
    return { argv: [script, "it's $(one) argument"], calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []) };
  };
  const runOf = async ({ policy }: Stage) => {
    ctx.clock.advance(60_000);
    const { id } = await requestRun(ctx, cast.dmitri, policy.id);
    await drainOutbox(ctx);
    return (await dmitri.get(`/backups/runs/${id}`)).body;
  };
  const incidentOf = ({ assetId, policy }: Stage) => findOpenIncidentByKey(ctx.db.sql, `backup:${assetId}:${policy.id}:run`);

  it('runs the one before and the one after, and says how it went', async () => {
    const [before, after] = [program(0), program(0)];
    const stage = await setStage(ctx, cast, { verification: {}, hooks: { before: { argv: before.argv }, after: { argv: after.argv } } });
    expect((await runOf(stage)).status).to.equal('succeeded');
    const said = `${stage.policy.name} it's $(one) argument`;
    expect([before.calls(), after.calls()]).to.deep.equal([[`before ${said}`], [`succeeded ${said}`]]);
    expect(await incidentOf(stage)).to.equal(null);
  }).timeout(20_000);

  it('skips the run on 75 without a word to anybody, and the ledger says why', async () => {
    const stage = await setStage(ctx, cast, {
      verification: {},
      hooks: { before: { argv: program(75, 'the month is being closed').argv } },
    });
    const run = await runOf(stage);
    expect([run.status, run.failureClass, run.recoveryPointId]).to.deep.equal(['cancelled', 'hook_softskip', null]);
    expect(run.failureMessage).to.include('the month is being closed');
    expect(await incidentOf(stage)).to.equal(null);
  }).timeout(20_000);

  it('fails before anything is read when the one before fails, and still lets the one after start things again', async () => {
    const stage = await setStage(ctx, cast, { verification: {}, hooks: { before: { argv: program(3, 'cannot stop it').argv } } });
    const run = await runOf(stage);
    expect([run.status, run.failureClass]).to.deep.equal(['failed', 'hook_failed']);
    expect(run.failureMessage).to.match(/ended with 3: cannot stop it/);
    expect(await incidentOf(stage)).not.to.equal(null);
    const after = program(0);
    const broken = await setStage(ctx, cast, {
      verification: {},
      source: { type: 'command', argv: ['false'] },
      hooks: { after: { argv: after.argv } },
    });
    expect((await runOf(broken)).failureClass).to.equal('dump_failed');
    expect(after.calls()[0]).to.match(/^failed /);
  }).timeout(20_000);

  it('keeps the good point when the one after fails, and opens an incident about what may still be stopped', async () => {
    const stage = await setStage(ctx, cast, { verification: {}, hooks: { after: { argv: program(1, 'did not start').argv } } });
    const run = await runOf(stage);
    expect([run.status, typeof run.recoveryPointId]).to.deep.equal(['succeeded', 'string']);
    expect((await incidentOf(stage))?.title).to.include('A program that belongs to the backup failed');
  }).timeout(20_000);

  it('ends a program that takes too long', async () => {
    const hooks = { before: { argv: ['sleep', '30'], timeout: 'PT1S' } };
    const run = await runOf(await setStage(ctx, cast, { verification: {}, hooks }));
    expect([run.failureClass, run.failureMessage]).to.deep.equal(['hook_failed', 'sleep took longer than PT1S']);
  }).timeout(20_000);

  it('lets no more run at once than the caps say: overall, on a server, in a repository, at a site with what lies in it', async () => {
    const [one, other] = [await setStage(ctx, cast, { verification: {} }), await setStage(ctx, cast, { verification: {} })];
    const site = await addLocation(ctx, { name: 'Lyon', parentId: null, address: null, timeZone: 'UTC' } as never);
    const room = await addLocation(ctx, { name: 'Room', parentId: site.id, address: null, timeZone: 'UTC' } as never);
    await changeAsset(ctx, cast.dmitri, one.assetId, { locationId: room.id }, null);
    await changeAsset(ctx, cast.dmitri, other.assetId, { locationId: site.id }, null);
    const [running, waiting] = [await requestRun(ctx, cast.dmitri, one.policy.id), await requestRun(ctx, cast.dmitri, other.policy.id)];
    await transact(
      ctx,
      async (tx) =>
        void (await tx.db
          .sql('backupRuns')
          .where({ id: running.id })
          .update({ status: 'running', startedAt: tx.clock(), heartbeatAt: tx.clock() })),
    );
    const isWaiting = async (...items: object[]): Promise<boolean> => {
      const saved = await dmitri.put('/backups/caps', { items });
      expect(saved.status, JSON.stringify(saved.body)).to.equal(200);
      return transact(ctx, async (tx) => isCapped(tx, (await findRun(tx.db.sql, waiting.id))!));
    };
    expect(await isWaiting()).to.equal(false);
    expect(await isWaiting({ scope: 'overall', maxRuns: 1 })).to.equal(true);
    expect(await isWaiting({ scope: 'overall', maxRuns: 2 })).to.equal(false);
    expect(await isWaiting({ scope: 'host', maxRuns: 1 })).to.equal(false);
    expect(await isWaiting({ scope: 'repository', subjectId: other.repositoryId, maxRuns: 1 })).to.equal(false);
    expect(await isWaiting({ scope: 'site', subjectId: room.id, maxRuns: 1 })).to.equal(false);
    expect(await isWaiting({ scope: 'site', subjectId: site.id, maxRuns: 1 })).to.equal(true);
    expect(
      (await dmitri.put('/backups/caps', { items: [{ scope: 'site', subjectId: 'nowhere', maxRuns: 1 }] })).body.errors[0].pointer,
    ).to.equal('/items/0/subjectId');
    expect((await dmitri.put('/backups/caps', { items: [{ scope: 'host', maxRuns: 0 }] })).status).to.equal(422);
    await dmitri.put('/backups/caps', { items: [] });
  }).timeout(20_000);
});
