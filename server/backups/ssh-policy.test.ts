import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { drainOutbox } from '../../jobs/drain.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { type Api, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { scratchDirectory } from './engines/testing.ts';
import { startSshd } from './sources/testing-sshd.ts';

const program = process.env['TEST_SSHD'];

if (program) {
  eachDatabase('a policy for a host over SSH', (db) => {
    let ctx: TestContext;
    let api: Api;
    let admin: Client;
    let sshd: Awaited<ReturnType<typeof startSshd>>;
    let body: Record<string, unknown>;

    before(async function () {
      this.timeout(30_000);
      sshd = await startSshd(program);
      ctx = testContext(db());
      const cast = await makeCast(ctx);
      api = await startApi(ctx);
      admin = await api.as(cast.dmitri);
      const assetId = (await registerAsset(ctx, cast.dmitri, { kind: 'server', name: 'SRV-FILES', status: 'deployed' })).id;
      const location = join(scratchDirectory(), 'repository');
      const repositoryId = (await admin.post('/backups/repositories', { name: 'Main', engine: 'archive', location })).body.id;
      const tree = join(sshd.folder, 'share');
      mkdirSync(tree);
      writeFileSync(join(tree, 'plan.txt'), 'the plan');
      const { hostKey } = (await admin.post('/backups/ssh-host-keys', { host: '127.0.0.1', port: sshd.port })).body.items[0];
      const source = { type: 'ssh', host: '127.0.0.1', port: sshd.port, user: sshd.account.name, hostKey, paths: [tree] };
      body = { name: 'Share', assetId, repositoryId, source, schedule: { cron: '0 3 * * *', timeZone: 'UTC' }, verification: {} };
    });
    after(async () => {
      await api.close();
      await sshd.stop();
    });

    it('says what to enter on the host, checks it, fetches, and proves what it fetched', async () => {
      const made = await admin.post('/backups/policies', body);
      expect(made.status, JSON.stringify(made.body)).to.equal(201);
      const { id, source } = made.body;
      expect(JSON.stringify(made.body)).not.to.include('PRIVATE KEY');
      const check = async () => (await admin.post(`/backups/policies/${id}/source-checks`)).body;
      expect(await check()).to.deep.include({ isReady: false, failureClass: 'auth_host' });
      sshd.letIn(source.authorizedKeysLine);
      expect(await check()).to.deep.equal({ isReady: true, failureClass: null, message: null });
      const asked = await admin.post(`/backups/policies/${id}/runs`);
      await drainOutbox(ctx);
      const run = (await admin.get(`/backups/runs/${asked.body.id}`)).body;
      expect(run, run.failureMessage).to.include({ status: 'succeeded', files: 1, failureClass: null });
      await admin.post('/backups/verifications', { recoveryPointId: run.recoveryPointId, rung: 'restore' });
      await drainOutbox(ctx);
      const point = (await admin.get(`/backups/recovery-points/${run.recoveryPointId}`)).body;
      expect(point.verification).to.include({ rung: 'restore' });
      // A change of the paths keeps the key, so that its line on the host only changes in what it may send.
      const changed = await admin.patch(`/backups/policies/${id}`, { source: { ...source, paths: ['/srv'] } });
      expect([changed.status, changed.body.source.publicKey]).to.deep.equal([200, source.publicKey]);
      expect(changed.body.source.authorizedKeysLine).to.include('-- srv');
    }).timeout(60_000);

    it('refuses what no host is called, and a host that shows no key', async () => {
      const source = body['source'] as object;
      const pointersOf = async (extra: object): Promise<string[]> =>
        (await admin.post('/backups/policies', { ...body, source: { ...source, ...extra } })).body.errors.map(
          ({ pointer }: { pointer: string }) => pointer,
        );
      expect(await pointersOf({ host: '-oProxyCommand=id' })).to.deep.equal(['/source/host']);
      expect(await pointersOf({ user: '-l root' })).to.deep.equal(['/source/user']);
      expect(await pointersOf({ hostKey: 'trust me' })).to.deep.equal(['/source/hostKey']);
      const closed = await admin.post('/backups/ssh-host-keys', { host: '127.0.0.1', port: 1 });
      expect([closed.status, closed.body.errors[0].pointer]).to.deep.equal([422, '/host']);
    });
  });
}
