import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { transact } from '../db/transaction.ts';
import { describeTree, scratchDirectory } from '../server/backups/engines/testing.ts';
import { executeRun } from '../server/backups/execute-run.ts';
import { planVerifications } from '../server/backups/plan-verifications.ts';
import { cancelRun, requestRun } from '../server/backups/request-run.ts';
import { requestRestore } from '../server/backups/restore-point.ts';
import { findRun } from '../server/backups/run-store.ts';
import { changePolicy, pausePolicy, retirePolicy } from '../server/backups/save-policy.ts';
import { rearmLostWork } from '../server/backups/sweep-backups.ts';
import { type Stage, setStage } from '../server/backups/testing-backups.ts';
import { findRestore } from '../server/backups/verification-store.ts';
import { requestVerification } from '../server/backups/verify-point.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../server/testing.ts';
import { drainOutbox, fastForward } from './drain.ts';
import { sweeps } from './sweeps.ts';

const backupSweeps = sweeps.filter((sweep) => /backup|verification/.test(sweep.name));

eachDatabase('backups across time', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });
  beforeEach(async function () {
    this.timeout(60_000);
    ctx.clock.set('2026-11-20T15:45:00Z');
    const { sql } = ctx.db;
    const policies: Array<{ id: string }> = await sql('backupPolicies').whereNull('retiredAt').select('id');
    for (const { id } of policies) await retirePolicy(ctx, cast.dmitri, id, null);
    await transact(ctx, async (tx) => void (await tx.db.sql('outbox').delete()));
  });

  const forward = (to: string) => fastForward(ctx, to, { sweeps: backupSweeps, sweepEveryMs: 300_000 });
  /** Lives through the quarter of an hour around the due time of each of these nights; between them nothing happens. */
  const nights = async (...days: string[]) => {
    const ran: Awaited<ReturnType<typeof fastForward>> = [];
    for (const day of days) {
      ctx.clock.set(`${day}T01:24:00Z`);
      ran.push(...(await forward(`${day}T01:41:00Z`)));
    }
    return ran;
  };
  const runsOf = (stage: Stage) => ctx.db.sql('backupRuns').where({ policyId: stage.policy.id }).orderBy(['dueAt', 'id']);
  const ledgerOf = (stage: Stage) => ctx.db.sql('backupExpectations').where({ policyId: stage.policy.id }).orderBy('dueAt');
  const pointsOf = (stage: Stage) => ctx.db.sql('recoveryPoints').where({ policyId: stage.policy.id }).orderBy('takenAt');
  const incidentsOf = (stage: Stage) => ctx.db.sql('incidents').where({ assetId: stage.assetId }).orderBy('openedAt');
  const quiet = { verification: {}, retention: { keepLast: 3 } };

  it('runs at its due time in its zone, once, and knows it', async () => {
    const stage = await setStage(ctx, cast, quiet);
    expect((await ledgerOf(stage)).map((row) => row.dueAt.toISOString()))
      .to.have.length(7)
      .and.include('2026-11-21T01:30:00.000Z');
    const ran = await nights('2026-11-21');
    expect(ran.filter((row) => row.job === 'backup.run').map((row) => row.ranAt.toISOString())).to.deep.equal(['2026-11-21T01:30:00.000Z']);
    const [run] = await runsOf(stage);
    expect(run).to.include({ status: 'succeeded', files: 5, attempt: 1 });
    const [point] = await pointsOf(stage);
    expect(point).to.include({ runId: run.id, isGood: true });
    expect((await ledgerOf(stage))[0]).to.include({ state: 'succeeded', runId: run.id });
    expect(await incidentsOf(stage)).to.have.length(0);
  }).timeout(120_000);

  it('opens one incident for a source that is gone, repeats nothing, and resolves it with proof', async () => {
    const stage = await setStage(ctx, cast, quiet);
    renameSync(stage.source, `${stage.source}.away`);
    await nights('2026-11-21', '2026-11-22');
    expect((await runsOf(stage)).map((run) => [run.status, run.failureClass])).to.deep.equal([
      ['failed', 'source_missing'],
      ['failed', 'source_missing'],
    ]);
    const [incident, ...others] = await incidentsOf(stage);
    expect(others).to.have.length(0);
    expect(incident).to.include({ status: 'new', sourceType: 'backup', impact: 'high' });
    expect(await ctx.db.sql('incidentComments').where({ incidentId: incident.id })).to.have.length(1);
    renameSync(`${stage.source}.away`, stage.source);
    await nights('2026-11-23');
    const [resolved] = await incidentsOf(stage);
    expect(resolved).to.include({ status: 'resolved', resolutionCode: 'fixed' });
    expect(resolved.resolutionNote).to.include((await pointsOf(stage))[0].id);
  }).timeout(120_000);

  it('makes up once for what a sleep of three days missed, and says so', async () => {
    const stage = await setStage(ctx, cast, quiet);
    ctx.clock.set('2026-11-23T11:59:00Z');
    await forward('2026-11-23T12:01:00Z');
    expect((await ledgerOf(stage)).slice(0, 4).map((row) => row.state)).to.deep.equal(['skipped', 'skipped', 'missed', 'planned']);
    expect((await runsOf(stage)).map((run) => [run.origin, run.status])).to.deep.equal([['catch_up', 'succeeded']]);
    const incidents = await incidentsOf(stage);
    expect(incidents.map((incident) => incident.status)).to.deep.equal(['resolved']);
    expect(incidents[0].title).to.include('missed');
  }).timeout(120_000);

  it('marks a run late that the queue brings after its time', async () => {
    const stage = await setStage(ctx, cast, quiet);
    ctx.clock.set('2026-11-21T01:24:00Z');
    await forward('2026-11-21T01:29:00Z');
    expect((await runsOf(stage)).map((run) => run.status)).to.deep.equal(['planned']);
    ctx.clock.set('2026-11-21T04:00:00Z');
    await drainOutbox(ctx);
    expect((await ledgerOf(stage))[0].state).to.equal('missed');
    expect((await runsOf(stage)).map((run) => [run.origin, run.status])).to.deep.equal([['catch_up', 'succeeded']]);
  }).timeout(120_000);

  it('rests while it is paused, with its reason, and wakes at the end of the pause', async () => {
    const stage = await setStage(ctx, cast, quiet);
    await pausePolicy(ctx, cast.carla, stage.policy.id, { until: new Date('2026-11-22T12:00:00Z'), reason: 'moving house' });
    await nights('2026-11-21', '2026-11-22', '2026-11-23');
    const ledger = await ledgerOf(stage);
    expect(ledger.slice(0, 3).map((row) => row.state)).to.deep.equal(['skipped', 'skipped', 'succeeded']);
    expect(ledger[0].reason).to.include('moving house');
    expect(await incidentsOf(stage)).to.have.length(0);
  }).timeout(120_000);

  it('plans anew when the schedule changes and keeps what was', async () => {
    const stage = await setStage(ctx, cast, quiet);
    await nights('2026-11-21');
    await changePolicy(ctx, cast.dmitri, stage.policy.id, { schedule: { cron: '0 12 * * 1', timeZone: 'Asia/Tokyo' } }, 1);
    expect((await ledgerOf(stage)).map((row) => [row.state, row.dueAt.toISOString()])).to.deep.equal([
      ['succeeded', '2026-11-21T01:30:00.000Z'],
      ['planned', '2026-11-23T03:00:00.000Z'],
    ]);
  }).timeout(120_000);

  it('takes a shrunken source for damage until somebody accepts it', async () => {
    const stage = await setStage(ctx, cast, quiet);
    await requestRun(ctx, cast.carla, stage.policy.id);
    await drainOutbox(ctx);
    for (let i = 1; i < 5; i += 1) rmSync(join(stage.source, `file ${i}`));
    ctx.clock.advance(1000);
    await requestRun(ctx, cast.carla, stage.policy.id);
    await drainOutbox(ctx);
    ctx.clock.advance(1000);
    expect((await runsOf(stage)).at(-1)).to.include({ status: 'failed', failureClass: 'source_shrunk' });
    expect((await pointsOf(stage)).map((point) => point.isGood)).to.deep.equal([true, false]);
    await requestRun(ctx, cast.carla, stage.policy.id, { acceptSmallerSource: true });
    await drainOutbox(ctx);
    expect((await incidentsOf(stage)).map((incident) => incident.status)).to.deep.equal(['resolved']);
    rmSync(join(stage.source, 'file 0'));
    ctx.clock.advance(1000);
    await requestRun(ctx, cast.carla, stage.policy.id);
    await drainOutbox(ctx);
    expect((await runsOf(stage)).at(-1)).to.include({ status: 'failed', failureClass: 'source_empty' });
  }).timeout(120_000);

  it('keeps the points that its rule wants and removes the rest from the repository', async () => {
    const schedule = { cron: '0 * * * *', timeZone: 'Europe/Paris' };
    const stage = await setStage(ctx, cast, { schedule, verification: {}, retention: { keepLast: 2 } });
    for (let hour = 16; hour <= 20; hour += 1) {
      ctx.clock.set(`2026-11-20T${hour - 1}:58:00Z`);
      await forward(`2026-11-20T${hour}:01:00Z`);
    }
    const points = await pointsOf(stage);
    expect(points.map((point) => point.forgottenAt !== null)).to.deep.equal([true, true, true, false, false]);
    expect(readdirSync(stage.repositoryLocation).filter((name) => name.endsWith('.tar.zst'))).to.have.length(2);
  }).timeout(120_000);

  it('proves points by itself, finds damage, and resolves the incident when a sound point follows', async () => {
    const stage = await setStage(ctx, cast, { verification: { data: 'P1D' }, retention: { keepLast: 1 } });
    await nights('2026-11-21');
    expect((await pointsOf(stage))[0]).to.include({ verifiedRung: 'data' });
    const archive = readdirSync(stage.repositoryLocation).find((name) => name.endsWith('.tar.zst'))!;
    writeFileSync(join(stage.repositoryLocation, archive), 'nonsense');
    const [point] = await pointsOf(stage);
    await requestVerification(ctx, cast.carla, { recoveryPointId: point.id, rung: 'structure' });
    await drainOutbox(ctx);
    const [damaged] = await pointsOf(stage);
    expect(damaged.damagedAt).to.be.instanceOf(Date);
    expect((await incidentsOf(stage)).map((incident) => [incident.status, /Verification/.test(incident.title)])).to.deep.equal([
      ['new', true],
    ]);
    await nights('2026-11-22');
    expect((await pointsOf(stage)).map((p) => [p.forgottenAt !== null, p.verifiedRung])).to.deep.equal([
      [true, null],
      [false, 'data'],
    ]);
    expect((await incidentsOf(stage)).map((incident) => incident.status)).to.deep.equal(['resolved']);
    expect(await planVerifications(ctx)).to.equal(0);
  }).timeout(120_000);

  it('does the work of a dead worker again as a new attempt, and never beside a living one', async () => {
    const stage = await setStage(ctx, cast, quiet);
    const run = await requestRun(ctx, cast.carla, stage.policy.id);
    const claimed = { status: 'running', owner: 'elsewhere#1#x', fence: 1, startedAt: ctx.clock(), heartbeatAt: ctx.clock() };
    await transact(ctx, async (tx) => void (await tx.db.sql('backupRuns').where({ id: run.id }).update(claimed)));
    await drainOutbox(ctx);
    expect(await findRun(ctx.db.sql, run.id)).to.include({ status: 'running', attempt: 1 });
    ctx.clock.advance(61_000);
    await drainOutbox(ctx);
    const after = await findRun(ctx.db.sql, run.id);
    expect(after).to.include({ status: 'succeeded', attempt: 2, fence: 2 });
    expect(after?.log).to.include('The worker of attempt 1 died');
    expect(await pointsOf(stage)).to.have.length(1);
  }).timeout(120_000);

  it('arms work whose outbox row was lost', async () => {
    const stage = await setStage(ctx, cast, quiet);
    const run = await requestRun(ctx, cast.carla, stage.policy.id);
    await transact(ctx, async (tx) => void (await tx.db.sql('outbox').delete()));
    expect(await rearmLostWork(ctx)).to.equal(0);
    ctx.clock.advance(61_000);
    expect(await rearmLostWork(ctx)).to.equal(1);
    await drainOutbox(ctx);
    expect(await findRun(ctx.db.sql, run.id)).to.include({ status: 'succeeded' });
  }).timeout(120_000);

  it('hands work back when the process ends, and stops on request', async () => {
    const stage = await setStage(ctx, cast, quiet);
    // Holes take no room on the disk and many seconds to read: the run is under way whenever it is told to stop.
    writeFileSync(join(stage.source, 'large'), '');
    truncateSync(join(stage.source, 'large'), 20_000_000_000);
    const run = await requestRun(ctx, cast.carla, stage.policy.id);
    const row = await ctx.db
      .sql('outbox')
      .where({ key: `backup-run:${run.id}` })
      .first();
    const shutdown = new AbortController();
    const running = executeRun(ctx, { runId: run.id }, row.id, shutdown.signal);
    const unsubscribe = ctx.live.subscribe(({ type, id, data }) => {
      if (type === 'backupRun.changed' && id === run.id && Number(data?.['bytesDone']) > 0) shutdown.abort();
    });
    await running.then(
      () => expect.fail('It ended'),
      () => {},
    );
    unsubscribe();
    expect(await findRun(ctx.db.sql, run.id)).to.include({ status: 'queued', attempt: 1 });
    const cancelled = await cancelRun(ctx, cast.carla, run.id);
    expect(cancelled.status).to.equal('cancelled');
    await drainOutbox(ctx);
    expect(await pointsOf(stage)).to.have.length(0);
    expect(readdirSync(stage.repositoryLocation).filter((name) => name.includes(run.id))).to.deep.equal([]);
  }).timeout(120_000);

  it('restores to a path, to a download, and to the original only over what was confirmed', async () => {
    const stage = await setStage(ctx, cast, quiet);
    await requestRun(ctx, cast.carla, stage.policy.id);
    await drainOutbox(ctx);
    const [point] = await pointsOf(stage);
    const before = describeTree(stage.source);
    const target = join(scratchDirectory(), 'new');
    const asked = await requestRestore(ctx, cast.dmitri, { recoveryPointId: point.id, paths: [], target: { type: 'path', path: target } });
    const download = await requestRestore(ctx, cast.carla, {
      recoveryPointId: point.id,
      paths: [join(stage.source, 'file 1')],
      target: { type: 'download' },
    });
    await drainOutbox(ctx);
    expect(await findRestore(ctx.db.sql, asked.id)).to.include({ status: 'succeeded', files: 5 });
    expect(describeTree(join(target, stage.source))).to.deep.equal(before);
    expect((await findRestore(ctx.db.sql, download.id))?.downloadPath).to.match(/\.tar\.gz$/);
    writeFileSync(join(stage.source, 'file 2'), 'overwritten by a fool');
    const original = { recoveryPointId: point.id, paths: [join(stage.source, 'file 2')] };
    const refused = async (actor: typeof cast.carla, confirmOverwrite: boolean): Promise<string> =>
      requestRestore(ctx, actor, { ...original, target: { type: 'original', confirmOverwrite } }).then(
        () => 'taken',
        (error) => error.code,
      );
    expect(await refused(cast.carla, true)).to.equal('forbidden');
    expect(await refused(cast.dmitri, false)).to.equal('conflict');
    expect(await refused(cast.dmitri, true)).to.equal('taken');
    await drainOutbox(ctx);
    expect(describeTree(stage.source)['file 2']).to.equal(before['file 2']);
  }).timeout(120_000);

  it('tells a repository that was replaced from its own, and never makes it anew', async () => {
    const stage = await setStage(ctx, cast, quiet);
    rmSync(stage.repositoryLocation, { recursive: true });
    mkdirSync(stage.repositoryLocation);
    await requestRun(ctx, cast.carla, stage.policy.id);
    await drainOutbox(ctx);
    expect((await runsOf(stage)).at(-1)).to.include({ status: 'failed', failureClass: 'repo_missing' });
    expect(readdirSync(stage.repositoryLocation)).to.deep.equal([]);
  }).timeout(120_000);
});
