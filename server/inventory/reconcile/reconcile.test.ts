import { expect } from 'chai';
import { eachDatabase } from '../../../db/testing.ts';
import { checkOutAsset } from '../../assets/check-out-asset.ts';
import { registerAsset } from '../../assets/register-asset.ts';
import { systemActor } from '../../platform/actor.ts';
import { type Api, type Cast, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';
import { assetChanges } from '../changes/asset-changes.ts';
import { readFacts } from '../facts/read-facts.ts';
import type { InventoryIdentity, InventoryReceipt } from '../inventory-document.ts';
import { receiveInventory } from '../receive-inventory.ts';
import { documentSaying, type Telling } from '../testing-documents.ts';
import { decideReview, reopenReview } from './decide-review.ts';
import { mergeAssets } from './merge-assets.ts';
import { regroup } from './regroup.ts';
import { listMerges, listReviews } from './review-queries.ts';
import { defaultJunk, defaultRules } from './rules.ts';
import { saveRules } from './save-rules.ts';
import { splitAsset } from './split-asset.ts';
import { undoMerge } from './undo-merge.ts';

const bare = { uuid: null, serial: null, macs: [] };

eachDatabase('who is who', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let machines = 1000;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
  });
  after(() => api.close());
  const say = (identity: Partial<InventoryIdentity>, telling: Telling = {}): Promise<InventoryReceipt> =>
    receiveInventory(ctx, { sourceId: null, document: documentSaying({ ...telling, identity }) });
  const someone = () => {
    machines += 1;
    const digits = String(machines).padStart(4, '0');
    const macs = [`3c:52:83:11:${digits.slice(0, 2)}:${digits.slice(2)}`];
    return { name: `pc-${digits}`, serial: `SN${digits}`, uuid: `4c4c4544-0042-3510-8054-b7c04f4f${digits}`, macs };
  };
  /** Everything that a join or a split may touch, without what only counts changes. */
  const stateOf = async () => {
    const { sql } = ctx.db;
    const assets = await sql('assets')
      .select('id', 'name', 'serial', 'status', 'identifiersJson', 'custodianId', 'dueAt', 'model', 'notes')
      .orderBy('id');
    const fingerprints = await sql('inventoryFingerprints').select('id', 'assetId', 'state', 'isPinned').orderBy('id');
    const found = await sql('inventoryMachines').select('id', 'assetId', 'writtenJson').orderBy('id');
    return JSON.parse(JSON.stringify({ assets, fingerprints, found }));
  };
  const reviewOf = async (name: string) =>
    (await listReviews(ctx, { state: 'open', limit: 100 })).items.find((review) => review.name === name);

  it('joins two halves when a third knows both, and takes the halves apart again for a person who knows better', async () => {
    const whole = someone();
    const one = await say({ ...bare, name: whole.name, uuid: whole.uuid }, { agent: { deviceId: 'half-1' } });
    const two = await say({ ...bare, name: whole.name, serial: whole.serial }, { agent: { deviceId: 'half-2' } });
    expect(one.assetId).to.not.equal(two.assetId);
    const three = await say(whole);
    expect(three.assetId).to.equal(one.assetId);
    const { items } = await listMerges(ctx, { limit: 1 });
    expect(items[0]).to.deep.include({ kind: 'merge', actor: { id: null, name: systemActor.name } });
    await undoMerge(ctx, cast.ben, items[0]?.id as string);
    expect(await say({ ...bare, name: whole.name, serial: whole.serial }, { agent: { deviceId: 'half-2' } })).to.include({
      assetId: two.assetId,
    });
  });

  it('asks a person about a container with its host’s UUID, and keeps to the answer', async () => {
    const host = someone();
    const receipt = await say(host);
    const box = { ...host, name: 'box-1', macs: ['3c:52:83:22:00:01'] };
    expect(await say(box)).to.include({ outcome: 'review', assetId: null });
    const review = await reviewOf('box-1');
    expect(review?.candidates[0]?.asset.id).to.equal(receipt.assetId);
    expect(review?.candidates[0]?.differs.map(({ type }) => type)).to.deep.equal(['macs', 'name']);
    const client = await api.as(cast.ben);
    const made = await client.put(
      `/inventory/reviews/${review?.id}/decision`,
      { decision: 'new' },
      { 'If-Match': String(review?.version) },
    );
    expect(made.status).to.equal(200);
    expect(await say(box)).to.include({ outcome: 'unchanged', assetId: made.body.asset.id });
    expect(await say(host)).to.include({ assetId: receipt.assetId });
    expect((await client.put(`/inventory/reviews/${review?.id}/decision`, { decision: 'ignore' })).status).to.equal(409);
  });

  it('takes a decision back as if nobody had made it', async () => {
    const host = someone();
    const receipt = await say(host);
    await say({ ...host, name: 'box-2', macs: ['3c:52:83:22:00:02'] });
    const review = await reviewOf('box-2');
    for (const body of [{ decision: 'new' }, { decision: 'ignore' }, { decision: 'asset', assetId: receipt.assetId as string }] as const) {
      const before = await stateOf();
      await decideReview(ctx, cast.ben, review?.id as string, body, null);
      expect(await reviewOf('box-2')).to.equal(undefined);
      await reopenReview(ctx, cast.ben, review?.id as string);
      const after = await stateOf();
      expect(after.assets).to.deep.equal(before.assets);
      expect(after.fingerprints).to.deep.equal(before.fingerprints);
    }
    expect((await reviewOf('box-2'))?.state).to.equal('open');
  });

  it('says nothing more of a machine that is to be ignored', async () => {
    const host = someone();
    await say(host);
    const box = { ...host, name: 'box-3', macs: ['3c:52:83:22:00:03'] };
    await say(box);
    await decideReview(ctx, cast.ben, (await reviewOf('box-3'))?.id as string, { decision: 'ignore' }, null);
    expect(await say(box)).to.include({ outcome: 'review', assetId: null, needsFull: false });
    expect(await reviewOf('box-3')).to.equal(undefined);
  });

  it('does not join two records that people made: it asks', async () => {
    const { serial, uuid, macs } = someone();
    const one = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'By serial', serial });
    const two = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'By UUID', identifiers: { uuid } });
    expect(await say({ name: 'both', serial, uuid, macs })).to.include({ outcome: 'review' });
    const review = await reviewOf('both');
    expect(review?.candidates.map(({ asset }) => asset.id)).to.have.members([one.id, two.id]);
    await mergeAssets(ctx, cast.ben, { fromId: two.id, intoId: one.id });
    await decideReview(ctx, cast.ben, review?.id as string, { decision: 'asset', assetId: one.id }, null);
    expect(await say({ name: 'both', serial, uuid, macs })).to.include({ outcome: 'unchanged', assetId: one.id });
  });

  it('joins records with custody, values and facts, and undoing it leaves everything as it was', async () => {
    const agents = await say({ ...someone(), name: 'agent-made' }, { sections: { disks: [{ name: 'sda' }] } });
    const hand = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Hand-made', notes: 'On the second floor' });
    await checkOutAsset(ctx, cast.ben, agents.assetId as string, { personId: cast.ana.id as string, dueAt: null, note: null }, null);
    const before = await stateOf();
    const { id } = await mergeAssets(ctx, cast.ben, { fromId: agents.assetId as string, intoId: hand.id });
    const facts = await readFacts(ctx, cast.ben, hand.id);
    expect(facts.sections.map(({ name }) => name)).to.include('disks');
    expect(facts.fingerprints.length).to.equal(1);
    const joined = (await ctx.db.sql('assets').where({ id: hand.id }).first()) as Record<string, unknown>;
    expect(joined).to.include({ name: 'Hand-made', custodianId: cast.ana.id, serial: `SN${machines}` });
    expect((await readFacts(ctx, cast.ben, agents.assetId as string)).joinedInto?.id).to.equal(hand.id);
    await undoMerge(ctx, cast.ben, id);
    expect(await stateOf()).to.deep.equal(before);
    const again = await undoMerge(ctx, cast.ben, id).catch((error) => error.code);
    expect(again).to.equal('conflict');
  });

  it('keeps what somebody changed since when a join is taken back', async () => {
    const one = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'One', model: null });
    const two = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Two', model: 'M2', notes: 'n' });
    const { id } = await mergeAssets(ctx, cast.ben, { fromId: two.id, intoId: one.id });
    const client = await api.as(cast.ben);
    await client.patch(`/assets/${one.id}`, { notes: 'changed since' });
    await undoMerge(ctx, cast.ben, id);
    expect((await client.get(`/assets/${one.id}`)).body).to.include({ notes: 'changed since', model: null });
  });

  it('refuses to join a record with itself, with what is gone, or two that are both out', async () => {
    const client = await api.as(cast.ben);
    const make = (name: string) =>
      registerAsset(ctx, cast.ben, { kind: 'computer', name, custodian: { type: 'person', id: cast.ana.id as string } });
    const [one, two] = [await make('Out 1'), await make('Out 2')];
    const join = (fromId: string, intoId: string) => client.post('/inventory/merges', { fromId, intoId });
    expect((await join(one.id, one.id)).status).to.equal(422);
    expect((await join(one.id, two.id)).status).to.equal(409);
    expect((await join('nothing', two.id)).status).to.equal(404);
    expect((await (await api.as(cast.ana)).post('/inventory/merges', { fromId: one.id, intoId: two.id })).status).to.equal(403);
  });

  it('splits a record that holds two machines, and undoing it leaves everything as it was', async () => {
    const first = someone();
    const receipt = await say(first);
    const second = someone();
    const other = await say(second);
    await mergeAssets(ctx, cast.ben, { fromId: other.assetId as string, intoId: receipt.assetId as string });
    await say(second);
    const { fingerprints } = await readFacts(ctx, cast.ben, receipt.assetId as string);
    const going = fingerprints.find(({ words }) => words['serial']?.includes(second.serial))?.id as string;
    const before = await stateOf();
    const split = await splitAsset(ctx, cast.ben, { assetId: receipt.assetId as string, fingerprintIds: [going] });
    await undoMerge(ctx, cast.ben, split.id);
    expect(await stateOf()).to.deep.equal(before);
    const apart = await splitAsset(ctx, cast.ben, { assetId: receipt.assetId as string, fingerprintIds: [going] });
    expect(await say(second)).to.include({ assetId: apart.assetId });
    expect(await say(first)).to.include({ assetId: receipt.assetId });
    expect((await ctx.db.sql('assets').where({ id: apart.assetId }).first()).serial).to.equal(second.serial);
    const none = await splitAsset(ctx, cast.ben, { assetId: apart.assetId, fingerprintIds: [going] }).catch((error) => error.code);
    expect(none).to.equal('invalid_request');
  });

  it('shows the changes of a record that was joined into another', async () => {
    const identity = someone();
    const { assetId } = await say(identity, { sections: { disks: [{ name: 'sda' }] } });
    await say(identity, { sections: { disks: [{ name: 'sdb' }] } });
    const hand = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Whole' });
    await mergeAssets(ctx, cast.ben, { fromId: assetId as string, intoId: hand.id });
    const { items } = await assetChanges(ctx, cast.ben, hand.id, { limit: 50, section: ['disks'] });
    expect(items.map(({ field, from, to }) => [field, from, to])).to.have.deep.members([
      ['disks', 'sda', null],
      ['disks', null, 'sdb'],
    ]);
  });

  it('looks at everybody again when the rules change', async () => {
    const name = `same-name-${machines}`;
    const one = await say({ ...bare, name }, { agent: { deviceId: 'n1' } });
    const two = await say({ ...bare, name }, { agent: { deviceId: 'n2' } });
    expect(one.assetId).to.not.equal(two.assetId);
    const rules = defaultRules.map((rule) => (rule.id === 'name' ? { ...rule, isEnabled: true, match: 'same' as const } : rule));
    const client = await api.as(cast.dmitri);
    const preview = await client.post('/inventory/rules/preview', { rules, junk: defaultJunk });
    expect(preview.body.moves.map(({ name: moved }: { name: string }) => moved)).to.include(name.toUpperCase());
    await saveRules(ctx, cast.dmitri, { rules, junk: defaultJunk }, null);
    await runRegroup();
    expect(await say({ ...bare, name }, { agent: { deviceId: 'n2' } })).to.include({ assetId: one.assetId });
    await client.delete('/inventory/rules');
    await runRegroup();
    expect((await client.get('/inventory/rules')).body.isDefault).to.equal(true);
  });

  it('refuses rules that are none', async () => {
    const client = await api.as(cast.dmitri);
    const put = (rules: unknown, junk: unknown = []) => client.put('/inventory/rules', { rules, junk });
    expect((await put([])).status).to.equal(422);
    expect((await put([{ ...defaultRules[0], keys: ['weight'] }])).status).to.equal(422);
    expect((await put([defaultRules[0], defaultRules[0]])).status).to.equal(422);
    expect((await (await api.as(cast.ben)).put('/inventory/rules', { rules: defaultRules, junk: [] })).status).to.equal(403);
  });

  async function runRegroup(): Promise<void> {
    for (let turn = 0; turn < 50; turn += 1) {
      const row = await ctx.db.sql('outbox').where({ key: 'inventory.regroup' }).first();
      if (!row) return;
      await regroup(ctx, row.payload, row.id);
    }
  }

  it('is not confused by halves that come at the same moment', async () => {
    const whole = someone();
    const halves = await Promise.all([
      say(whole),
      say({ ...whole, name: 'renamed' }),
      say({ ...whole, macs: [...whole.macs, '3c:52:83:99:00:01'] }),
    ]);
    expect(new Set(halves.map(({ assetId }) => assetId)).size).to.equal(1);
  });
});
