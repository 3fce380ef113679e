import { expect } from 'chai';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { type Desk, story } from '../testing-desk.ts';
import { compareUse } from './licence.ts';

let numbers = 0;
const next = (): number => {
  numbers += 1;
  return numbers;
};

/** What agents would have found. */
async function install(ctx: Context, name: string, assetIds: string[]): Promise<string> {
  const at = ctx.clock();
  const machine = { deviceId: name, documentHash: '', seenVersion: 1, isStub: false, writtenJson: '{}', saidJson: '{}', differs: '' };
  const seen = { firstContactAt: at, lastContactAt: at, changedAt: at };
  const software = { id: `00000000-0000-7000-8000-${String(next()).padStart(12, '0')}`, name, publisher: 'Example' };
  const versionId = next();
  await transact(ctx, async ({ db: { sql } }) => {
    await sql('softwareTitles').insert(software);
    await sql('softwareVersions').insert({ id: versionId, softwareId: software.id, version: '1' });
    for (const assetId of assetIds) {
      const machineId = next();
      await sql('inventoryMachines').insert({ ...machine, ...seen, id: machineId, assetId });
      await sql('softwareInstallations').insert({ machineId, versionId, firstSeenAt: at });
    }
  });
  return software.id;
}

const licence = async (desk: Pick<Desk, 'ben'>, fields: Record<string, unknown> = {}) =>
  (await desk.ben.post('/licences', { name: 'Office', ...fields })).body;

describe('use of licences', () => {
  const on = (id: string, personId: string | null = null) => ({ id, custodianType: personId && 'person', custodianId: personId });

  it('counts a person with two devices once, and a device that nobody has by itself', () => {
    const found = [on('laptop', 'ana'), on('desktop', 'ana'), on('kiosk')];
    expect(compareUse('person', found, new Set(['ana']))).to.deep.equal({
      installed: 2,
      withoutSeat: [on('kiosk')],
      notInstalled: new Set(),
    });
    expect(compareUse('device', found, new Set(['laptop', 'old']))).to.deep.include({ installed: 3, notInstalled: new Set(['old']) });
  });

  it('calls no seat empty while nothing is known to be installed', () => {
    expect(compareUse('person', [], new Set(['ana'])).notInstalled.size).to.equal(0);
  });
});

story('licences give seats to people, and no more than there are', async ({ ben, carla, cast }) => {
  const office = await licence({ ben }, { seats: 2, cost: 240, key: 'AAAA-BBBB' });
  const path = `/licences/${office.id}`;
  expect(office).to.include({ hasKey: true, seatsUsed: 0, installed: null });
  expect(JSON.stringify(office)).not.to.contain('AAAA');
  expect(await ben.get(`${path}/key`)).to.include({ status: 403 });
  expect((await carla.get(`${path}/key`)).body).to.deep.equal({ key: 'AAAA-BBBB' });
  expect((await ben.post(`${path}/seats`, { personId: cast.ana.id })).body.seatsUsed).to.equal(1);
  expect((await ben.post(`${path}/seats`, { personId: cast.ana.id })).body.detail).to.contain('already');
  expect((await ben.get(path)).body.seatsUsed).to.equal(1);
  const all = [cast.eve, cast.ben, cast.carla, cast.dmitri];
  const answers = await Promise.all(all.map(({ id }) => ben.post(`${path}/seats`, { personId: id })));
  expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409]);
  expect((await ben.patch(path, { seats: 1 })).body.errors[0]).to.deep.equal({
    pointer: '/seats',
    message: '2 seats are taken: free some first',
  });
  const seats = (await ben.get(`${path}/seats`)).body.items;
  expect(seats).to.have.length(2);
  expect(await ben.delete(`${path}/seats/${seats[0].id}`)).to.include({ status: 204 });
  expect(await ben.delete(`${path}/seats/${seats[0].id}`)).to.include({ status: 404 });
  expect((await ben.patch(path, { seats: 1 }, { 'If-Match': '"1"' })).body).to.include({ seats: 1, seatsUsed: 1, version: 2 });
  expect((await ben.get(`${path}/seats?freed=true`)).body.items[0]).to.include({ freedBy: 'Ben' });
  expect(await carla.delete(path)).to.include({ status: 409 });
  expect((await ben.post(`${path}/freed-seats`, { seatIds: [seats[1].id], because: 'Left' })).body.seatsUsed).to.equal(0);
  expect(await carla.delete(path)).to.include({ status: 204 });
});

story(
  'licences give seats to devices, refuse what does not fit, and keep a seat that nobody may take over',
  async ({ ben, cast, asset }) => {
    const laptop = await asset();
    const cad = await licence({ ben }, { name: 'CAD', metric: 'device', seats: 1, isReassignable: false });
    const path = `/licences/${cad.id}/seats`;
    expect((await ben.post(path, { personId: cast.ana.id })).body.errors[0].pointer).to.equal('/personId');
    expect((await ben.post(path, { assetId: laptop.tag })).status).to.equal(201);
    const held = (await ben.get(`/assets/${laptop.tag}/licences`)).body.items;
    expect(held[0].licence.name).to.equal('CAD');
    await ben.delete(`${path}/${held[0].id}`);
    expect((await ben.get(`/licences/${cad.id}`)).body.seatsUsed).to.equal(1);
    expect((await ben.post(path, { assetId: (await asset()).id })).body.detail).to.equal('All 1 seats of CAD are taken');
    const old = await licence({ ben }, { name: 'Old', expiresOn: '2026-11-19' });
    expect((await ben.post(`/licences/${old.id}/seats`, { personId: cast.ana.id })).body.detail).to.equal('Old has ended');
    expect(await ben.post('/licences', { name: 'X', softwareIds: ['nope'] })).to.include({ status: 422 });
  },
);

story('licences know what is installed beyond the seats, and which seats stand empty', async ({ ctx, ben, carla, cast, api, asset }) => {
  const [one, two, three, kiosk] = [await asset(), await asset(), await asset(), await asset()];
  for (const laptop of [one, two]) await ben.put(`/assets/${laptop.tag}/check-out`, { personId: cast.ana.id });
  await ben.put(`/assets/${three.tag}/check-out`, { personId: cast.ben.id });
  const scrapped = await asset();
  const title = await install(ctx, 'Office', [one.id, two.id, three.id, kiosk.id, scrapped.id]);
  await carla.put(`/assets/${scrapped.tag}/retirement`, {});
  const office = await licence({ ben }, { seats: 2, softwareIds: [title] });
  expect(office).to.include({ installed: 3, pooledSeats: 2, overuse: 1 });
  const path = `/licences/${office.id}`;
  for (const person of [cast.ana, cast.eve]) await ben.post(`${path}/seats`, { personId: person.id });
  const use = (await ben.get(`${path}/use`)).body;
  expect(use).to.include({ installed: 3, overuse: 1, withoutSeatCount: 2 });
  expect(
    use.withoutSeat.map((line: { asset: { tag: string }; person: { name: string } | null }) => [line.asset.tag, line.person?.name]),
  ).to.deep.equal([
    [three.tag, 'Ben'],
    [kiosk.tag, undefined],
  ]);
  expect(use.idle.map((seat: { person: { name: string }; idle: string }) => [seat.person.name, seat.idle])).to.deep.equal([
    ['Eve', 'not_installed'],
  ]);
  // A second licence for the same software adds its seats, until it ends.
  await licence({ ben }, { name: 'Office, more', seats: 5, softwareIds: [title], expiresOn: '2026-11-30' });
  expect((await ben.get(path)).body).to.include({ pooledSeats: 7, overuse: 0 });
  ctx.clock.advance(11 * 86_400_000);
  expect((await ben.get(path)).body).to.include({ pooledSeats: 2, overuse: 1 });
  // Who leaves keeps no seat in secret.
  await (await api.as(cast.dmitri)).patch(`/people/${cast.eve.id}`, { isActive: false });
  expect((await ben.get(`${path}/use`)).body.idle[0].idle).to.equal('left');
  const ana = await api.as(cast.ana);
  expect((await ana.get(`/people/${cast.ana.id}/licences`)).body.items).to.have.length(1);
  expect(await ana.get(`/people/${cast.eve.id}/licences`)).to.include({ status: 404 });
  expect(await ana.get('/licences')).to.include({ status: 403 });
});
