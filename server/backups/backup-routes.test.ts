import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { drainOutbox } from '../../jobs/drain.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { scratchDirectory } from './engines/testing.ts';

eachDatabase('backup routes', (db) => {
  let ctx: TestContext;
  let api: Api;
  let cast: Cast;
  let admin: Client;
  let assetId: string;
  let source: string;
  let repositoryId: string;
  let location: string;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    admin = await api.as(cast.dmitri);
    assetId = (await registerAsset(ctx, cast.dmitri, { kind: 'server', name: 'SRV-WEB', status: 'deployed' })).id;
    source = join(scratchDirectory(), 'www');
    mkdirSync(source);
    writeFileSync(join(source, 'index.html'), '<h1>é</h1>');
    location = join(scratchDirectory(), 'repository');
    const made = await admin.post('/backups/repositories', { name: 'Main', engine: 'archive', location });
    expect(made.status).to.equal(201);
    repositoryId = made.body.id;
  });
  after(() => api.close());

  const policy = (extra: object = {}) => ({
    name: 'Web',
    assetId,
    repositoryId,
    source: { type: 'path', paths: [source] },
    schedule: { cron: '30 2 * * *', timeZone: 'Europe/Paris' },
    verification: {},
    ...extra,
  });
  const pointers = async (body: unknown, path = '/backups/policies'): Promise<string[]> => {
    const answer = await admin.post(path, body);
    expect(answer.status, JSON.stringify(answer.body)).to.equal(422);
    return answer.body.errors.map((issue: { pointer: string }) => issue.pointer);
  };

  it('refuses nonsense by name', async () => {
    expect(await pointers(policy({ schedule: { cron: '0 0 31 2 *', timeZone: 'UTC' } }))).to.deep.equal(['/schedule/cron']);
    expect(await pointers(policy({ schedule: { cron: '0 3 * * *', timeZone: 'Mars/Olympus' } }))).to.deep.equal(['/schedule/timeZone']);
    expect(await pointers(policy({ source: { type: 'path', paths: ['/not/there'] } }))).to.deep.equal(['/source/paths/0']);
    expect(await pointers(policy({ source: { type: 'path', paths: ['relative'] } }))).to.deep.equal(['/source/paths/0']);
    expect(await pointers(policy({ source: { type: 'floppy' } }))).to.deep.equal(['/source/type']);
    expect(await pointers(policy({ assetId: 'nope' }))).to.deep.equal(['/assetId']);
    expect(await pointers(policy({ repositoryId: 'nope' }))).to.deep.equal(['/repositoryId']);
    expect(await pointers(policy({ startWithin: 'soon' }))).to.deep.equal(['/startWithin']);
    expect(await pointers(policy({ source: { type: 'path', paths: [join(location, '..')] } }))).to.deep.equal(['/source/paths/0']);
    symlinkSync(source, join(source, '..', 'link'));
    expect(await pointers(policy({ source: { type: 'path', paths: [join(source, '..', 'link')] } }))).to.deep.equal(['/source/paths/0']);
    const repository = (extra: object) =>
      pointers({ name: 'Other', engine: 'archive', location: scratchDirectory(), ...extra }, '/backups/repositories');
    expect(await repository({ location })).to.deep.equal(['/location']);
    expect(await repository({ location: 'relative' })).to.deep.equal(['/location']);
    expect(await repository({ location: source })).to.deep.equal(['/location']);
    expect(await repository({ location: '/proc/nowhere' })).to.deep.equal(['/location']);
    expect(await repository({ name: 'Main' })).to.deep.equal(['/name']);
  });

  it('previews fire times on the wall', async () => {
    const { body } = await admin.post('/backups/policies/preview', { schedule: { cron: '30 2 * * *', timeZone: 'Europe/Paris' } });
    expect(body.items).to.have.length(10);
    expect(body.items[0]).to.deep.equal({ dueAt: '2026-11-21T01:30:00.000Z', local: '2026-11-21T02:30+01:00[Europe/Paris]' });
  });

  it('goes from policy to run, point, proof, files and restore', async () => {
    const made = await admin.post('/backups/policies', policy());
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    expect(made.body).to.deep.include({ nextDueAt: '2026-11-21T01:30:00.000Z', isLate: false, lastGood: null });
    const ledger = await admin.get(`/backups/expectations?policyId=${made.body.id}&limit=3`);
    expect(ledger.body.items.map((item: { state: string }) => item.state)).to.deep.equal(['planned', 'planned', 'planned']);
    const lead = await api.as(cast.carla);
    const asked = await lead.post(`/backups/policies/${made.body.id}/runs`);
    expect(asked.status, JSON.stringify(asked.body)).to.equal(202);
    expect((await lead.post(`/backups/policies/${made.body.id}/runs`)).status).to.equal(409);
    await drainOutbox(ctx);
    const run = await lead.get(`/backups/runs/${asked.body.id}`);
    expect(run.body).to.include({ status: 'succeeded', files: 1, failureClass: null });
    expect(run.body.recoveryPointId).to.be.a('string');
    const files = await lead.get(`/backups/recovery-points/${run.body.recoveryPointId}/files?path=${encodeURIComponent(source)}`);
    expect(files.body.items).to.have.length(1);
    expect(files.body.items[0]).to.include({ name: 'index.html', type: 'file', bytes: 11, mode: '0644' });
    const verification = await lead.post('/backups/verifications', { recoveryPointId: run.body.recoveryPointId, rung: 'restore' });
    const restore = await lead.post('/backups/restores', { recoveryPointId: run.body.recoveryPointId, target: { type: 'download' } });
    expect([verification.status, restore.status]).to.deep.equal([202, 202]);
    const amongOurs = { type: 'path', path: join(ctx.settings.dataDir, 'attachments') };
    const refused = await admin.post('/backups/restores', { recoveryPointId: run.body.recoveryPointId, target: amongOurs });
    expect([refused.status, refused.body.errors?.[0].pointer]).to.deep.equal([422, '/target/path']);
    await expectMachinesForAdminsAlone(run.body.recoveryPointId, lead);
    await drainOutbox(ctx);
    const points = await lead.get(`/backups/recovery-points?assetId=${assetId}`);
    expect(points.body.items[0].verification).to.include({ rung: 'restore' });
    const download = await lead.get(`/backups/restores/${restore.body.id}/download`);
    expect([download.status, download.headers.get('content-type')]).to.deep.equal([200, 'application/gzip']);
    const protection = await lead.get(`/assets/${assetId}/backups`);
    expect(protection.body).to.include({ isProtected: true, nextDueAt: '2026-11-21T01:30:00.000Z' });
  }).timeout(60_000);

  async function expectMachinesForAdminsAlone(recoveryPointId: string, lead: Client): Promise<void> {
    const path = join(source, '..', 'restored');
    for (const target of [
      { type: 'path', path },
      { type: 'original', confirmOverwrite: true },
    ]) {
      const { status, body } = await lead.post('/backups/restores', { recoveryPointId, target });
      expect([status, body.code]).to.deep.equal([403, 'forbidden']);
      expect(body.detail).to.match(/^Only administrators restore .*; you may restore as a download$/);
    }
    const allowed = await admin.post('/backups/restores', { recoveryPointId, target: { type: 'path', path } });
    expect(allowed.status, JSON.stringify(allowed.body)).to.equal(202);
    await drainOutbox(ctx);
    expect((await lead.get(`/backups/restores/${allowed.body.id}`)).body).to.include({ status: 'succeeded', files: 1 });
  }

  it('knows who is not protected', async () => {
    const bare = await registerAsset(ctx, cast.dmitri, { kind: 'server', name: 'SRV-BARE', status: 'deployed' });
    const { body } = await admin.get('/backups/coverage');
    expect(body.unprotected.map((item: { asset: { id: string } }) => item.asset.id)).to.deep.equal([bare.id]);
    expect((await admin.get('/backups/overview')).body).to.deep.include({ unprotectedCount: 1, pointCount: 1 });
  });

  it('pauses with a reason, edits by version, retires', async () => {
    const { body } = await admin.post('/backups/policies', policy({ name: 'Second' }));
    const path = `/backups/policies/${body.id}`;
    expect((await admin.put(`${path}/pause`, { until: '2020-01-01T00:00:00Z', reason: 'x' })).status).to.equal(422);
    const paused = await admin.put(`${path}/pause`, { until: '2026-11-25T00:00:00Z', reason: 'moving' });
    expect(paused.body).to.include({ pauseReason: 'moving', nextDueAt: '2026-11-25T01:30:00.000Z' });
    expect((await admin.delete(`${path}/pause`)).body).to.include({ pauseReason: null, nextDueAt: '2026-11-21T01:30:00.000Z' });
    expect((await admin.patch(path, { name: 'Third' }, { 'If-Match': '"1"' })).status).to.equal(412);
    expect((await admin.patch(path, { name: 'Third' })).body.name).to.equal('Third');
    expect((await admin.delete(path)).status).to.equal(204);
    expect((await admin.get(path)).status).to.equal(404);
  });

  it('lets each role do its part and no more', async () => {
    const statuses = async (method: 'get' | 'post', path: string, body?: unknown): Promise<number[]> => {
      const clients = [api.guest, await api.as(cast.ana), await api.as(cast.ben), await api.as(cast.carla), admin];
      return Promise.all(clients.map(async (client) => (await (method === 'get' ? client.get(path) : client.post(path, body))).status));
    };
    expect(await statuses('get', '/backups/policies')).to.deep.equal([401, 403, 200, 200, 200]);
    expect(await statuses('get', '/backups/runs/nope')).to.deep.equal([401, 403, 404, 404, 404]);
    expect(await statuses('post', '/backups/policies', {})).to.deep.equal([401, 403, 403, 403, 422]);
    expect(await statuses('post', '/backups/repositories', {})).to.deep.equal([401, 403, 403, 403, 422]);
    expect(await statuses('post', '/backups/policies/nope/runs')).to.deep.equal([401, 403, 403, 404, 404]);
    expect(await statuses('post', '/backups/restores', {})).to.deep.equal([401, 403, 403, 422, 422]);
    expect(await statuses('post', '/backups/verifications', {})).to.deep.equal([401, 403, 403, 422, 422]);
  });
});
