import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

eachDatabase('saved views and columns of the list of assets', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;
  let carla: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ben, carla] = (await Promise.all([cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client];
  });
  after(() => api.close());

  const view = {
    name: 'Laptops in stock',
    filters: { kind: 'computer', status: 'in_stock' },
    sort: '-updatedAt',
    columns: ['tag', 'model'],
  };

  it('keeps filters, order and columns, apart from the views of the queue', async () => {
    const made = await ben.post('/asset-views', view);
    expect(made.status).to.equal(201);
    expect(made.body).to.deep.include({ ...view, visibility: 'personal', canEdit: true });
    expect((await ben.get('/asset-views')).body.items.map(({ name }: { name: string }) => name)).to.deep.equal([view.name]);
    expect((await ben.get(`/views/${made.body.id}`)).status).to.equal(404);
    expect(JSON.stringify((await ben.get('/views')).body)).to.not.contain(view.name);
    expect((await ben.get('/asset-views/open')).status).to.equal(404);
    expect((await ben.get('/views/counts')).status).to.equal(200);
  });

  it('is its owner’s until it is shared, and changed by nobody who read an old version', async () => {
    const { id, version } = (await ben.post('/asset-views', { ...view, name: 'Shared later' })).body;
    expect((await carla.get(`/asset-views/${id}`)).status).to.equal(404);
    expect((await ben.patch(`/asset-views/${id}`, { visibility: 'all' }, { 'If-Match': `"${version}"` })).status).to.equal(200);
    expect((await carla.get(`/asset-views/${id}`)).body.canEdit).to.equal(true);
    expect((await carla.patch(`/asset-views/${id}`, { name: 'X' }, { 'If-Match': `"${version}"` })).status).to.equal(412);
    expect((await ben.delete(`/asset-views/${id}`)).status).to.equal(204);
  });

  it('refuses filters, orders and columns that do not exist', async () => {
    const status = async (more: object) => (await ben.post('/asset-views', { ...view, ...more })).status;
    expect(await status({ filters: { colour: 'red' } })).to.equal(422);
    expect(await status({ filters: { status: 'in_orbit' } })).to.equal(422);
    expect(await status({ sort: 'price' })).to.equal(422);
    expect(await status({ columns: ['tag', 'tag'] })).to.equal(422);
    expect((await (await api.as(cast.ana)).get('/asset-views')).status).to.equal(403);
  });

  it('keeps the columns that each person chose', async () => {
    expect((await ben.get('/assets/columns')).body.columns).to.deep.equal(['tag', 'status', 'custodian', 'location', 'updatedAt']);
    expect((await ben.put('/assets/columns', { columns: ['model', 'tag'] })).status).to.equal(200);
    expect((await ben.put('/assets/columns', { columns: ['serial', 'tag'] })).status).to.equal(200);
    expect((await ben.get('/assets/columns')).body.columns).to.deep.equal(['serial', 'tag']);
    expect((await carla.get('/assets/columns')).body.columns[0]).to.equal('tag');
    expect((await ben.put('/assets/columns', { columns: ['colour'] })).status).to.equal(422);
  });
});
