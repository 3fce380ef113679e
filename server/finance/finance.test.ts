import { expect } from 'chai';
import { story } from '../testing-desk.ts';

story(
  'suppliers are one whatever the writing, changed by version, and set aside rather than removed while in use',
  async ({ ben, carla, asset, supplier }) => {
    const durand = await supplier();
    expect(await ben.post('/suppliers', { name: 'EDITIONS DURAND' })).to.include({ status: 422 });
    expect(await ben.patch(`/suppliers/${durand.id}`, { phone: '01 02' }, { 'If-Match': '"9"' })).to.include({ status: 412 });
    expect((await ben.patch(`/suppliers/${durand.id}`, { phone: '01 02' }, { 'If-Match': '"1"' })).body).to.include({ version: 2 });
    const { tag } = await asset();
    await ben.patch(`/assets/${tag}/money`, { supplierId: durand.id });
    expect(await ben.delete(`/suppliers/${durand.id}`)).to.include({ status: 403 });
    expect((await carla.delete(`/suppliers/${durand.id}`)).body.detail).to.contain('set it aside');
    const other = await supplier('Zeta');
    expect(await carla.delete(`/suppliers/${other.id}`)).to.include({ status: 204 });
    expect((await ben.get('/suppliers?q=edi')).body.items.map((one: { name: string }) => one.name)).to.deep.equal(['Éditions Durand']);
  },
);

story('money of an asset takes the plan of the kind, or the asset’s own, or none', async ({ ben, carla, asset }) => {
  const plan = (await carla.post('/depreciation-plans', { name: 'Computers', lifeMonths: 36, proRata: 'months', kinds: ['computer'] }))
    .body;
  const laptop = await asset({ purchasedOn: '2026-01-15', purchaseCost: 1200.36, purchaseCurrency: 'EUR' });
  const money = (await ben.get(`/assets/${laptop.tag}/money?asOf=2026-12-31`)).body;
  expect(money.plan).to.deep.equal({ id: plan.id, name: 'Computers', isOwn: false });
  expect(money.value).to.include({ cost: 1200.36, depreciated: 400.12, bookValue: 800.24, endsOn: '2028-12-31' });
  expect(money.endOfLifeOn).to.equal('2028-12-31');
  expect(money.years).to.have.length(3);
  const own = (await carla.post('/depreciation-plans', { name: 'Two years', lifeMonths: 24, proRata: 'months' })).body;
  await ben.patch(`/assets/${laptop.tag}/money`, { planId: own.id, salvage: 200.36, inServiceOn: '2026-02-01' });
  expect((await ben.get(`/assets/${laptop.tag}/money?asOf=2027-01-31`)).body.value).to.include({ depreciated: 500, bookValue: 700.36 });
  await ben.patch(`/assets/${laptop.tag}/money`, { isNotDepreciated: true });
  expect((await ben.get(`/assets/${laptop.tag}/money`)).body).to.include({ value: null, plan: null });
});

story(
  'money of an asset refuses versions that are past, unknown references, and terms that contradict each other',
  async ({ cast, api, ben, carla, asset }) => {
    const { tag } = await asset();
    expect(await ben.patch(`/assets/${tag}/money`, { orderNumber: 'PO-1' }, { 'If-Match': '"0"' })).to.include({ status: 200 });
    expect(await ben.patch(`/assets/${tag}/money`, { orderNumber: 'PO-2' }, { 'If-Match': '"0"' })).to.include({ status: 412 });
    expect(await ben.patch(`/assets/${tag}/money`, { planId: 'nope' })).to.include({ status: 422 });
    expect(await ben.patch(`/assets/${tag}/money`, { salvage: -1 })).to.include({ status: 422 });
    const twice = { name: 'A', lifeMonths: 30, isEndingWithFiscalYear: true };
    expect((await carla.post('/depreciation-plans', twice)).body.errors[0].pointer).to.equal('/lifeMonths');
    expect(
      (await carla.post('/depreciation-plans', { name: 'A', lifeMonths: 12, method: 'declining_balance' })).body.errors[0].pointer,
    ).to.equal('/factor');
    await carla.post('/depreciation-plans', { name: 'A', lifeMonths: 12, kinds: ['server'] });
    expect(
      (await carla.post('/depreciation-plans', { name: 'B', lifeMonths: 12, kinds: ['phone', 'server'] })).body.errors[0].pointer,
    ).to.equal('/kinds/1');
    expect(await ben.post('/depreciation-plans', { name: 'C', lifeMonths: 12 })).to.include({ status: 403 });
    expect(await (await api.as(cast.ana)).get(`/assets/${tag}/money`)).to.include({ status: 403 });
  },
);

story('money of an asset lists what everything is worth on a day, in pages, sums and a file', async ({ ben, carla, asset }) => {
  await carla.post('/depreciation-plans', { name: 'Computers', lifeMonths: 12, proRata: 'months', kinds: ['computer'] });
  await asset({ name: '=1+1', purchasedOn: '2026-01-01', purchaseCost: 120 });
  await asset({ purchasedOn: '2026-01-01', purchaseCost: 240 });
  await asset({ kind: 'server', purchaseCost: 99.99, purchaseCurrency: 'USD' });
  await asset({ name: 'Without a price' });
  const first = (await ben.get('/finance/book-values?asOf=2026-06-30&limit=2')).body;
  expect(first.items.map((line: { bookValue: number }) => line.bookValue)).to.deep.equal([60, 120]);
  const rest = (await ben.get(`/finance/book-values?asOf=2026-06-30&limit=2&cursor=${first.nextCursor}`)).body;
  expect(rest.items.map((line: { bookValue: number }) => line.bookValue)).to.deep.equal([99.99]);
  expect(rest.nextCursor).to.equal(null);
  expect((await ben.get('/finance/book-values/totals?asOf=2026-06-30')).body.items).to.deep.equal([
    { currency: 'EUR', kind: 'computer', count: 2, cost: 360, depreciated: 180, bookValue: 180 },
    { currency: 'USD', kind: 'server', count: 1, cost: 99.99, depreciated: 0, bookValue: 99.99 },
  ]);
  const file = await ben.get('/finance/book-values.csv?asOf=2026-06-30');
  expect(file.body.split('\r\n')).to.have.length(5);
  expect(file.body).to.contain("'=1+1").and.contain('120.00,60.00,60.00,2026-12-31');
});

story('contracts cover many assets and say by when notice must be given', async ({ ben, carla, asset }) => {
  const some = await Promise.all([1, 2, 3].map((n) => asset({ name: `Laptop ${n}` })));
  const ids = some.map(({ id }) => id);
  const made = await ben.post('/contracts', {
    name: 'Printer maintenance',
    startsOn: '2025-01-01',
    endsOn: '2025-12-31',
    renewalMonths: 12,
    noticeDays: 90,
    cost: 50,
    costPer: 'month',
    assetIds: ids.slice(0, 2),
  });
  expect(made.status).to.equal(201);
  expect(made.body).to.deep.include({ assetCount: 2, yearlyCost: 600 });
  expect(made.body.term).to.deep.equal({ state: 'active', endsOn: '2026-12-31', noticeBy: '2026-10-02', isRenewing: true });
  const path = `/contracts/${made.body.id}`;
  expect((await ben.patch(`${path}/assets`, { add: ids, remove: [] })).body.assetCount).to.equal(3);
  expect((await ben.patch(`${path}/assets`, { remove: [ids[0]] })).body.assetCount).to.equal(2);
  expect((await ben.patch(`${path}/assets`, { add: ['nope'] })).body.errors[0].pointer).to.equal('/add/0');
  expect((await ben.get(`${path}/assets`)).body.items.map((one: { id: string }) => one.id)).to.have.members(ids.slice(1));
  expect((await ben.get(`/assets/${some[2].tag}/contracts`)).body.items).to.have.length(1);
  const cancelled = await ben.patch(path, { cancelledOn: '2026-11-20' }, { 'If-Match': '"1"' });
  expect(cancelled.body.term).to.deep.include({ state: 'ending', endsOn: '2027-12-31' });
  expect(await ben.patch(path, { endsOn: '2024-01-01' })).to.include({ status: 422 });
  expect(await carla.delete(path)).to.include({ status: 204 });
  expect((await ben.get(`/assets/${some[2].tag}/contracts`)).body.items).to.deep.equal([]);
});

story('repairs send the asset away and take it back to whoever has it, with its cost', async ({ ctx, cast, ben, asset, supplier }) => {
  const durand = await supplier();
  const laptop = await asset();
  await ben.put(`/assets/${laptop.tag}/check-out`, { personId: cast.ana.id });
  const begun = await ben.post(`/assets/${laptop.tag}/repairs`, { title: 'Screen', supplierId: durand.id, expectedOn: '2026-11-25' });
  expect(begun.body).to.include({ number: 'REP-1', status: 'open', isAway: true, isLate: false, startedOn: '2026-11-20' });
  expect((await ben.get(`/assets/${laptop.tag}`)).body).to.include({ status: 'in_repair' });
  expect((await ben.post(`/assets/${laptop.tag}/repairs`, { title: 'Again' })).body.detail).to.contain('REP-1');
  ctx.clock.advance(7 * 86_400_000);
  expect((await ben.get('/repairs?status=open')).body.items[0]).to.include({ isLate: true });
  const back = await ben.put('/repairs/REP-1/return', { outcome: 'repaired', cost: 149.5 }, { 'If-Match': '"1"' });
  expect(back.body).to.include({ status: 'returned', outcome: 'repaired', cost: 149.5, currency: 'EUR', finishedOn: '2026-11-27' });
  const after = (await ben.get(`/assets/${laptop.tag}`)).body;
  expect(after).to.include({ status: 'deployed' });
  expect(after.custodian.id).to.equal(cast.ana.id);
  expect((await ben.get(`/assets/${laptop.tag}/money`)).body.repairs).to.deep.equal([{ currency: 'EUR', cost: 149.5, count: 1 }]);
  expect(await ben.put('/repairs/rep-1/return', {})).to.include({ status: 409 });
});

story(
  'repairs leave what is irreparable in repair, what was lost meanwhile lost, and note maintenance without sending anything away',
  async ({ ben, asset }) => {
    const [broken, lost, server] = [await asset(), await asset(), await asset({ kind: 'server' })];
    const first = (await ben.post(`/assets/${broken.tag}/repairs`, { title: 'Board' })).body;
    await ben.put(`/repairs/${first.id}/return`, { outcome: 'irreparable' });
    expect((await ben.get(`/assets/${broken.tag}`)).body.status).to.equal('in_repair');
    const second = (await ben.post(`/assets/${lost.tag}/repairs`, { title: 'Keyboard' })).body;
    await ben.patch(`/assets/${lost.tag}`, { status: 'lost' });
    await ben.put(`/repairs/${second.id}/cancellation`);
    expect((await ben.get(`/assets/${lost.tag}`)).body.status).to.equal('lost');
    await ben.post(`/assets/${server.tag}/repairs`, { kind: 'maintenance', title: 'Fans', isAway: false });
    expect((await ben.get(`/assets/${server.tag}`)).body.status).to.equal('in_stock');
  },
);

story('repairs let one of two who send the same asset away at once win', async ({ ben, asset }) => {
  const laptop = await asset();
  const answers = await Promise.all([1, 2, 3, 4].map((n) => ben.post(`/assets/${laptop.tag}/repairs`, { title: `Try ${n}` })));
  expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409]);
});
