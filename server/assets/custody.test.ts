import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import { addLocation } from '../people/save-location.ts';
import type { LiveEvent } from '../platform/live.ts';
import { Problem } from '../platform/problem.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { assetHistory } from './asset-history.ts';
import { assetsHeldBy } from './asset-queries.ts';
import type { AssetAnswer } from './asset-schemas.ts';
import { changeAsset } from './change-asset.ts';
import { checkInAsset } from './check-in-asset.ts';
import { checkOutAsset } from './check-out-asset.ts';
import { registerAsset } from './register-asset.ts';
import { reinstateAsset, retireAsset } from './retire-asset.ts';

const nothing = { dueAt: null, note: null };
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'ok';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};

eachDatabase('custody', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let count = 0;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });

  const laptop = (more: object = {}): Promise<AssetAnswer> => {
    count += 1;
    return registerAsset(ctx, cast.ben, { kind: 'computer', name: `Laptop ${count}`, ...more });
  };

  it('hands out and takes back, and the history tells who, what and when', async () => {
    const { id } = await laptop();
    ctx.clock.advance(60_000);
    const out = await checkOutAsset(ctx, cast.ben, id, {
      personId: cast.ana.id!,
      dueAt: new Date('2026-12-24T12:00:00Z'),
      note: 'with bag',
    });
    expect(out).to.deep.include({ status: 'deployed', version: 2, custodian: { type: 'person', id: cast.ana.id, name: 'Ana' } });
    expect((await assetsHeldBy(ctx.db.sql, cast.ana.id!)).map((asset) => asset.id)).to.include(id);
    ctx.clock.advance(60_000);
    const back = await checkInAsset(ctx, cast.carla, id, { note: null });
    expect(back).to.deep.include({ status: 'in_stock', custodian: null, dueAt: null, checkedOutAt: null, version: 3 });
    const { items } = await assetHistory(ctx, cast.ben, id, { limit: 50 });
    expect(items.map(({ kind, actor, note }) => [kind, actor.name, note])).to.deep.equal([
      ['checked_in', 'Carla', null],
      ['checked_out', 'Ben', 'with bag'],
      ['registered', 'Ben', null],
    ]);
    expect(items[1]!.changes.map(({ field }) => field)).to.have.members(['status', 'custodian', 'dueAt']);
    expect(items[1]!.changes.find(({ field }) => field === 'custodian')).to.deep.equal({
      field: 'custodian',
      from: null,
      to: { type: 'person', id: cast.ana.id, name: 'Ana' },
    });
  });

  it('pages through a history and tells what changed since an instant', async () => {
    const { id } = await laptop();
    for (const name of ['One', 'Two', 'Three']) {
      ctx.clock.advance(1000);
      await changeAsset(ctx, cast.ben, id, { name }, null);
    }
    const first = await assetHistory(ctx, cast.ben, id, { limit: 3 });
    const second = await assetHistory(ctx, cast.ben, id, { limit: 3, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map((event) => event.kind)).to.deep.equal(['changed', 'changed', 'changed', 'registered']);
    expect(second.nextCursor).to.equal(null);
    const { items } = await assetHistory(ctx, cast.ben, id, { limit: 50, since: ctx.clock() });
    expect(items.flatMap(({ changes }) => changes).map(({ field, from, to }) => [field, from, to])).to.deep.equal([
      ['name', 'Two', 'Three'],
    ]);
  });

  it('puts what is checked out to a room into that room', async () => {
    const room = await addLocation(ctx, { name: 'Server room', parentId: null, timeZone: 'Europe/Paris', address: null });
    const { id } = await laptop();
    const out = await checkOutAsset(ctx, cast.ben, id, { locationId: room.id, ...nothing });
    expect(out).to.deep.include({
      custodian: { type: 'location', id: room.id, name: 'Server room' },
      location: { id: room.id, name: 'Server room' },
    });
  });

  it('refuses what is out, in repair, lost, retired or disposed', async () => {
    const { id } = await laptop();
    const give = () => codeOf(checkOutAsset(ctx, cast.ben, id, { personId: cast.eve.id!, ...nothing }));
    expect(await give()).to.equal('ok');
    expect(await give()).to.equal('conflict');
    await checkInAsset(ctx, cast.ben, id, { note: null });
    expect(await codeOf(checkInAsset(ctx, cast.ben, id, { note: null }))).to.equal('conflict');
    for (const status of ['in_repair', 'lost'] as const) {
      await changeAsset(ctx, cast.ben, id, { status }, null);
      expect(await give()).to.equal('conflict');
    }
    await retireAsset(ctx, cast.carla, id, { status: 'retired', note: 'broken' }, null);
    expect(await give()).to.equal('conflict');
    expect(await codeOf(changeAsset(ctx, cast.ben, id, { status: 'in_stock' }, null))).to.equal('conflict');
    await retireAsset(ctx, cast.carla, id, { status: 'disposed', note: null }, null);
    expect((await reinstateAsset(ctx, cast.carla, id, null)).status).to.equal('retired');
    expect((await reinstateAsset(ctx, cast.carla, id, null)).status).to.equal('in_stock');
    expect(await codeOf(reinstateAsset(ctx, cast.carla, id, null))).to.equal('conflict');
    expect(await give()).to.equal('ok');
  });

  it('refuses receivers that do not exist, have left or are gone, and a return in the past', async () => {
    const { id } = await laptop();
    const gone = await laptop();
    await retireAsset(ctx, cast.carla, gone.id, { status: 'disposed', note: null }, null);
    for (const receiver of [{ personId: 'nobody' }, { locationId: 'nowhere' }, { assetId: 'nothing' }, { assetId: gone.id }]) {
      expect(await codeOf(checkOutAsset(ctx, cast.ben, id, { ...receiver, ...nothing }))).to.equal('invalid_request');
    }
    const past = { personId: cast.ana.id!, dueAt: new Date('2020-01-01T00:00:00Z'), note: null };
    expect(await codeOf(checkOutAsset(ctx, cast.ben, id, past))).to.equal('invalid_request');
  });

  it('never puts an asset inside itself, however long the chain', async () => {
    const [a, b, c] = [await laptop(), await laptop(), await laptop()];
    const into = (inner: AssetAnswer, outer: AssetAnswer) =>
      codeOf(checkOutAsset(ctx, cast.ben, inner.id, { assetId: outer.id, ...nothing }));
    expect(await into(a, a)).to.equal('conflict');
    expect(await into(a, b)).to.equal('ok');
    expect(await into(b, c)).to.equal('ok');
    expect(await into(c, a)).to.equal('conflict');
    expect(await codeOf(retireAsset(ctx, cast.carla, b.id, { status: 'retired', note: null }, null))).to.equal('conflict');
  });

  it('closes no ring when check-outs cross', async () => {
    const assets = await Promise.all(Array.from({ length: 4 }, () => laptop()));
    const results = await Promise.all(
      assets.map((asset, i) => codeOf(checkOutAsset(ctx, cast.ben, asset.id, { assetId: assets[(i + 1) % 4]!.id, ...nothing }))),
    );
    expect(results.toSorted()).to.deep.equal(['conflict', 'ok', 'ok', 'ok']);
  });

  it('of two hand-outs at once lets one win', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await laptop();
      const receivers = [cast.ana, cast.eve, cast.ben, cast.carla];
      const results = await Promise.all(receivers.map((to) => codeOf(checkOutAsset(ctx, cast.ben, id, { personId: to.id!, ...nothing }))));
      expect(results.toSorted()).to.deep.equal(['conflict', 'conflict', 'conflict', 'ok']);
      expect((await assetHistory(ctx, cast.ben, id, { limit: 50 })).items).to.have.length(2);
    }
  });

  it('tells technicians and the holders after the commit, and nobody when it fails', async () => {
    const heard: LiveEvent[] = [];
    const stop = ctx.live.subscribe((event) => void heard.push(event));
    const { id } = await laptop();
    await checkOutAsset(ctx, cast.ben, id, { personId: cast.ana.id!, ...nothing });
    await codeOf(checkOutAsset(ctx, cast.ben, id, { personId: cast.eve.id!, ...nothing }));
    stop();
    expect(heard).to.deep.equal([
      { type: 'asset.changed', id, audience: { role: 'technician', personIds: [] }, data: { version: 1 } },
      { type: 'asset.changed', id, audience: { role: 'technician', personIds: [cast.ana.id] }, data: { version: 2 } },
    ]);
  });

  it('check-out and check-in together change nothing of the custody', async () => {
    const asset = await laptop();
    const custodyOf = ({ status, custodian, dueAt, checkedOutAt }: AssetAnswer) => ({ status, custodian, dueAt, checkedOutAt });
    const receiver = fc.constantFrom({ personId: cast.ana.id! }, { personId: cast.eve.id! }, { assetId: (await laptop()).id });
    await fc.assert(
      fc.asyncProperty(receiver, fc.option(fc.integer({ min: 1, max: 1e10 })), async (to, dueIn) => {
        const dueAt = dueIn === null ? null : new Date(ctx.clock().getTime() + dueIn);
        await checkOutAsset(ctx, cast.ben, asset.id, { ...to, dueAt, note: null });
        expect(custodyOf(await checkInAsset(ctx, cast.ben, asset.id, { note: null }))).to.deep.equal(custodyOf(asset));
      }),
      { numRuns: 20 },
    );
  });
});
