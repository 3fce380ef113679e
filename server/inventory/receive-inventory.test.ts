import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { changeAsset } from '../assets/change-asset.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { assetChanges } from './changes/asset-changes.ts';
import { readFacts } from './facts/read-facts.ts';
import { releaseMany, releaseValues } from './facts/release-values.ts';
import type { InventoryDocument } from './inventory-document.ts';
import { receiveInventory } from './receive-inventory.ts';
import { softwareOn } from './software/read-software.ts';
import { documentSaying, programs, type Telling } from './testing-documents.ts';

const day = 86_400_000;

eachDatabase('what an agent says', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let machines = 0;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });
  const say = (telling: Telling) => receiveInventory(ctx, { sourceId: null, document: documentSaying(telling) });
  /** Words that no other test's machine has. */
  const someone = (): Partial<InventoryDocument['identity']> => {
    machines += 1;
    const digits = String(machines).padStart(4, '0');
    return {
      name: `pc-${digits}`,
      serial: `SN${digits}`,
      uuid: `4c4c4544-0042-3510-8054-b7c04f4e${digits}`,
      macs: [`3c:52:82:11:${digits.slice(0, 2)}:${digits.slice(2)}`],
    };
  };
  const software = async (id: string, removed = false) =>
    (await softwareOn(ctx, cast.ben, id, { limit: 100, system: false, removed })).items.map(
      (row) => `${(row as { name?: string }).name} ${row.version}`,
    );
  const changes = async (id: string) =>
    (await assetChanges(ctx, cast.ben, id, { limit: 100 })).items.map(({ field, item, from, to }) => [field, item, from, to]);

  it('registers a machine once, and finds it again under another name', async () => {
    const identity = someone();
    const first = await say({ identity });
    expect(first).to.include({ outcome: 'created', needsFull: false });
    const second = await say({ identity: { ...identity, name: 'other' } });
    expect(second).to.include({ assetId: first.assetId, outcome: 'updated' });
  });

  it('writes nothing when a machine says the same again', async () => {
    const identity = someone();
    const telling = {
      identity,
      sections: {
        software: programs({ vim: '9', zsh: '5' }),
        disks: [
          { name: 'sda', serial: 'D1' },
          { name: 'sdb', serial: 'D2' },
        ],
      },
    };
    const { assetId } = await say(telling);
    ctx.clock.advance(day);
    const commits: number[] = [];
    const count = () => void commits.push(1);
    ctx.db.commitListeners.add(count);
    const shuffled = {
      ...telling,
      sections: { software: [...telling.sections.software].reverse(), disks: [...telling.sections.disks].reverse() },
    };
    expect(await say(shuffled)).to.include({ outcome: 'unchanged', assetId });
    expect(commits.length, 'one write: that it is alive').to.equal(1);
    await say(telling);
    expect(commits.length, 'and that not twice a minute').to.equal(1);
    ctx.db.commitListeners.delete(count);
    const facts = await readFacts(ctx, cast.ben, assetId as string);
    expect(facts.agent?.lastContactAt).to.deep.equal(ctx.clock());
    expect(await changes(assetId as string)).to.deep.equal([]);
  });

  it('tells what changed: programs, parts, values', async () => {
    const identity = someone();
    const { assetId } = await say({
      identity,
      sections: { software: programs({ vim: '9', nano: '7' }), disks: [{ name: 'sda', sizeMb: 500 }] },
    });
    const id = assetId as string;
    ctx.clock.advance(day);
    await say({
      identity,
      hardware: { memoryMb: 32_768 },
      sections: {
        software: programs({ vim: '9.1', zsh: '5' }),
        disks: [
          { name: 'sda', sizeMb: 500 },
          { name: 'sdb', sizeMb: 900 },
        ],
      },
    });
    expect(await changes(id)).to.have.deep.members([
      ['software.version', 'vim', '9', '9.1'],
      ['software', 'zsh', null, '5'],
      ['software', 'nano', '7', null],
      ['disks', 'sdb', null, 'sdb'],
      ['hardware.memoryMb', null, 16_384, 32_768],
    ]);
    expect(await software(id)).to.deep.equal(['vim 9.1', 'zsh 5']);
    expect(await software(id, true)).to.deep.equal(['nano 7', 'vim 9']);
    const page = await assetChanges(ctx, cast.ben, id, { limit: 2 });
    const rest = await assetChanges(ctx, cast.ben, id, { limit: 100, cursor: page.nextCursor as string });
    expect(page.items.length + rest.items.length).to.equal(5);
  });

  it('leaves alone what a part does not speak of, and lets go what a whole lacks', async () => {
    const identity = someone();
    const { assetId } = await say({
      identity,
      sections: { software: programs({ vim: '9' }), monitors: [{ name: 'U2720', serial: 'M1' }] },
    });
    const id = assetId as string;
    expect(await say({ identity, isPartial: true, sections: { disks: [{ name: 'sda' }] } })).to.include({
      outcome: 'updated',
      needsFull: false,
    });
    expect((await readFacts(ctx, cast.ben, id)).sections.map(({ name }) => name)).to.have.members(['hardware', 'monitors', 'disks']);
    expect(await software(id)).to.deep.equal(['vim 9']);
    await say({ identity, sections: { disks: [{ name: 'sda' }] } });
    expect((await readFacts(ctx, cast.ben, id)).sections.map(({ name }) => name)).to.have.members(['hardware', 'disks']);
    expect(await software(id)).to.deep.equal([]);
  });

  it('keeps a part of an unknown machine and is whole two contacts later', async () => {
    const identity = someone();
    const first = await say({ identity, isPartial: true, sections: { disks: [{ name: 'sda' }] } });
    expect(first).to.include({ outcome: 'stub', needsFull: true });
    expect(await say({ identity, isPartial: true, sections: {} })).to.include({ assetId: first.assetId, needsFull: true });
    expect(await say({ identity, sections: { disks: [{ name: 'sda' }], software: programs({ vim: '9' }) } })).to.include({
      assetId: first.assetId,
      needsFull: false,
    });
    expect((await readFacts(ctx, cast.ben, first.assetId as string)).agent?.isStub).to.equal(false);
    expect(await changes(first.assetId as string)).to.deep.equal([]);
  });

  it('does not take an idle machine for a changed one', async () => {
    const identity = someone();
    const at = (free: number, bootedAt: string) => ({
      identity,
      hardware: { bootedAt },
      sections: { volumes: [{ mount: '/', totalMb: 100_000, freeMb: free }] },
    });
    const { assetId } = await say(at(50_000, '2026-11-20T10:00:00.000Z'));
    expect(await say(at(50_300, '2026-11-20T10:00:01.000Z'))).to.include({ outcome: 'unchanged' });
    await say(at(20_000, '2026-11-21T10:00:00.000Z'));
    expect(await changes(assetId as string)).to.deep.equal([]);
    expect((await readFacts(ctx, cast.ben, assetId as string)).sections.find(({ name }) => name === 'volumes')?.items[0]).to.include({
      freeMb: 20_000,
    });
  });

  it("lets a person's word stand against the agent's until it is released", async () => {
    const identity = someone();
    const { assetId } = await say({ identity });
    const id = assetId as string;
    await changeAsset(ctx, cast.ben, id, { name: "Ana's notebook" }, null);
    await say({ identity: { ...identity, name: 'renamed' } });
    const value = async () => (await readFacts(ctx, cast.ben, id)).values.find(({ field }) => field === 'name');
    expect(await value()).to.include({ value: "Ana's notebook", agentValue: 'renamed', owner: 'person', differs: true });
    await releaseValues(ctx, cast.ben, id, ['name']);
    expect(await value()).to.include({ value: 'renamed', owner: 'agent', differs: false });
    await say({ identity: { ...identity, name: 'renamed again' } });
    expect(await value()).to.include({ value: 'renamed again', owner: 'agent' });
  });

  it('releases many at once and says which could not be', async () => {
    const one = await say({ identity: someone() });
    const spare = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Spare' });
    await changeAsset(ctx, cast.ben, one.assetId as string, { model: 'By hand' }, null);
    const answer = await releaseMany(ctx, cast.carla, { assetIds: [one.assetId as string, spare.id], fields: ['model'] });
    expect(answer.released).to.equal(1);
    expect(answer.refused.map(({ asset }) => asset.id)).to.deep.equal([spare.id]);
  });

  it('notices a person’s edit though the machine says the same', async () => {
    const identity = someone();
    const { assetId } = await say({ identity });
    await changeAsset(ctx, cast.ben, assetId as string, { model: 'By hand' }, null);
    await say({ identity });
    const row = await ctx.db.sql('inventoryMachines').select('differs').where({ assetId }).first();
    expect(row.differs).to.equal('model');
  });

  it('finds what people registered before, and fills only what they left empty', async () => {
    const identity = someone();
    const made = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Reception', serial: ` ${identity.serial?.toLowerCase()} ` });
    const receipt = await say({ identity });
    expect(receipt).to.include({ assetId: made.id, outcome: 'updated' });
    const { values } = await readFacts(ctx, cast.ben, made.id);
    expect(values.find(({ field }) => field === 'name')).to.include({ value: 'Reception', differs: true });
    expect(values.find(({ field }) => field === 'model')).to.include({ value: 'Latitude 7440', owner: 'agent' });
  });

  it('knows a machine by the tag that it was given, but not by one that an installer wrote on all', async () => {
    const made = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Tagged' });
    const bare = { uuid: null, serial: null, macs: [] };
    expect(await say({ identity: { ...bare, name: 'x1', agentTag: made.tag.toLowerCase() }, agent: { deviceId: 'x1' } })).to.include({
      assetId: made.id,
    });
    const first = await say({ identity: { ...bare, name: 'x2', agentTag: 'HQ-01' }, agent: { deviceId: 'x2' } });
    const second = await say({ identity: { ...bare, name: 'x3', agentTag: 'HQ-01' }, agent: { deviceId: 'x3' } });
    expect(first.assetId).to.not.equal(second.assetId);
  });
});
