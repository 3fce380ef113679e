import { expect } from 'chai';
import { story } from '../testing-desk.ts';

story('stock is received, handed out, returned, corrected, counted and moved, each a line of the ledger', async ({ cast, ben, carla }) => {
  const room = (await carla.post('/locations', { name: 'Store room' })).body ?? {};
  const made = await ben.post('/stock-items', { name: 'USB-C dock', kind: 'accessory', minimum: 2, quantity: 3, unitCost: 89.9 });
  expect(made.status).to.equal(201);
  const path = `/stock-items/${made.body.id}`;
  expect(made.body).to.deep.include({ onHand: 3, onLoan: 0, isLow: false, currency: 'EUR' });
  expect((await ben.post(`${path}/receipts`, { quantity: 5, shelfId: room.id, orderNumber: 'PO-7' })).body.onHand).to.equal(8);
  const lent = await ben.post(`${path}/hand-outs`, { personId: cast.ana.id, quantity: 2 });
  // From the fullest shelf.
  expect(lent.body).to.deep.include({ onHand: 6, onLoan: 2 });
  expect(
    lent.body.shelves.map((shelf: { location: { name: string } | null; quantity: number }) => [
      shelf.location?.name ?? null,
      shelf.quantity,
    ]),
  ).to.deep.equal([
    [null, 3],
    ['Store room', 3],
  ]);
  expect((await ben.post(`${path}/moves`, { quantity: 3, fromShelfId: null, toShelfId: room.id })).body.shelves).to.have.length(1);
  expect((await ben.post(`${path}/corrections`, { quantity: -4, shelfId: room.id, reason: 'Water damage' })).body).to.include({
    onHand: 2,
    isLow: true,
  });
  expect((await ben.post(`${path}/counts`, { counted: 4, shelfId: room.id })).body).to.include({ onHand: 4, isLow: false });
  expect((await ben.post(`${path}/returns`, { personId: cast.ana.id, quantity: 1 })).body).to.include({ onHand: 5, onLoan: 1 });
  expect((await ben.post(`${path}/returns`, { personId: cast.ana.id, isWrittenOff: true })).body.errors[0].pointer).to.equal('/reason');
  const off = await ben.post(`${path}/returns`, { personId: cast.ana.id, isWrittenOff: true, reason: 'Lost on a train' });
  expect(off.body).to.include({ onHand: 5, onLoan: 0 });
  // What one shelf does not have, the next one gives.
  const screens = (await ben.post('/stock-items', { name: 'Screen wipes', quantity: 3 })).body;
  await ben.post(`/stock-items/${screens.id}/receipts`, { quantity: 2, shelfId: room.id });
  const both = await ben.post(`/stock-items/${screens.id}/hand-outs`, { personId: cast.eve.id, quantity: 4 });
  expect(both.body.shelves.map((shelf: { quantity: number }) => shelf.quantity)).to.deep.equal([1]);
  const ledger = (await ben.get(`/stock-movements?itemId=${made.body.id}`)).body.items;
  expect(ledger.map((line: { kind: string; quantity: number }) => [line.kind, line.quantity])).to.deep.equal([
    ['returned', 0],
    ['returned', 1],
    ['counted', 2],
    ['corrected', -4],
    ['moved', 3],
    ['moved', -3],
    ['handed_out', -2],
    ['received', 5],
    ['counted', 3],
  ]);
  expect(ledger[6].holder.name).to.equal('Ana');
  const sum = ledger.reduce((total: number, line: { quantity: number }) => total + line.quantity, 0);
  expect(sum).to.equal(5);
});

story('stock refuses what cannot be, in words', async ({ cast, ben, carla, api, asset }) => {
  const { id } = (await ben.post('/stock-items', { name: 'Toner', quantity: 2 })).body;
  const path = `/stock-items/${id}`;
  const short = await ben.post(`${path}/hand-outs`, { personId: cast.ana.id, quantity: 3 });
  expect(short).to.include({ status: 409 });
  expect(short.body).to.include({ detail: 'Only 2 of Toner are left', wanted: 3, available: 2 });
  expect(await ben.post(`${path}/corrections`, { quantity: -3, reason: 'x' })).to.include({ status: 409 });
  expect(await ben.post(`${path}/corrections`, { quantity: -1 })).to.include({ status: 422 });
  expect(await ben.post(`${path}/hand-outs`, { quantity: 1 })).to.include({ status: 422 });
  expect(await ben.post(`${path}/hand-outs`, { quantity: 1.5, personId: cast.ana.id })).to.include({ status: 422 });
  expect(await ben.post(`${path}/hand-outs`, { personId: 'nobody' })).to.include({ status: 422 });
  expect(await ben.post(`${path}/returns`, { personId: cast.ana.id })).to.include({ status: 409 });
  expect(await ben.post('/stock-items', { name: 'TONER' })).to.include({ status: 422 });
  expect(await carla.delete(path)).to.include({ status: 409 });
  const laptop = await asset();
  expect((await ben.post(`${path}/hand-outs`, { assetId: laptop.tag, quantity: 2 })).body).to.include({ onHand: 0, onLoan: 0 });
  expect((await ben.get(`/stock-movements?holderId=${laptop.id}`)).body.items[0]).to.include({ quantity: -2, balance: 0 });
  expect(await ben.delete(path)).to.include({ status: 403 });
  expect(await carla.delete(path)).to.include({ status: 204 });
  const ana = await api.as(cast.ana);
  expect(await ana.get('/stock-items')).to.include({ status: 403 });
  const dock = (await ben.post('/stock-items', { name: 'Dock', kind: 'accessory', quantity: 1 })).body;
  await ben.post(`/stock-items/${dock.id}/hand-outs`, { personId: cast.ana.id });
  expect((await ana.get(`/people/${cast.ana.id}/stock`)).body.items).to.have.length(1);
  expect(await ana.get(`/people/${cast.eve.id}/stock`)).to.include({ status: 404 });
  await ben.patch(`/stock-items/${dock.id}`, { isActive: false });
  expect(await ben.post(`/stock-items/${dock.id}/hand-outs`, { personId: cast.eve.id })).to.include({ status: 409 });
});

story('stock never goes below zero when many take at once', async ({ cast, ben }) => {
  const { id } = (await ben.post('/stock-items', { name: 'Mouse', kind: 'accessory', quantity: 7 })).body;
  const holders = [cast.ana, cast.eve];
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) => ben.post(`/stock-items/${id}/hand-outs`, { personId: holders[n % 2]?.id })),
  );
  expect(answers.filter(({ status }) => status === 200)).to.have.length(7);
  expect(answers.filter(({ status }) => status === 409)).to.have.length(23);
  const item = (await ben.get(`/stock-items/${id}`)).body;
  expect(item).to.include({ onHand: 0, onLoan: 7 });
  const lines = (await ben.get(`/stock-movements?itemId=${id}`)).body.items;
  expect(lines.map((line: { balance: number }) => line.balance)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
  const loans = (await ben.get(`/stock-items/${id}/loans`)).body.items;
  expect(loans.reduce((sum: number, loan: { quantity: number }) => sum + loan.quantity, 0)).to.equal(7);
  const cables = (await ben.post('/stock-items', { name: 'Cable', quantity: 2 })).body;
  expect((await ben.post(`/stock-items/${cables.id}/hand-outs`, { personId: cast.ana.id, quantity: 3 })).body.available).to.equal(2);
  // Counting while others take: whatever the order, books and ledger agree.
  await Promise.all([
    ben.post(`/stock-items/${id}/counts`, { counted: 5 }),
    ...Array.from({ length: 6 }, () => ben.post(`/stock-items/${id}/hand-outs`, { personId: cast.ana.id })),
    ben.post(`/stock-items/${id}/receipts`, { quantity: 2 }),
  ]);
  const after = (await ben.get(`/stock-items/${id}`)).body;
  const all = (await ben.get(`/stock-movements?itemId=${id}`)).body.items;
  expect(all.reduce((sum: number, line: { quantity: number }) => sum + line.quantity, 0)).to.equal(after.onHand);
  expect(all[0].balance).to.equal(after.onHand);
});

story('stock that moved is told also to a browser that kept the answer before: a movement is no edit', async ({ cast, ben }) => {
  const { id } = (await ben.post('/stock-items', { name: 'Mouse', quantity: 7 })).body;
  const before = await ben.get(`/stock-items/${id}`);
  expect(before.headers.get('cache-control')).to.equal('no-store');
  await ben.post(`/stock-items/${id}/hand-outs`, { personId: cast.ana.id });
  const after = await ben.get(`/stock-items/${id}`, { 'If-None-Match': before.headers.get('etag') as string });
  expect(after.status).to.equal(200);
  expect(after.body).to.include({ onHand: 6, version: 1 });
});

story('stock lists by name, what is low, and in pages', async ({ ben }) => {
  for (const [name, quantity] of [
    ['Cable', 0],
    ['adapter', 9],
    ['Écran filtre', 1],
  ] as const)
    await ben.post('/stock-items', { name, quantity, minimum: 1 });
  const first = (await ben.get('/stock-items?limit=2')).body;
  expect(first.items.map((item: { name: string }) => item.name)).to.deep.equal(['adapter', 'Cable']);
  expect((await ben.get(`/stock-items?limit=2&cursor=${first.nextCursor}`)).body.items).to.have.length(1);
  expect((await ben.get('/stock-items?low=true')).body.items.map((item: { name: string }) => item.name)).to.deep.equal([
    'Cable',
    'Écran filtre',
  ]);
  expect((await ben.get('/stock-items?q=ecr')).body.items).to.have.length(1);
});
