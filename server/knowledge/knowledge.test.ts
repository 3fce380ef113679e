import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

const vpn = { title: 'VPN drops every hour', body: 'Switch off power saving of the network card, then connect again.', language: 'en' };

eachDatabase('known answers', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, ben, carla] = [] as unknown as [Client, Client, Client];

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla] = [await api.as(cast.ana), await api.as(cast.ben), await api.as(cast.carla)];
  });
  after(() => api.close());

  const write = async (client: Client, change: object = {}) => (await client.post('/articles', { ...vpn, ...change })).body;
  const titles = async (client: Client, path: string): Promise<string[]> =>
    (await client.get(path)).body.items.map(({ title }: { title: string }) => title);

  it('are written by technicians and read by everybody once a lead publishes them', async () => {
    const { id, isPublished } = await write(ben, { title: 'Printer jams' });
    expect(isPublished).to.equal(false);
    expect((await ana.get(`/articles/${id}`)).status).to.equal(404);
    expect((await ben.patch(`/articles/${id}`, { isPublished: true })).status).to.equal(403);
    expect((await carla.patch(`/articles/${id}`, { isPublished: true })).status).to.equal(200);
    expect((await ana.get(`/articles/${id}`)).body).to.deep.include({ title: 'Printer jams', canWrite: false });
    expect((await ben.patch(`/articles/${id}`, { title: 'Mine' })).status).to.equal(403);
    expect((await ana.post('/articles', vpn)).status).to.equal(403);
  });

  it('are suggested to who is about to report the same, in other words of it', async () => {
    await write(carla, { isPublished: true });
    await write(carla, { title: 'Screen stays dark', body: 'Push the plug in.', isPublished: true });
    expect(await titles(ana, '/articles/suggestions?q=My VPN is dropping')).to.deep.equal(['VPN drops every hour']);
    expect(await titles(ana, '/articles/suggestions?q=The coffee machine is broken')).to.deep.equal([]);
    expect(await titles(ana, '/articles/suggestions?q=')).to.deep.equal([]);
  });

  it('never show employees what is for technicians, nor by its words', async () => {
    await write(carla, { title: 'Reset the zeppelin', audience: 'technicians', isPublished: true });
    for (const path of ['/articles?q=zeppelin', '/articles/suggestions?q=zeppelin'])
      expect(await titles(ana, path), path).to.deep.equal([]);
    expect(await titles(ben, '/articles?q=zeppelin')).to.deep.equal(['Reset the zeppelin']);
  });

  it('keep every version, and tell the slower of two writers', async () => {
    const { id } = await write(ben, { title: 'First' });
    expect((await ben.patch(`/articles/${id}`, { title: 'Second' }, { 'If-Match': '"1"' })).body.version).to.equal(2);
    expect((await carla.patch(`/articles/${id}`, { title: 'Other' }, { 'If-Match': '"1"' })).status).to.equal(412);
    expect(await titles(ben, `/articles/${id}/versions`)).to.deep.equal(['Second', 'First']);
    expect(await titles(ben, '/articles?q=First')).to.deep.equal([]);
  });

  it('count one vote a person and the incidents that they made needless', async () => {
    const { id } = await write(carla, { isPublished: true });
    await ana.put(`/articles/${id}/vote`, { isHelpful: false });
    expect((await ana.put(`/articles/${id}/vote`, { isHelpful: true })).body).to.deep.include({ helpful: 1, unhelpful: 0, myVote: true });
    expect((await (await api.as(cast.eve)).post(`/articles/${id}/deflections`, { asked: 'vpn' })).status).to.equal(204);
    expect((await ben.get(`/articles/${id}`)).body).to.deep.include({ helpful: 2, deflections: 1 });
  });

  it('go with everything about them', async () => {
    const { id } = await write(ben, { title: 'Ephemeral quokka' });
    expect((await ana.delete(`/articles/${id}`)).status).to.equal(403);
    expect((await ben.delete(`/articles/${id}`)).status).to.equal(204);
    expect(await titles(ben, '/articles?q=quokka')).to.deep.equal([]);
  });

  it('refuse a service that there is not', async () => {
    expect((await ben.post('/articles', { ...vpn, serviceId: 'nothing' })).body.errors[0].pointer).to.equal('/serviceId');
  });
});
