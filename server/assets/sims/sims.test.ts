import { expect } from 'chai';
import { eachDatabase } from '../../../db/testing.ts';
import { transact } from '../../../db/transaction.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';
import { findAssetRow } from '../asset-store.ts';
import { noteSims } from './note-sims.ts';
import { hasCheckDigit, normalIccid, normalLine } from './sim.ts';

/** A number of a card that is valid: its last digit is the check digit. */
const iccidOf = (n: number): string => {
  const stem = `89330100${String(n).padStart(10, '0')}`;
  const last = '0123456789'.split('').find((digit) => hasCheckDigit(stem + digit));
  return stem + last;
};

describe('numbers of SIM cards', () => {
  it('are told from what is none, however they are written', () => {
    const iccid = iccidOf(1);
    expect(normalIccid(`${iccid.slice(0, 6)} ${iccid.slice(6, 12)}-${iccid.slice(12)}F`)).to.equal(iccid);
    const wrong = iccid.slice(0, -1) + ((Number(iccid.at(-1)) + 1) % 10);
    for (const text of [wrong, '', '8933', iccid.replace(/^89/, '88'), `${iccid}${iccid}`]) expect(normalIccid(text), text).to.equal(null);
    expect([normalLine('+33 (0)6 12.34-56'), normalLine('0033 612 345 678'), normalLine('office')]).to.deep.equal([
      '+3306123456',
      '+33612345678',
      null,
    ]);
  });
});

eachDatabase('SIM cards', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let count = 0;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla] = (await Promise.all([cast.ana, cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client, Client];
  });
  after(() => api.close());

  const mobile = async (name: string, more: object = {}) => (await ben.post('/assets', { kind: 'mobile', name, ...more })).body;
  const card = async (more: object = {}) => {
    count += 1;
    const made = await ben.post('/sim-cards', { iccid: iccidOf(count), lineNumber: `+3361234500${count}`, carrier: 'Orange', ...more });
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    return made.body;
  };

  it('moves from mobile to mobile, and each of the three knows when', async () => {
    const [old, fresh] = [await mobile('Old'), await mobile('New')];
    const sim = await card({ assetId: old.tag });
    expect(sim).to.deep.include({ status: 'active', hasPin: false });
    expect(sim.asset.id).to.equal(old.id);
    ctx.clock.advance(60_000);
    expect((await ben.put(`/sim-cards/${sim.id}/placement`, { assetId: fresh.tag, note: 'Screen broken' })).body.asset.id).to.equal(
      fresh.id,
    );
    const { placements, events } = (await ben.get(`/sim-cards/${sim.iccid}/history`)).body;
    expect(
      placements.map(({ asset, takenAt }: { asset: { name: string }; takenAt: string | null }) => [asset.name, takenAt !== null]),
    ).to.deep.equal([
      ['New', false],
      ['Old', true],
    ]);
    expect(events.map(({ kind }: { kind: string }) => kind)).to.include.members(['registered', 'placed', 'taken']);
    expect((await ben.get(`/assets/${old.id}/sim-cards`)).body).to.deep.include({ present: [] });
    const history = (await ben.get(`/assets/${fresh.id}/history`)).body.items;
    expect(history[0].changes[0]).to.deep.include({ field: 'sim', to: { id: sim.id, name: sim.lineNumber } });
    expect((await ben.get(`/assets?q=${sim.iccid}`)).body.items.map(({ id }: { id: string }) => id)).to.deep.equal([fresh.id]);
  });

  it('is taken out, and is spare then; a second time there is nothing to take', async () => {
    const sim = await card({ assetId: (await mobile('Lent')).id });
    expect((await ben.delete(`/sim-cards/${sim.id}/placement`)).body).to.deep.include({ status: 'spare', asset: null });
    expect((await ben.delete(`/sim-cards/${sim.id}/placement`)).status).to.equal(409);
  });

  it('is registered once, with a valid number, into a mobile that is in service', async () => {
    const sim = await card();
    const pointer = async (more: object) =>
      (await ben.post('/sim-cards', { iccid: iccidOf(90 + count), ...more })).body.errors?.[0].pointer;
    expect(await pointer({ iccid: sim.iccid })).to.equal('/iccid');
    expect(await pointer({ iccid: '8933010000000000001' })).to.equal('/iccid');
    expect(await pointer({ lineNumber: 'reception' })).to.equal('/lineNumber');
    expect(await pointer({ assetId: 'nowhere' })).to.equal('/assetId');
    const gone = await mobile('Gone');
    await carla.put(`/assets/${gone.id}/retirement`, {});
    expect(await pointer({ assetId: gone.id })).to.equal('/assetId');
    const answers = await Promise.all([1, 2, 3].map(() => ben.post('/sim-cards', { iccid: iccidOf(500) })));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 422, 422]);
  });

  it('keeps PIN and PUK sealed; whoever reads them is noted, and the holder sees the line but no secret', async () => {
    const held = await mobile('Held', { custodian: { type: 'person', id: cast.ana.id } });
    const sim = await card({ assetId: held.id, pin: '1234', puk: '12345678' });
    expect(JSON.stringify(sim)).not.to.include('1234567');
    expect((await ben.post(`/sim-cards/${sim.id}/secrets`)).body).to.deep.equal({ pin: '1234', puk: '12345678' });
    const { events } = (await ben.get(`/sim-cards/${sim.id}/history`)).body;
    expect(events[0]).to.deep.include({ kind: 'secret_read' });
    expect((await ana.get(`/assets/${held.id}/sim-cards`)).body.present[0].lineNumber).to.equal(sim.lineNumber);
    expect((await ana.post(`/sim-cards/${sim.id}/secrets`)).status).to.equal(403);
    expect((await ana.get('/sim-cards')).status).to.equal(403);
  });

  it('keeps the history of its line and carrier, and is changed by nobody who read an old version', async () => {
    const sim = await card();
    const changed = await ben.patch(
      `/sim-cards/${sim.id}`,
      { carrier: 'Free', lineNumber: '+33699999999' },
      { 'If-Match': `"${sim.version}"` },
    );
    expect([changed.status, changed.body.carrier]).to.deep.equal([200, 'Free']);
    expect((await ben.patch(`/sim-cards/${sim.id}`, { carrier: 'SFR' }, { 'If-Match': `"${sim.version}"` })).status).to.equal(412);
    const { events } = (await ben.get(`/sim-cards/${sim.id}/history`)).body;
    expect(events[0].changes.map(({ field, from, to }: { field: string; from: unknown; to: unknown }) => [field, from, to])).to.deep.equal([
      ['lineNumber', sim.lineNumber, '+33699999999'],
      ['carrier', 'Orange', 'Free'],
    ]);
  });

  it('follows what an agent sees: unknown cards are registered, moved ones move, missing ones are out', async () => {
    const [one, other] = [await mobile('One'), await mobile('Other')];
    const seen = (asset: { id: string }, iccids: string[]) =>
      transact(ctx, async (tx) => {
        const row = (await findAssetRow(tx.db.sql, asset.id))!;
        const cards = iccids.map((iccid) => ({ iccid, lineNumber: null, carrier: 'Bouygues' }));
        await noteSims(tx, cast.ben, row, cards, true);
      });
    const present = async (asset: { id: string }): Promise<string[]> =>
      (await ben.get(`/assets/${asset.id}/sim-cards`)).body.present.map(({ iccid }: { iccid: string }) => iccid);
    await seen(one, [iccidOf(700), iccidOf(701), 'nonsense']);
    expect((await present(one)).sort()).to.deep.equal([iccidOf(700), iccidOf(701)]);
    await seen(other, [iccidOf(701)]);
    await seen(one, []);
    expect([await present(one), await present(other)]).to.deep.equal([[], [iccidOf(701)]]);
  });
});
