import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, testContext } from '../testing.ts';

eachDatabase('service catalogue', (db) => {
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

  it('holds services that everybody sees and leads keep', async () => {
    const made = await carla.post('/services', { name: 'Mail', supportGroupId: cast.serviceDesk });
    expect(made.status).to.equal(201);
    const changed = await carla.patch(`/services/${made.body.id}`, { description: 'Post and calendar' }, { 'If-Match': '"1"' });
    expect(changed.body).to.include({ description: 'Post and calendar', version: 2, supportGroupId: cast.serviceDesk });
    const late = await carla.patch(`/services/${made.body.id}`, { description: 'Mine' }, { 'If-Match': '"1"' });
    expect([late.status, late.body.version]).to.deep.equal([412, 2]);
    expect((await (await api.as(cast.ana)).get('/services')).body.items.map(({ name }: { name: string }) => name)).to.deep.equal(['Mail']);
  });

  it('stands, with groups and places, at its own address', async () => {
    const place = await carla.post('/locations', { name: 'Lyon' });
    const made = await carla.post('/services', { name: 'Files' });
    const ana = await api.as(cast.ana);
    expect((await ana.get(`/services/${made.body.id}`)).body).to.deep.equal(made.body);
    expect((await ana.get(`/locations/${place.body.id}`)).body).to.deep.equal(place.body);
    const group = (await carla.get(`/support-groups/${cast.serviceDesk}`)).body;
    expect(group.members.map(({ id }: { id: string }) => id)).to.have.members([cast.ben.id, cast.carla.id]);
    expect((await carla.get(`/services/${place.body.id}`)).status).to.equal(404);
  });

  it('refuses a name that is taken and references that lead nowhere, each at its field', async () => {
    const pointerOf = async (body: object) => {
      const answer = await carla.post('/services', { name: 'Other', ...body });
      return [answer.status, answer.body.errors[0].pointer];
    };
    expect(await pointerOf({ name: 'Mail' })).to.deep.equal([422, '/name']);
    for (const field of ['supportGroupId', 'serviceCalendarId', 'serviceLevelAgreementId', 'escalationPolicyId']) {
      expect(await pointerOf({ [field]: 'nowhere' })).to.deep.equal([422, `/${field}`]);
    }
    expect((await carla.patch('/services/nowhere', { name: 'X' })).status).to.equal(404);
  });
});
