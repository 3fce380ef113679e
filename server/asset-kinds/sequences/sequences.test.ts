import { expect } from 'chai';
import { eachDatabase } from '../../../db/testing.ts';
import { addLocation } from '../../people/save-location.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';

eachDatabase('sequences of tags', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let dmitri: Client;
  let ben: Client;
  let paris: string;
  let room: string;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    dmitri = await api.as(cast.dmitri);
    ben = await api.as(cast.ben);
    const place = async (name: string, parentId: string | null) =>
      (await addLocation(ctx, { name, parentId, timeZone: 'UTC', address: null })).id;
    paris = await place('Paris', null);
    room = await place('204', await place('Floor 2', paris));
  });
  after(() => api.close());

  const sequence = async (body: object) => {
    const { status, body: made } = await dmitri.post('/asset-tag-sequences', body);
    expect(status, JSON.stringify(made)).to.equal(201);
    return made;
  };
  const tagFor = async (body: object): Promise<string> => {
    const { status, body: made } = await ben.post('/assets', { kind: 'computer', name: 'PC', ...body });
    expect(status, JSON.stringify(made)).to.equal(201);
    return made.tag;
  };

  it('the first that fits gives the tag: by company, by place and what lies in it, by kind', async () => {
    const company = (await (await api.as(cast.carla)).post('/companies', { name: 'Coulisse SAS' })).body;
    await sequence({ prefix: 'SAS-', digits: 3, companyId: company.id });
    await sequence({ prefix: 'PAR-SRV-', digits: 2, kind: 'server', locationId: paris });
    await sequence({ prefix: 'PAR-', digits: 4, locationId: paris, first: 100 });
    await sequence({ prefix: 'SRV-', suffix: '-X', digits: 2, kind: 'server' });
    expect(await tagFor({ kind: 'server', locationId: room, companyId: company.id })).to.equal('SAS-001');
    expect(await tagFor({ kind: 'server', locationId: room })).to.equal('PAR-SRV-01');
    expect(await tagFor({ locationId: room })).to.equal('PAR-0100');
    expect(await tagFor({ locationId: paris })).to.equal('PAR-0101');
    expect(await tagFor({ kind: 'server' })).to.equal('SRV-01-X');
    expect(await tagFor({})).to.equal('AST-00001');
    expect((await ben.get(`/asset-tag-sequences/next?kind=computer&locationId=${room}`)).body.tag).to.equal('PAR-0102');
    expect((await ben.get('/asset-tag-sequences/next')).body).to.deep.equal({ tag: 'AST-00002', sequenceId: null });
  });

  it('50 at once on two sequences get every number once, without a gap, also where some fail', async () => {
    await sequence({ prefix: 'NET-', digits: 3, kind: 'network' });
    await sequence({ prefix: 'PRN-', digits: 3, kind: 'printer' });
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        // Each sixth is refused after it drew its number.
        ben.post('/assets', {
          kind: i % 2 ? 'network' : 'printer',
          name: `N ${i}`,
          ...(i % 6 === 5 && { custodian: { type: 'person', id: 'nobody' } }),
        }),
      ),
    );
    const tags = answers.filter(({ status }) => status === 201).map(({ body }) => body.tag as string);
    expect(tags).to.have.length(50);
    const numbers = (prefix: string) =>
      tags
        .filter((tag) => tag.startsWith(prefix))
        .map((tag) => Number(tag.slice(4)))
        .sort((a, b) => a - b);
    expect(numbers('PRN-')).to.deep.equal(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(numbers('NET-')).to.deep.equal(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('a tag that somebody has is passed over, and a year counts for itself', async () => {
    await sequence({ prefix: 'PH-{YY}-', digits: 2, kind: 'phone' });
    await tagFor({ tag: 'ph-26-01' });
    expect(await tagFor({ kind: 'phone' })).to.equal('PH-26-02');
    ctx.clock.set('2027-01-02T00:00:00.000Z');
    expect(await tagFor({ kind: 'phone' })).to.equal('PH-27-01');
    ctx.clock.set('2026-12-30T00:00:00.000Z');
    expect(await tagFor({ kind: 'phone' })).to.equal('PH-26-03');
  });

  it('is set aside, changed and removed; what it gave stays', async () => {
    const made = await sequence({ prefix: 'MOB-', kind: 'mobile' });
    expect(await tagFor({ kind: 'mobile' })).to.equal('MOB-00001');
    const changed = await dmitri.patch(`/asset-tag-sequences/${made.id}`, { digits: 2 }, { 'if-match': '"1"' });
    expect([changed.status, changed.body.next]).to.deep.equal([200, 'MOB-02']);
    expect((await dmitri.patch(`/asset-tag-sequences/${made.id}`, { digits: 3 }, { 'if-match': '"1"' })).status).to.equal(412);
    expect((await dmitri.delete(`/asset-tag-sequences/${made.id}`)).status).to.equal(204);
    expect((await ben.get('/assets/MOB-00001')).status).to.equal(200);
  });

  it('nonsense and other people are refused', async () => {
    const pointers = await Promise.all(
      [
        { prefix: '' },
        { prefix: 'A/B' },
        { prefix: 'A{MM}' },
        { prefix: 'SAS-' },
        { prefix: 'Q-', kind: 'none' },
        { prefix: 'Q-', locationId: 'none' },
        { prefix: 'Q-', companyId: 'none' },
      ].map(async (body) => (await dmitri.post('/asset-tag-sequences', body)).body.errors?.[0]?.pointer),
    );
    expect(pointers).to.deep.equal(['/prefix', '/prefix', '/prefix', '/prefix', '/kind', '/locationId', '/companyId']);
    expect((await ben.post('/asset-tag-sequences', { prefix: 'Q-' })).status).to.equal(403);
  });
});
