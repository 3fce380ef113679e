import { expect } from 'chai';
import { eachDatabase } from '../../../db/testing.ts';
import { drainOutbox } from '../../../jobs/drain.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';
import { coreName } from './make.ts';

describe('names of makers', () => {
  it('are alike without legal forms and signs', () => {
    expect(['dell', 'dell inc.', 'dell technologies', 'dell computer corp.'].map(coreName)).to.deep.equal(['dell', 'dell', 'dell', 'dell']);
    expect(coreName('hewlett-packard')).to.equal('hewlett packard');
    expect(coreName('co')).to.equal('co');
  });
});

eachDatabase('makers and models', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;
  let carla: Client;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    ben = await api.as(cast.ben);
    carla = await api.as(cast.carla);
  });
  after(() => api.close());

  let number = 0;
  const register = async (manufacturer: string | null, model: string | null, more: object = {}) => {
    number += 1;
    const { status, body } = await ben.post('/assets', { kind: 'computer', name: `PC ${number}`, manufacturer, model, ...more });
    expect(status, JSON.stringify(body)).to.equal(201);
    return body;
  };
  const makerOf = async (name: string) => (await ben.get(`/manufacturers?q=${encodeURIComponent(name)}`)).body.items[0];
  const modelOf = async (name: string) => (await ben.get(`/asset-models?q=${encodeURIComponent(name)}`)).body.items[0];

  it('become records with the first asset, and are called one way from then on', async () => {
    const first = await register('Lenovo', 'ThinkPad T14');
    const second = await register('LENOVO', 'thinkpad t14');
    expect([second.manufacturer, second.model]).to.deep.equal([first.manufacturer, first.model]);
    expect(await makerOf('lenovo')).to.deep.include({ name: 'Lenovo', assetCount: 2, aliases: [] });
    expect(await modelOf('thinkpad')).to.deep.include({ name: 'ThinkPad T14', manufacturer: 'Lenovo', assetCount: 2 });
    expect((await register(null, 'T14')).manufacturer).to.equal(null);
  });

  it('of two at once make one record', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, i) => register(i % 2 ? 'Fujitsu' : 'FUJITSU', 'Esprimo')));
    expect((await ben.get('/manufacturers?q=fuji')).body.items).to.have.length(1);
    const { items } = (await ben.get('/asset-models?q=esprimo')).body;
    expect(items).to.have.length(1);
  });

  it('are merged: assets follow with a line of history, and the old name means the new one', async () => {
    const odd = await register('Dell Inc.', 'Latitude 7440');
    const same = await register('Dell', 'Latitude 7440');
    const other = await register('Dell Inc.', 'OptiPlex');
    const twins = (await ben.get('/manufacturers/twins')).body.items;
    expect(twins.map((group: Array<{ name: string }>) => group.map(({ name }) => name))).to.deep.equal([['Dell Inc.', 'Dell']]);
    const [from, into] = [
      await makerOf('dell inc.'),
      (await ben.get('/manufacturers?q=dell')).body.items.find((m: { name: string }) => m.name === 'Dell'),
    ];
    expect((await ben.put(`/manufacturers/${from.id}/merge`, { intoId: into.id })).status).to.equal(403);
    expect((await carla.put(`/manufacturers/${from.id}/merge`, { intoId: from.id })).status).to.equal(422);
    const merged = await carla.put(`/manufacturers/${from.id}/merge`, { intoId: into.id });
    expect(merged.body.aliases).to.deep.equal([{ nameKey: 'dell inc.', name: 'Dell Inc.' }]);
    await drainOutbox(ctx);
    const after = await Promise.all([odd, same, other].map(async ({ id }) => (await ben.get(`/assets/${id}`)).body));
    expect(after.map((asset) => [asset.manufacturer, asset.model])).to.deep.equal([
      ['Dell', 'Latitude 7440'],
      ['Dell', 'Latitude 7440'],
      ['Dell', 'OptiPlex'],
    ]);
    const [event] = (await ben.get(`/assets/${odd.id}/history`)).body.items;
    expect([event.actor.name, event.changes]).to.deep.equal(['Carla', [{ field: 'manufacturer', from: 'Dell Inc.', to: 'Dell' }]]);
    expect((await register('dell inc.', 'latitude 7440')).manufacturer).to.equal('Dell');
    expect((await ben.get('/asset-models?q=latitude')).body.items).to.have.length(1);
    expect((await ben.get(`/manufacturers/${from.id}`)).status).to.equal(404);
    expect((await ben.get('/assets?manufacturer=Dell')).body.items).to.have.length(4);
  });

  it('another writing can be told before it comes, and be let go', async () => {
    await register('HP', 'EliteBook 840');
    const hp = await makerOf('hp');
    expect((await carla.post(`/manufacturers/${hp.id}/aliases`, { name: 'Hewlett-Packard' })).status).to.equal(200);
    expect((await carla.post(`/manufacturers/${hp.id}/aliases`, { name: 'Dell' })).status).to.equal(422);
    expect((await register('HEWLETT-PACKARD', 'EliteBook 840')).manufacturer).to.equal('HP');
    expect((await carla.delete(`/manufacturers/${hp.id}/aliases/hewlett-packard`)).status).to.equal(204);
    expect((await carla.delete(`/manufacturers/${hp.id}/aliases/hewlett-packard`)).status).to.equal(404);
    expect((await register('Hewlett-Packard', 'x')).manufacturer).to.equal('Hewlett-Packard');
  });

  it('are renamed, and back again', async () => {
    const asset = await register('Acme', 'Rocket');
    const acme = await makerOf('acme');
    const renamed = await ben.patch(`/manufacturers/${acme.id}`, { name: 'ACME Corporation' }, { 'if-match': '"1"' });
    expect([renamed.status, renamed.body.aliases[0].name]).to.deep.equal([200, 'Acme']);
    expect((await ben.patch(`/manufacturers/${acme.id}`, { name: 'X' }, { 'if-match': '"1"' })).status).to.equal(412);
    await ben.patch(`/manufacturers/${acme.id}`, { name: 'Acme' });
    await drainOutbox(ctx);
    expect((await ben.get(`/assets/${asset.id}`)).body).to.deep.include({ manufacturer: 'Acme', model: 'Rocket' });
    const rocket = await modelOf('rocket');
    await ben.patch(`/asset-models/${rocket.id}`, { name: 'Rocket II', kind: 'other', warrantyMonths: 24 });
    await drainOutbox(ctx);
    expect((await ben.get(`/assets/${asset.id}`)).body.model).to.equal('Rocket II');
    expect(await register('ACME Corporation', 'rocket', { purchasedOn: '2026-01-31' })).to.deep.include({
      manufacturer: 'Acme',
      model: 'Rocket II',
      warrantyUntil: '2028-01-31',
    });
  });

  it('many assets follow in portions', async () => {
    const merge = async (name: string, into: string) => {
      const [from, to] = [await modelOf(name), await modelOf(into)];
      return carla.put(`/asset-models/${from.id}/merge`, { intoId: to.id });
    };
    for (let i = 0; i < 120; i += 1) await register('Bulk', 'Old model');
    await register('Other maker', 'New model');
    expect((await merge('old model', 'new model')).status).to.equal(200);
    await drainOutbox(ctx);
    const { items } = (await ben.get('/assets?manufacturer=Other%20maker&limit=200')).body;
    expect(items).to.have.length(121);
    expect(new Set(items.map(({ model }: { model: string }) => model))).to.deep.equal(new Set(['New model']));
  });

  it('that nothing is of go; others stay', async () => {
    const made = (await ben.post('/asset-models', { manufacturer: 'Nobody', name: 'Nothing' })).body;
    expect((await ben.post('/asset-models', { manufacturer: 'NOBODY', name: 'nothing' })).body.errors[0].pointer).to.equal('/name');
    expect((await ben.post('/asset-models', { name: 'Kindless', kind: 'none' })).body.errors[0].pointer).to.equal('/kind');
    expect((await ben.post('/manufacturers', { name: 'dell' })).body.errors[0].message).to.equal('dell means Dell already');
    expect((await ben.post('/manufacturers', { name: 'Q', url: 'javascript:1' })).status).to.equal(422);
    const nobody = await makerOf('nobody');
    expect((await carla.delete(`/manufacturers/${nobody.id}`)).status).to.equal(409);
    expect((await carla.delete(`/asset-models/${made.id}`)).status).to.equal(204);
    expect((await carla.delete(`/manufacturers/${nobody.id}`)).status).to.equal(204);
    expect((await carla.delete(`/asset-models/${(await modelOf('latitude')).id}`)).status).to.equal(409);
  });
});
