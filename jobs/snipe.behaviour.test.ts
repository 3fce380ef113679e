import { expect } from 'chai';
import { dueRows } from '../db/outbox.ts';
import { eachDatabase } from '../db/testing.ts';
import { changeAsset } from '../server/assets/change-asset.ts';
import { licencesByName, seatsHeld } from '../server/licences/licence-match-queries.ts';
import { locationPaths } from '../server/people/location-queries.ts';
import type { Person } from '../server/people/person.ts';
import { findPersonByEmail } from '../server/people/person-queries.ts';
import { stockItemsByName } from '../server/stock/stock-queries.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { fastForward } from './drain.ts';
import { handlers } from './handlers.ts';
import { performRow } from './perform.ts';
import { company, type SnipeStub, startSnipe } from './testing-snipe.ts';

eachDatabase('coming over from Snipe-IT', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let dmitri: Client;
  let snipe: SnipeStub;
  before(async () => {
    const plain = testContext(db());
    ctx = { ...plain, settings: { ...plain.settings, webhookAllow: ['127.0.0.1'] } };
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    dmitri = await api.as(cast.dmitri);
  });
  after(() => api.close());
  beforeEach(async () => {
    snipe = await startSnipe(company());
  });
  afterEach(() => snipe.close());

  const begin = async (more: object = {}): Promise<string> => {
    const body = { baseUrl: `${snipe.baseUrl}/api/v1/`, token: snipe.token, currency: 'CHF', ...more };
    const begun = await dmitri.post('/assets/migrations', body);
    expect(begun.status, JSON.stringify(begun.body)).to.equal(202);
    return begun.body.id;
  };
  const read = async (id: string) => (await dmitri.get(`/assets/migrations/${id}`)).body;
  const later = () => fastForward(ctx, new Date(ctx.clock().getTime() + 3_600_000));
  const work = async (jobs: number) => {
    for (let i = 0; i < jobs; i += 1) {
      const [row] = await dueRows(ctx.db.sql, new Date(ctx.clock().getTime() + 60_000), 1, { only: ['asset.migrate'] });
      if (!row) return;
      ctx.clock.set(new Date(Math.max(row.runAt.getTime(), ctx.clock().getTime())));
      await performRow(ctx, handlers, row, new AbortController().signal);
    }
  };
  const countsOf = async (id: string) =>
    Object.fromEntries(
      (await read(id)).lists.map((l: Record<string, number>) => [l['list'], [l['created'], l['updated'], l['unchanged'], l['rejected']]]),
    );
  const undo = async (id: string) => {
    expect((await dmitri.delete(`/assets/migrations/${id}`)).status).to.equal(202);
    await later();
  };
  const snapshot = async () => {
    const tables: Record<string, number> = {};
    for (const table of ['people', 'locations', 'suppliers', 'assets', 'licences', 'stockItems'])
      tables[table] = Number((await ctx.db.sql(table).count({ n: '*' }))[0]?.n);
    return tables;
  };

  it('takes everything that has a room here, says what was not taken, and is taken back as a whole', async () => {
    const before = await snapshot();
    const id = await begin();
    await later();
    const done = await read(id);
    expect(done).to.include({ state: 'done', percent: 100, reason: null });
    expect(await countsOf(id)).to.deep.equal({
      locations: [2, 0, 0, 0],
      users: [2, 1, 0, 1],
      suppliers: [1, 0, 0, 0],
      hardware: [4, 0, 0, 1],
      licenses: [1, 0, 0, 0],
      seats: [1, 0, 0, 1],
      accessories: [1, 0, 0, 0],
      consumables: [1, 0, 0, 0],
      components: [1, 0, 0, 0],
    });
    expect(done.notTaken).to.deep.equal([
      { list: 'companies', count: 1 },
      { list: 'maintenances', count: 2 },
      { list: 'depreciations', count: 1 },
    ]);
    expect([...(await locationPaths(ctx.db.sql)).values()].sort()).to.deep.equal(['HQ & Co', 'HQ & Co > Floor 2']);
    const chef = (await findPersonByEmail(ctx.db.sql, 'chef@example.org')) as Person;
    expect(chef).to.include({ department: 'R&D', role: 'employee' });
    expect((await findPersonByEmail(ctx.db.sql, 'ana@example.org'))?.managerId).to.equal(chef.id);
    expect((await findPersonByEmail(ctx.db.sql, 'gone@example.org'))?.isActive).to.equal(false);
    const laptop = (await dmitri.get('/assets/LAP-1')).body;
    expect(laptop).to.deep.include({
      name: 'Ana\'s "laptop"',
      kind: 'computer',
      model: 'Macbook Pro 13"',
      status: 'deployed',
      purchaseCost: 2266.13,
      purchaseCurrency: 'CHF',
      purchasedOn: '2023-01-23',
      warrantyUntil: '2026-01-23',
      serial: 'C02XK1',
    });
    const money = (await dmitri.get('/assets/LAP-1/money')).body;
    expect(money).to.deep.include({ orderNumber: 'PO-77', endOfLifeOn: '2028-01-23' });
    expect(money.supplier.name).to.equal('Shop <1>');
    expect(laptop.notes).to.equal('R&D only\nRAM: 16 GB');
    expect(laptop.identifiers.macs).to.deep.equal(['00:1a:2b:3c:4d:5e']);
    expect([laptop.custodian.id, laptop.location.name]).to.deep.equal([cast.ana.id, 'Floor 2']);
    expect((await dmitri.get('/assets/DOCK-1')).body.custodian).to.deep.include({ type: 'asset', id: laptop.id });
    expect((await dmitri.get('/assets/PHO-1')).body.custodian).to.deep.include({ type: 'location', name: 'HQ & Co' });
    expect((await dmitri.get('/assets/OLD-1')).body).to.deep.include({ status: 'retired', custodian: null });
    const [editor] = (await licencesByName(ctx.db.sql, ['Editor'])).get('editor') ?? [];
    expect(editor).to.include({ seats: 3, seatsUsed: 1, costCents: 1258, currency: 'CHF', expiresOn: '2030-02-01' });
    expect([...(await seatsHeld(ctx.db.sql, [editor?.id as string])).keys()]).to.deep.equal([`${editor?.id} ${cast.ana.id}`]);
    expect((await stockItemsByName(ctx.db.sql, ['keyboard'])).get('keyboard')).to.include({
      kind: 'accessory',
      onHand: 7,
      unitCostCents: 1990,
    });
    const refused = (await dmitri.get(`/assets/imports/${done.lists[3].importId}/rows?outcome=rejected`)).body.items;
    expect(refused[0]).to.deep.include({ line: 5, name: 'Macbook Pro 13"' });
    expect(refused[0].reasons[0]).to.include('6.37702E+15');
    expect(JSON.stringify(await ctx.db.sql('snipeMigrations').where({ id }))).to.not.include(snipe.token);

    const again = await begin();
    await later();
    const counts = await countsOf(again);
    expect(counts['hardware']).to.deep.equal([0, 0, 4, 1]);
    expect(counts['users']).to.deep.equal([0, 0, 3, 1]);
    expect(counts['seats']).to.deep.equal([0, 0, 1, 1]);
    await undo(again);
    expect(await read(again)).to.include({ state: 'undone' });
    await undo(id);
    expect(await read(id)).to.include({ state: 'undone', reason: null });
    expect(await snapshot()).to.deep.equal(before);
  });

  it('waits as it is asked, tries again what did not answer, and asks no faster than it may', async () => {
    snipe.callsBeforePause = 3;
    const id = await begin({ requestsPerMinute: 30 });
    const start = ctx.clock().getTime();
    await work(1);
    expect((await dueRows(ctx.db.sql, new Date(start + 60_000), 1))[0]?.runAt.getTime()).to.equal(start + 2000);
    await work(3);
    expect((await read(id)).reason).to.include('pause');
    const [row] = await dueRows(ctx.db.sql, new Date(ctx.clock().getTime() + 60_000), 1);
    expect((row?.runAt.getTime() ?? 0) - ctx.clock().getTime()).to.equal(7000);
    snipe.callsBeforePause = null;
    snipe.broken = 502;
    await work(1);
    expect(await read(id)).to.include({ state: 'running', reason: 'It answered 502' });
    snipe.broken = null;
    await later();
    expect(await read(id)).to.include({ state: 'done', reason: null });
    await undo(id);
  });

  it('stops with the reason when the token is refused, and goes on with another', async () => {
    const id = await begin({ token: 'wrong' });
    await work(1);
    const failed = await read(id);
    expect(failed.state).to.equal('failed');
    expect(failed.reason).to.include('token');
    expect((await dmitri.put(`/assets/migrations/${id}/continuation`, { token: snipe.token })).status).to.equal(202);
    await work(3);
    expect((await dmitri.put(`/assets/migrations/${id}/cancellation`)).body.state).to.equal('cancelled');
    const calls = snipe.calls.length;
    await later();
    expect(snipe.calls).to.have.length(calls);
    expect((await dmitri.put(`/assets/migrations/${id}/continuation`, {})).status).to.equal(202);
    await later();
    expect((await read(id)).state).to.equal('done');
    expect((await dmitri.put(`/assets/migrations/${id}/continuation`, {})).status).to.equal(409);
    await undo(id);
  });

  it('reads long lists page by page, and what waits for a later page when that has come', async () => {
    snipe.mostRows = 3;
    const id = await begin();
    await later();
    expect(await read(id)).to.include({ state: 'done' });
    expect((await countsOf(id))['hardware']).to.deep.equal([4, 0, 0, 1]);
    expect((await dmitri.get('/assets/DOCK-1')).body.custodian.name).to.equal('Ana\'s "laptop"');
    expect(snipe.calls.filter((call) => call.startsWith('hardware')).length).to.be.above(1);
    await undo(id);
  });

  it('keeps what was worked on since, and says so', async () => {
    const id = await begin();
    await later();
    await changeAsset(ctx, cast.ben, 'PHO-1', { name: 'Reception' }, null);
    await undo(id);
    const stopped = await read(id);
    expect(stopped.state).to.equal('cancelled');
    expect(stopped.reason).to.include('PHO-1 was changed since');
    await changeAsset(ctx, cast.ben, 'PHO-1', { name: 'x' }, null);
    expect((await stockItemsByName(ctx.db.sql, ['keyboard'])).size).to.equal(0);
  });

  it('calls no private address that nobody allowed, follows nothing, and is for administrators', async () => {
    const strange = await begin({ baseUrl: 'http://localhost:1/' });
    await work(1);
    const failed = await read(strange);
    expect(failed.state).to.equal('failed');
    expect(failed.reason).to.include('WEBHOOK_ALLOW');
    const carla = await api.as(cast.carla);
    expect((await carla.get('/assets/migrations')).status).to.equal(403);
    expect((await carla.post('/assets/migrations', { baseUrl: snipe.baseUrl, token: 'x' })).status).to.equal(403);
    for (const baseUrl of ['ftp://example.org', 'nonsense', '']) {
      expect((await dmitri.post('/assets/migrations', { baseUrl, token: 'x' })).status).to.equal(422);
    }
    expect((await dmitri.get('/assets/migrations/unknown')).status).to.equal(404);
    expect((await dmitri.get('/assets/migrations')).body.items.length).to.be.above(0);
  });

  it('says when what answers there is no Snipe-IT', async () => {
    snipe.lists['locations'] = undefined as never;
    const id = await begin();
    await work(1);
    expect((await read(id)).reason).to.include('Endpoint not found');
  });
});
