import { expect } from 'chai';
import { type Desk, story } from '../testing-desk.ts';

/** A laptop, a dock on loan, two cables that stay, and a seat. */
async function newcomer({ ben, asset }: Desk, laptops = 1) {
  const devices = [];
  for (let n = 0; n < laptops; n += 1) devices.push(await asset({ model: 'X1', name: `Laptop ${n}` }));
  const dock = (await ben.post('/stock-items', { name: 'Dock', kind: 'accessory', quantity: 5 })).body;
  const cable = (await ben.post('/stock-items', { name: 'Cable', quantity: 3 })).body;
  const office = (await ben.post('/licences', { name: 'Office', seats: 2 })).body;
  const kit = await ben.post('/kits', {
    name: 'Newcomer',
    lines: [
      { type: 'asset', kind: 'computer', model: 'x1' },
      { type: 'stock', itemId: dock.id },
      { type: 'stock', itemId: cable.id, quantity: 2 },
      { type: 'licence', licenceId: office.id },
    ],
  });
  return { devices, dock, cable, office, kit: kit.body, path: `/kits/${kit.body.id}` };
}

story('kits go out as one and come back as one', async (desk) => {
  const { ben, cast, carla } = desk;
  const { devices, dock, cable, office, kit, path } = await newcomer(desk);
  expect(kit.lines.map((line: { name: string }) => line.name)).to.deep.equal(['x1', 'Dock', 'Cable', 'Office']);
  expect((await ben.get(`${path}/availability`)).body.isComplete).to.equal(true);
  const out = await ben.post(`${path}/hand-outs`, { personId: cast.ana.id });
  expect(out.status).to.equal(201);
  expect(out.body.contents.map((content: { name: string }) => content.name)).to.have.members(['Laptop 0', 'Dock', 'Cable', 'Office']);
  expect((await ben.get(`/assets/${devices[0].tag}`)).body.custodian.name).to.equal('Ana');
  expect((await ben.get(`/stock-items/${dock.id}`)).body).to.include({ onHand: 4, onLoan: 1 });
  expect((await ben.get(`/stock-items/${cable.id}`)).body).to.include({ onHand: 1 });
  expect((await ben.get(`/licences/${office.id}`)).body.seatsUsed).to.equal(1);
  const back = await ben.put(`/kit-hand-outs/${out.body.id}/return`);
  expect(back.body.elsewhere).to.deep.equal([]);
  expect((await ben.get(`/assets/${devices[0].tag}`)).body.status).to.equal('in_stock');
  expect((await ben.get(`/stock-items/${dock.id}`)).body).to.include({ onHand: 5, onLoan: 0 });
  expect((await ben.get(`/stock-items/${cable.id}`)).body.onHand).to.equal(1);
  expect((await ben.get(`/licences/${office.id}`)).body.seatsUsed).to.equal(0);
  expect(await ben.put(`/kit-hand-outs/${out.body.id}/return`)).to.include({ status: 409 });
  expect(await carla.delete(path)).to.include({ status: 409 });
});

story('kits say every part that is missing, and then nothing of them goes out', async (desk) => {
  const { ben, cast } = desk;
  const { dock, cable, office, path } = await newcomer(desk, 0);
  await ben.post(`/stock-items/${cable.id}/corrections`, { quantity: -2, reason: 'x' });
  const out = await ben.post(`${path}/hand-outs`, { personId: cast.ana.id });
  expect(out.status).to.equal(409);
  expect(out.body.detail).to.equal('Newcomer is not complete: x1 (0 of 1), Cable (1 of 2)');
  expect(out.body.missing.map((line: { line: number }) => line.line)).to.deep.equal([0, 2]);
  expect((await ben.get(`/stock-items/${dock.id}`)).body.onHand).to.equal(5);
  expect((await ben.get(`/licences/${office.id}`)).body.seatsUsed).to.equal(0);
  expect((await ben.get('/kit-hand-outs')).body.items).to.deep.equal([]);
  const wrong = { name: 'Other', lines: [{ type: 'stock', itemId: 'nope' }] };
  expect((await ben.post('/kits', wrong)).body.errors[0].pointer).to.equal('/lines/0/itemId');
  expect((await ben.post('/kits', { name: 'NEWCOMER', lines: [{ type: 'asset', kind: 'computer' }] })).body.errors[0].pointer).to.equal(
    '/name',
  );
  const unknown = { name: 'Other', lines: [{ type: 'asset', kind: 'spaceship' }] };
  expect((await ben.post('/kits', unknown)).body.errors[0].pointer).to.equal('/lines/0/kind');
  expect(await ben.post('/kits', { name: 'Empty', lines: [] })).to.include({ status: 422 });
});

story('kits take assets that were chosen, and refuse one that is not asked for', async (desk) => {
  const { ben, cast, asset } = desk;
  const { devices, path } = await newcomer(desk, 3);
  const other = await asset({ model: 'Z9' });
  const refused = await ben.post(`${path}/hand-outs`, { personId: cast.ana.id, assetIds: [other.id] });
  expect(refused.body.errors[0].message).to.equal(`${other.tag} is not what the kit asks for`);
  expect((await ben.get(`/assets/${devices[0].tag}`)).body.status).to.equal('in_stock');
  const out = await ben.post(`${path}/hand-outs`, { personId: cast.ana.id, assetIds: [devices[2].id] });
  expect(out.body.contents.find((content: { type: string }) => content.type === 'asset').tag).to.equal(devices[2].tag);
});

story('kits handed out at once share what there is: nothing twice, nothing half', async (desk) => {
  const { ben, cast } = desk;
  // Two seats, three cables for two each: one kit at the most.
  const { devices, dock, cable, path } = await newcomer(desk, 3);
  const people = [cast.ana, cast.eve, cast.ben, cast.carla, cast.dmitri];
  const answers = await Promise.all(people.map(({ id }) => ben.post(`${path}/hand-outs`, { personId: id })));
  expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409, 409]);
  expect((await ben.get(`/stock-items/${cable.id}`)).body.onHand).to.equal(1);
  expect((await ben.get(`/stock-items/${dock.id}`)).body).to.include({ onHand: 4, onLoan: 1 });
  const states = await Promise.all(devices.map(async ({ tag }) => (await ben.get(`/assets/${tag}`)).body.status));
  expect(states.filter((status) => status === 'deployed')).to.have.length(1);
  // With enough of all but devices, each gets one of their own.
  await ben.post(`/stock-items/${cable.id}/receipts`, { quantity: 50 });
  const kit = (
    await ben.post('/kits', {
      name: 'Laptop only',
      lines: [
        { type: 'asset', kind: 'computer', model: 'X1' },
        { type: 'stock', itemId: cable.id },
      ],
    })
  ).body;
  const more = await Promise.all(people.slice(0, 2).map(({ id }) => ben.post(`/kits/${kit.id}/hand-outs`, { personId: id })));
  expect(more.map(({ status }) => status)).to.deep.equal([201, 201]);
  const tags = more.map(({ body }) => body.contents.find((content: { type: string }) => content.type === 'asset').tag);
  expect(new Set(tags).size).to.equal(2);
});
