import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { noticesTo } from '../custody/testing-custody.ts';
import type { Actor } from '../platform/actor.ts';
import { Problem } from '../platform/problem.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { type Interval, overlaps } from './reservation.ts';
import { reserveAsset, sweepReservations } from './reserve-asset.ts';

const hourMs = 3_600_000;
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error) => {
      if (error instanceof Problem) return error.code;
      throw error;
    },
  );

describe('intervals', () => {
  it('overlap when they share an instant, whichever is asked first', () => {
    const interval = fc
      .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 }), fc.boolean())
      .map(([from, length, isOpen]): Interval => ({ fromAt: new Date(from), untilAt: isOpen ? null : new Date(from + length) }));
    const has = ({ fromAt, untilAt }: Interval, at: number) => fromAt.getTime() <= at && (untilAt === null || at < untilAt.getTime());
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const instants = Array.from({ length: 80 }, (_, at) => at);
        expect(overlaps(a, b)).to.equal(instants.some((at) => has(a, at) && has(b, at)));
        expect(overlaps(b, a)).to.equal(overlaps(a, b));
      }),
    );
  });
});

eachDatabase('reservations', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, ben, eve] = [] as unknown as [Client, Client, Client];
  let count = 0;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, eve] = [await api.as(cast.ana), await api.as(cast.ben), await api.as(cast.eve)];
  });
  after(() => api.close());

  const hours = (n: number) => new Date(ctx.clock().getTime() + n * hourMs);
  const device = async (isLent = true) => {
    count += 1;
    const asset = await registerAsset(ctx, cast.ben, { kind: 'computer', name: `Loan ${count}` });
    if (isLent) await ben.put(`/assets/${asset.id}/lending`);
    return asset;
  };
  const book = (actor: Actor, assetId: string, from: number, until: number, more: object = {}) =>
    reserveAsset(ctx, actor, { assetId, fromAt: hours(from), untilAt: hours(until), note: null, ...more });

  it('books a time once, however many want it in the same instant', async () => {
    const { id } = await device();
    const people = [cast.ana, cast.eve, cast.ben, cast.carla];
    const wishes = Array.from({ length: 50 }, (_, i) => codeOf(book(people[i % 4]!, id, 10, 12)));
    const results = await Promise.all(wishes);
    expect(results.filter((code) => code === 'ok')).to.have.length(1);
    expect(results.filter((code) => code === 'conflict')).to.have.length(49);
    expect((await ben.get(`/reservations?assetId=${id}`)).body.items).to.have.length(1);
  });

  it('never books two that overlap, whatever 50 people ask for at once', async () => {
    const { id } = await device();
    const wishes = fc.sample(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 })), { numRuns: 50, seed: 42 });
    const results = await Promise.all(
      wishes.map(([from, length], i) => codeOf(book([cast.ana, cast.eve, cast.carla, cast.dmitri][i % 4]!, id, from, from + length))),
    );
    const { items } = (await ben.get(`/reservations?assetId=${id}&limit=200`)).body;
    expect(items)
      .to.have.length(results.filter((code) => code === 'ok').length)
      .and.to.have.length.above(3);
    const times = items.map(({ fromAt, untilAt }: { fromAt: string; untilAt: string }) => ({
      fromAt: new Date(fromAt),
      untilAt: new Date(untilAt),
    }));
    times.forEach((a: Interval, i: number) => {
      for (const b of times.slice(i + 1)) expect(overlaps(a, b)).to.equal(false);
    });
    // What was refused is taken by what was booked: nothing free was refused.
    results.forEach((code, i) => {
      const [from, length] = wishes[i]!;
      if (code === 'conflict')
        expect(times.some((time: Interval) => overlaps(time, { fromAt: hours(from), untilAt: hours(from + length) }))).to.equal(true);
    });
  });

  it('joins times that touch', async () => {
    const { id } = await device();
    expect(await codeOf(book(cast.ana, id, 10, 12))).to.equal('ok');
    expect(await codeOf(book(cast.eve, id, 12, 14))).to.equal('ok');
    expect(await codeOf(book(cast.ben, id, 11, 13))).to.equal('conflict');
  });

  it('shows employees what is lent out and when it is taken, never by whom', async () => {
    const [lent, own] = [await device(), await device(false)];
    await book(cast.eve, lent.id, 5, 9);
    const query = `from=${hours(6).toISOString()}&until=${hours(7).toISOString()}&limit=200`;
    const { items } = (await ana.get(`/lendable-assets?${query}`)).body;
    expect(items.map(({ asset }: { asset: { id: string } }) => asset.id))
      .to.include(lent.id)
      .and.not.include(own.id);
    const found = items.find(({ asset }: { asset: { id: string } }) => asset.id === lent.id);
    expect(found).to.deep.include({ isFree: false, busy: [{ fromAt: hours(5).toISOString(), untilAt: hours(9).toISOString() }] });
    expect(JSON.stringify(found)).to.not.include('Eve');
    expect((await ana.get(`/reservations?assetId=${lent.id}`)).body.items).to.deep.equal([]);
    expect((await ana.post('/reservations', { assetId: own.id, fromAt: hours(1), untilAt: hours(2) })).status).to.equal(422);
    const forEve = { assetId: lent.id, personId: cast.eve.id, fromAt: hours(1), untilAt: hours(2) };
    expect((await ana.post('/reservations', forEve)).status).to.equal(403);
    expect((await ana.put(`/assets/${own.id}/lending`)).status).to.equal(403);
  });

  it('refuses times that are over, reversed or endless', async () => {
    const { id } = await device();
    for (const [from, until] of [
      [-5, -1],
      [4, 2],
      [3, 3],
      [1, 24 * 400],
      [24 * 1000, 24 * 1001],
    ] as const)
      expect(await codeOf(book(cast.ana, id, from, until)), `${from} ${until}`).to.equal('invalid_request');
  });

  it('keeps a reserved device for who reserved it, at every desk', async () => {
    const { id, tag } = await device();
    await book(cast.eve, id, 30, 50);
    const open = await ben.put(`/assets/${id}/check-out`, { personId: cast.ana.id });
    expect([open.status, open.body.reason]).to.deep.equal([409, 'reserved']);
    expect(open.body.detail).to.include(tag).and.include('Eve');
    const { body: preview } = await ben.post('/hand-overs/preview', { personId: cast.ana.id, items: [{ assetId: id }] });
    expect(preview.items[0].problem).to.include('reserved for Eve');
    const until = (await ben.put(`/assets/${id}/check-out`, { personId: cast.ana.id, dueAt: hours(29) })).status;
    expect(until).to.equal(200);
    await ben.put(`/assets/${id}/check-in`, {});
    expect((await ben.put(`/assets/${id}/check-out?despiteReservations=true`, { personId: cast.ana.id })).status).to.equal(200);
  });

  it('is collected by a hand-out, due at its end, and over with the return', async () => {
    const { id } = await device();
    const booked = await book(cast.ana, id, 2, 6);
    const out = await ben.put(`/assets/${id}/check-out`, { personId: cast.ana.id });
    expect(out.body.dueAt).to.equal(hours(6).toISOString());
    const stateNow = async () => (await ana.get(`/reservations?assetId=${id}`)).body.items[0].state;
    expect(await stateNow()).to.equal('collected');
    expect(await codeOf(book(cast.eve, id, 5, 8))).to.equal('conflict');
    expect(await codeOf(book(cast.eve, id, 6, 8))).to.equal('ok');
    expect((await ana.put(`/reservations/${booked.id}/cancellation`)).status).to.equal(409);
    await ben.put(`/assets/${id}/check-in`, {});
    expect(await stateNow()).to.equal('ended');
  });

  it('lets a loan last longer, until somebody else has reserved it', async () => {
    const { id } = await device();
    const loan = (dueAt: Date | null) => ben.put(`/assets/${id}/expected-return`, { dueAt });
    expect((await loan(hours(5))).status).to.equal(409);
    await book(cast.ana, id, 1, 4);
    await book(cast.eve, id, 10, 12);
    await ben.put(`/assets/${id}/check-out`, { personId: cast.ana.id });
    expect((await loan(hours(8))).body.dueAt).to.equal(hours(8).toISOString());
    expect(await codeOf(book(cast.carla, id, 7, 9))).to.equal('conflict');
    const late = await loan(hours(11));
    expect([late.status, late.body.reason]).to.deep.equal([409, 'reserved']);
    expect((await loan(null)).status).to.equal(409);
    expect((await loan(hours(-1))).status).to.equal(422);
    expect((await ana.put(`/assets/${id}/expected-return`, { dueAt: null })).status).to.equal(403);
  });

  it('cannot be booked while it is out and nobody knows until when', async () => {
    const { id } = await device();
    await ben.put(`/assets/${id}/check-out`, { personId: cast.eve.id });
    expect(await codeOf(book(cast.ana, id, 100, 101))).to.equal('conflict');
  });

  it('moves to another time, and is cancelled by its owner or the desk, who tells the owner', async () => {
    const { id } = await device();
    const [mine, other] = [await book(cast.ana, id, 2, 4), await book(cast.eve, id, 6, 8)];
    const move = (from: number, until: number, version: number) =>
      ana.patch(`/reservations/${mine.id}`, { fromAt: hours(from), untilAt: hours(until) }, { 'If-Match': `"${version}"` });
    expect((await move(3, 7, 1)).status).to.equal(409);
    expect((await move(3, 5, 1)).body.version).to.equal(2);
    expect((await move(2, 4, 1)).status).to.equal(412);
    expect((await ana.put(`/reservations/${other.id}/cancellation`)).status).to.equal(404);
    expect((await ben.put(`/reservations/${other.id}/cancellation`)).body.state).to.equal('cancelled');
    expect(await noticesTo(ctx, cast.eve, other.id)).to.deep.equal(['custody.reservationCancelled']);
    expect((await eve.put(`/reservations/${other.id}/cancellation`)).status).to.equal(409);
    expect((await move(6, 8, 2)).status).to.equal(200);
  });

  it('lets go of what nobody collects', async () => {
    const { id } = await device();
    await book(cast.ana, id, 1, 2);
    ctx.clock.advance(2 * hourMs);
    await sweepReservations(ctx);
    expect((await ben.get(`/reservations?assetId=${id}`)).body.items[0].state).to.equal('missed');
  });

  it('lets nobody book the whole pool', async () => {
    const { id } = await device();
    const before = (await ana.get('/reservations?limit=200')).body.items.filter(
      ({ untilAt, state }: { untilAt: string; state: string }) =>
        new Date(untilAt) > ctx.clock() && ['booked', 'collected'].includes(state),
    ).length;
    for (let i = before; i < 20; i += 1) expect(await codeOf(book(cast.ana, id, 200 + i, 201 + i))).to.equal('ok');
    expect(await codeOf(book(cast.ana, id, 300, 301))).to.equal('conflict');
  });
});
