import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { Problem } from '../platform/problem.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { assetRefs, findAsset } from './asset-queries.ts';
import { assetQuery, type NewAssetInput } from './asset-schemas.ts';
import { changeAsset } from './change-asset.ts';
import { listAssets } from './list-assets.ts';
import { registerAsset } from './register-asset.ts';

const issueOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'ok';
  } catch (error) {
    if (error instanceof Problem) return `${error.code} ${error.issues[0]?.pointer ?? ''}`.trim();
    throw error;
  }
};

eachDatabase('registering', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });
  const register = (more: Partial<NewAssetInput> = {}) => registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Laptop', ...more });

  it('gives 50 parallel registrations 50 tags without gap or double', async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => register()));
    const numbers = made.map(({ tag }) => Number(tag.slice(4))).toSorted((a, b) => a - b);
    expect(numbers).to.deep.equal(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it('wastes no tag on a registration that failed, and passes over tags that were given by hand', async () => {
    expect(await issueOf(register({ locationId: 'nowhere' }))).to.equal('invalid_request /locationId');
    await register({ tag: 'AST-00052' });
    expect((await register()).tag).to.equal('AST-00051');
    expect((await register()).tag).to.equal('AST-00053');
  });

  it('takes an own tag once, in any case', async () => {
    expect((await register({ tag: 'Lager-7' })).tag).to.equal('Lager-7');
    expect(await issueOf(register({ tag: 'LAGER-7' }))).to.equal('invalid_request /tag');
    const results = await Promise.all(Array.from({ length: 5 }, () => issueOf(register({ tag: 'once' }))));
    expect(results.filter((result) => result === 'ok')).to.have.length(1);
    expect(results.filter((result) => result === 'invalid_request /tag')).to.have.length(4);
  });

  it('refuses a second asset with the same serial number or IMEI, and lets junk serials be', async () => {
    await register({ serial: 'C02XK1' });
    expect(await issueOf(register({ serial: ' c02xk1 ' }))).to.equal('invalid_request /serial');
    await register({ serial: 'Default string' });
    await register({ serial: 'Default string' });
    const imei = { imei: '490154203237518' };
    await register({ kind: 'mobile', identifiers: imei });
    expect(await issueOf(register({ kind: 'mobile', identifiers: imei }))).to.equal('invalid_request /identifiers/imei');
  });

  it('is found by id and by tag, and mentioned by id', async () => {
    const asset = await register({ tag: 'Find-Me' });
    expect((await findAsset(ctx.db.sql, asset.id))?.tag).to.equal('Find-Me');
    expect((await findAsset(ctx.db.sql, 'find-me'))?.id).to.equal(asset.id);
    const refs = await assetRefs(ctx.db.sql, [asset.id, null, 'unknown']);
    expect([...refs.values()]).to.deep.equal([{ id: asset.id, tag: 'Find-Me', name: 'Laptop', kind: 'computer', status: 'in_stock' }]);
  });

  it('keeps money to the cent and puts a currency to it', async () => {
    const asset = await register({ purchaseCost: 1299.99 });
    expect([asset.purchaseCost, asset.purchaseCurrency]).to.deep.equal([1299.99, 'EUR']);
    const changed = await changeAsset(ctx, cast.ben, asset.id, { purchaseCost: 0.1, purchaseCurrency: 'CHF' }, null);
    expect([changed.purchaseCost, changed.purchaseCurrency]).to.deep.equal([0.1, 'CHF']);
    const free = await changeAsset(ctx, cast.ben, asset.id, { purchaseCost: null }, null);
    expect([free.purchaseCost, free.purchaseCurrency]).to.deep.equal([null, null]);
  });

  it('hands out in the same step when a custodian is given', async () => {
    const asset = await register({ custodian: { type: 'person', id: cast.ana.id! } });
    expect(asset).to.deep.include({ status: 'deployed', version: 2 });
    expect(await issueOf(register({ custodian: { type: 'person', id: 'nobody' } }))).to.equal('invalid_request /personId');
  });

  it('tells the second of two editors, and overwrites nothing', async () => {
    const asset = await register();
    await changeAsset(ctx, cast.ben, asset.id, { name: 'First' }, 1);
    expect(await issueOf(changeAsset(ctx, cast.carla, asset.id, { name: 'Second' }, 1))).to.equal('version_mismatch');
    expect((await findAsset(ctx.db.sql, asset.id))?.name).to.equal('First');
  });

  it('writes nothing when nothing changes', async () => {
    const asset = await register({ serial: 'SAME' });
    expect((await changeAsset(ctx, cast.ben, asset.id, { serial: 'SAME', name: 'Laptop' }, null)).version).to.equal(1);
  });
});

eachDatabase('the list of assets', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    for (let i = 1; i <= 25; i += 1) {
      ctx.clock.advance(1000);
      await registerAsset(ctx, cast.ben, {
        kind: i % 5 === 0 ? 'server' : 'computer',
        name: i % 2 ? `Écran ${i}` : `zebra ${i}`,
        model: i === 7 ? 'ThinkPad T14' : 'Other',
        serial: `SN-${i}`,
        notes: i === 8 ? 'hinge cracked' : null,
        ...(i === 3 && { custodian: { type: 'person', id: cast.ana.id! } }),
      });
    }
  });

  const list = (query: object, actor = cast.ben) => listAssets(ctx, actor, assetQuery.parse(query));
  const all = async (query: object) => {
    const tags: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ ...query, limit: '7', ...(cursor && { cursor }) });
      tags.push(...page.items.map(({ tag }) => tag));
      cursor = page.nextCursor;
    }
    return tags;
  };

  for (const sort of ['tag', '-tag', 'name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt']) {
    it(`by ${sort} shows every asset once over its pages`, async () => {
      const tags = await all({ sort });
      expect(tags).to.have.length(25);
      expect(new Set(tags).size).to.equal(25);
      if (sort === 'tag') expect(tags).to.deep.equal(tags.toSorted());
      if (sort === '-createdAt') expect(tags[0]).to.equal('AST-00025');
    });
  }

  it('narrows by kind, status, custodian and words', async () => {
    expect(await all({ kind: 'server' })).to.have.length(5);
    expect(await all({ kind: 'server,computer' })).to.have.length(25);
    expect(await all({ status: 'deployed' })).to.deep.equal(['AST-00003']);
    expect(await all({ custodianId: cast.ana.id })).to.deep.equal(['AST-00003']);
    expect(await all({ q: 'thinkpad' })).to.deep.equal(['AST-00007']);
    expect(await all({ q: 'AST-00019' })).to.deep.equal(['AST-00019']);
    expect(await all({ q: 'ast-19' })).to.deep.equal(['AST-00019']);
    expect(await all({ q: 'Ana' })).to.deep.equal(['AST-00003']);
    expect(await all({ q: '--' })).to.have.length(25);
    expect(await all({ q: 'ecran' })).to.have.length(13);
    expect(await all({ q: 'hinge' })).to.deep.equal(['AST-00008']);
    expect(await all({ q: 'nothing-like-it' })).to.have.length(0);
  });

  it('finds an asset under its new words once they change', async () => {
    await changeAsset(ctx, cast.ben, 'AST-00011', { model: 'Latitude' }, null);
    expect(await all({ q: 'latitude' })).to.deep.equal(['AST-00011']);
  });

  it('shows what is overdue', async () => {
    expect(await all({ overdue: 'true' })).to.have.length(0);
  });

  it('shows employees what they hold, without price and notes', async () => {
    const { items } = await list({}, cast.ana);
    expect(items.map(({ tag }) => tag)).to.deep.equal(['AST-00003']);
    expect((await list({}, cast.eve)).items).to.have.length(0);
  });
});
