import { expect } from 'chai';
import type { z } from 'zod';
import { eachDatabase } from '../../../db/testing.ts';
import { drainOutbox } from '../../../jobs/drain.ts';
import { handlers } from '../../../jobs/handlers.ts';
import { changePerson } from '../../people/change-person.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';
import type { Asset } from '../asset.ts';
import { findAsset } from '../asset-queries.ts';
import { changeAsset } from '../change-asset.ts';
import { checkOutAsset } from '../check-out-asset.ts';
import { registerAsset } from '../register-asset.ts';
import { listBulkItems, readBulkChange } from './bulk-queries.ts';
import { newBulkChange } from './bulk-schemas.ts';
import { performBulkChange } from './perform-bulk-change.ts';
import { previewBulkChange } from './preview-bulk-change.ts';
import { startBulkChange } from './start-bulk-change.ts';
import { undoBulkChange } from './undo-bulk-change.ts';

type Input = z.input<typeof newBulkChange>;

eachDatabase('changes of many assets', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    ben = await api.as(cast.ben);
  });
  after(() => api.close());

  const drain = () => drainOutbox(ctx, { handlers: { ...handlers } });
  const run = async (actor: Actor, input: Input) => {
    const change = await startBulkChange(ctx, actor, newBulkChange.parse(input));
    await drain();
    return readBulkChange(ctx, actor, change.id);
  };
  const undo = async (actor: Actor, id: string) => {
    await undoBulkChange(ctx, actor, id);
    await drain();
    return readBulkChange(ctx, actor, id);
  };
  const registered = async (count: number, more: object = {}) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push((await registerAsset(ctx, cast.ben, { kind: 'computer', name: `PC ${n}`, ...more })).id);
    return ids;
  };
  const now = async (id: string) => (await findAsset(ctx.db.sql, id)) as Asset;
  const preview = (actor: Actor, input: Input) => previewBulkChange(ctx, actor, newBulkChange.parse(input));

  it('changes each in portions, tells how far it is, and undoes all of it', async () => {
    const ids = await registered(45, { manufacturer: 'Dell Inc.', warrantyUntil: '2027-01-01' });
    const told: unknown[] = [];
    const stop = ctx.live.subscribe(({ type, data }) => void (type === 'assetBulkChange.changed' && told.push(data?.['percent'])));
    const change = await run(cast.ben, { action: { type: 'edit', fields: { manufacturer: 'Dell', warrantyUntil: null } }, assetIds: ids });
    stop();
    expect(change).to.deep.include({ state: 'done', total: 45, done: 45, failed: 0, percent: 100, canUndo: true });
    expect(told).to.deep.equal([44, 88, 100]);
    expect(await now(ids[44]!)).to.deep.include({ manufacturer: 'Dell', warrantyUntil: null });
    expect(await undo(cast.ben, change.id)).to.deep.include({ state: 'undone', undone: 45, kept: 0, canUndo: false });
    expect(await now(ids[44]!)).to.deep.include({ manufacturer: 'Dell Inc.', warrantyUntil: '2027-01-01' });
  });

  it('hands out many with the day of return, and takes the hand-out back to the minute', async () => {
    const ids = await registered(3);
    const dueAt = new Date(ctx.clock().getTime() + 86_400_000).toISOString();
    const out = await run(cast.ben, { action: { type: 'checkOut', personId: cast.ana.id as string, dueAt }, assetIds: ids });
    expect(await now(ids[0]!)).to.deep.include({ status: 'deployed', custodianId: cast.ana.id, dueAt: new Date(dueAt) });
    const back = await run(cast.ben, { action: { type: 'checkIn' }, assetIds: ids });
    expect(await now(ids[0]!)).to.deep.include({ status: 'in_stock', custodianId: null, dueAt: null });
    await undo(cast.ben, back.id);
    expect(await now(ids[0]!)).to.deep.include({ status: 'deployed', custodianId: cast.ana.id, dueAt: new Date(dueAt) });
    expect(await undo(cast.ben, out.id)).to.deep.include({ undone: 0, kept: 3 });
  });

  it('lists what was refused and why, and goes on with the others', async () => {
    const [a, b, c] = (await registered(3)) as [string, string, string];
    await checkOutAsset(ctx, cast.ben, b, { personId: cast.ana.id as string, dueAt: null, note: null }, null);
    const change = await run(cast.ben, {
      action: { type: 'checkOut', personId: cast.eve.id as string },
      assetIds: [a, b, c],
    });
    expect(change).to.deep.include({ done: 2, failed: 1 });
    const { items } = await listBulkItems(ctx, cast.ben, change.id, { state: 'failed', limit: 50 });
    const { tag } = await now(b);
    expect(items.map(({ asset, reason }) => [asset?.id, reason])).to.deep.equal([[b, `${tag} is out already: check it in first`]]);
  });

  it('keeps what somebody changed since when it is undone', async () => {
    const [a, b] = (await registered(2)) as [string, string];
    const change = await run(cast.ben, { action: { type: 'edit', fields: { criticality: 'high' } }, assetIds: [a, b] });
    await changeAsset(ctx, cast.carla, a, { notes: 'Mine' }, null);
    expect(await undo(cast.ben, change.id)).to.deep.include({ undone: 1, kept: 1 });
    expect([(await now(a)).criticality, (await now(b)).criticality]).to.deep.equal(['high', 'medium']);
  });

  it('shows before what would become of them, and keeps nothing of that', async () => {
    const [a, b, c] = (await registered(3, { model: 'T14' })) as [string, string, string];
    await changeAsset(ctx, cast.ben, b, { model: 'T16' }, null);
    await run(cast.carla, { action: { type: 'retire' }, assetIds: [c] });
    const versions = async () => Promise.all([a, b, c].map(async (id) => (await now(id)).version));
    const before = await versions();
    const heard: string[] = [];
    const stop = ctx.live.subscribe(({ type }) => void heard.push(type));
    const seen = await preview(cast.ben, { action: { type: 'edit', fields: { model: 'T16', status: 'in_repair' } }, assetIds: [a, b, c] });
    stop();
    expect(seen).to.deep.include({ total: 3, tried: 3, changed: 2, unchanged: 0, refused: 1 });
    expect(seen.items.find(({ asset }) => asset.id === a)?.changes).to.deep.equal([
      { field: 'model', from: 'T14', to: 'T16' },
      { field: 'status', from: 'in_stock', to: 'in_repair' },
    ]);
    expect(seen.items.find(({ asset }) => asset.id === c)?.reason).to.match(/retired/);
    expect([await versions(), heard]).to.deep.equal([before, []]);
  });

  it('changes what matches now and nothing that comes later', async () => {
    await registered(3, { model: 'Zebra ZD421', kind: 'printer' });
    const change = await startBulkChange(
      ctx,
      cast.ben,
      newBulkChange.parse({ action: { type: 'edit', fields: { criticality: 'low' } }, filters: { kind: 'printer', q: 'zd421' } }),
    );
    const [later] = (await registered(1, { model: 'Zebra ZD421', kind: 'printer' })) as [string];
    await drain();
    expect((await readBulkChange(ctx, cast.ben, change.id)).done).to.equal(3);
    expect((await now(later)).criticality).to.equal('medium');
  });

  it('asks at the time of the work whether its author still may', async () => {
    const ids = await registered(1);
    const change = await startBulkChange(ctx, cast.carla, newBulkChange.parse({ action: { type: 'retire' }, assetIds: ids }));
    await changePerson(ctx, cast.carla.id as string, { role: 'technician' }, null);
    await drain();
    await changePerson(ctx, cast.carla.id as string, { role: 'lead' }, null);
    expect(await readBulkChange(ctx, cast.carla, change.id)).to.deep.include({ done: 0, failed: 1 });
  });

  it('does each item once though its job comes twice', async () => {
    const ids = await registered(2);
    const change = await startBulkChange(
      ctx,
      cast.ben,
      newBulkChange.parse({ action: { type: 'edit', fields: { notes: 'x' } }, assetIds: ids }),
    );
    const row = await ctx.db.sql('outbox').where({ job: 'asset.bulk' }).first();
    await Promise.all([1, 2].map(() => performBulkChange(ctx, { bulkChangeId: change.id }, row.id)));
    expect(await readBulkChange(ctx, cast.ben, change.id)).to.deep.include({ done: 2, state: 'done' });
    expect((await now(ids[0]!)).version).to.equal(2);
  });

  it('refuses over the API what makes no sense, and is nobody else’s to see', async () => {
    const [a] = (await registered(1)) as [string];
    const status = async (body: object, client = ben) => (await client.post('/assets/bulk-changes', body)).status;
    const edit = { type: 'edit', fields: { model: 'X' } };
    expect(await status({ action: edit })).to.equal(422);
    expect(await status({ action: edit, assetIds: [a], filters: {} })).to.equal(422);
    expect(await status({ action: { type: 'edit', fields: {} }, assetIds: [a] })).to.equal(422);
    expect(await status({ action: { type: 'edit', fields: { serial: 'S' } }, assetIds: [a] })).to.equal(422);
    expect(await status({ action: { type: 'edit', fields: { locationId: 'nowhere' } }, assetIds: [a] })).to.equal(422);
    expect(await status({ action: { type: 'checkOut' }, assetIds: [a] })).to.equal(422);
    expect(await status({ action: edit, assetIds: ['AST-99999'] })).to.equal(422);
    expect(await status({ action: edit, filters: { colour: 'red' } })).to.equal(422);
    expect(await status({ action: edit, filters: { q: 'nothing at all has this' } })).to.equal(409);
    expect(await status({ action: { type: 'retire' }, assetIds: [a] })).to.equal(403);
    expect(await status({ action: edit, assetIds: [a] }, await api.as(cast.ana))).to.equal(403);
    const made = await ben.post('/assets/bulk-changes', { action: edit, assetIds: [a] });
    expect(made.status).to.equal(202);
    expect((await (await api.as(cast.carla)).get(`/assets/bulk-changes/${made.body.id}`)).status).to.equal(404);
    expect((await ben.get(`/assets/bulk-changes/${made.body.id}/items?cursor=x`)).status).to.equal(422);
    expect((await ben.get('/assets/bulk-changes')).body.items[0].id).to.equal(made.body.id);
    expect((await ben.post('/assets/bulk-changes/preview', { action: edit, filters: { kind: 'computer' } })).status).to.equal(200);
    await drain();
  });
});
