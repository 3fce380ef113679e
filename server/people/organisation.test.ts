import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, testContext } from '../testing.ts';

eachDatabase('support groups and locations', (db) => {
  let cast: Cast;
  let api: Api;
  let carla: Client;
  before(async () => {
    const ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    carla = await api.as(cast.carla);
  });
  after(() => api.close());

  /** Carla and Dmitri read the same version; Dmitri is slower. */
  async function expectTheSlowerIsTold(path: string, carlas: object, dmitris: object): Promise<void> {
    const dmitri = await api.as(cast.dmitri);
    const read = (await dmitri.get(path)).body;
    const ifMatch = { 'If-Match': `"${read.version}"` };
    const changed = await carla.patch(path, carlas, ifMatch);
    expect([changed.status, changed.body.version]).to.deep.equal([200, read.version + 1]);
    const late = await dmitri.patch(path, dmitris, ifMatch);
    expect([late.status, late.body.code, late.body.version]).to.deep.equal([412, 'version_mismatch', read.version + 1]);
    expect((await dmitri.get(path)).body).to.deep.equal(changed.body);
  }

  it('tell the slower of two editors, members included', async () => {
    await expectTheSlowerIsTold(`/support-groups/${cast.serviceDesk}`, { memberIds: [cast.ben.id] }, { memberIds: [] });
    const made = await carla.post('/locations', { name: 'Lyon' });
    expect(made.body.version).to.equal(1);
    await expectTheSlowerIsTold(`/locations/${made.body.id}`, { address: '1 rue de la République' }, { name: 'Lyon 2' });
  });

  it('have a new version where another group becomes the default one', async () => {
    const before = (await carla.get(`/support-groups/${cast.serviceDesk}`)).body;
    await carla.post('/support-groups', { name: 'Network', isDefault: true });
    const after = (await carla.get(`/support-groups/${cast.serviceDesk}`)).body;
    expect(after).to.deep.include({ isDefault: false, version: before.version + 1, members: before.members });
  });

  it('change without If-Match, whatever the version', async () => {
    const made = await carla.post('/locations', { name: 'Paris' });
    for (const version of [2, 3]) {
      const changed = await carla.patch(`/locations/${made.body.id}`, { name: `Paris ${version}` });
      expect(changed.body).to.include({ name: `Paris ${version}`, version });
    }
  });
});
