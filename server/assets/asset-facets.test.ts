import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import { addLocation } from '../people/save-location.ts';
import { type Api, type Cast, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { type AssetStatus, assetKinds } from './asset.ts';
import { assetFacets } from './asset-facets.ts';
import { assetQuery } from './asset-schemas.ts';
import { deleteAssets } from './asset-store.ts';
import { changeAsset } from './change-asset.ts';
import { checkOutAsset } from './check-out-asset.ts';
import { facetQuery } from './facet-schemas.ts';
import { foldCounts } from './fold-counts.ts';
import { listAssets } from './list-assets.ts';
import { registerAsset } from './register-asset.ts';

eachDatabase('counts of the list of assets', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
  });
  after(() => api.close());
  afterEach(async () => {
    const ids: Array<{ id: string }> = await ctx.db.sql('assets').select('id');
    await deleteAssets(
      db().writer,
      ids.map(({ id }) => id),
    );
  });

  const register = (more: Partial<Parameters<typeof registerAsset>[2]> = {}) =>
    registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Laptop', ...more });
  const facets = (query: object = {}, actor = cast.ben) => assetFacets(ctx, actor, facetQuery.parse(query));
  const counted = async (query: object, facet: 'kind' | 'status' | 'locationId' | 'manufacturer' | 'criticality') =>
    Object.fromEntries((await facets(query)).facets[facet].map(({ value, count }) => [value, count]));

  it('counts each value, and by a choice all but its own facet', async () => {
    await register({ manufacturer: 'Dell' });
    await register({ manufacturer: 'Dell', status: 'deployed' });
    await register({ kind: 'printer', manufacturer: 'HP' });
    expect(await facets()).to.deep.include({ total: 3, isMore: false });
    expect(await counted({ kind: 'printer' }, 'kind')).to.deep.equal({ computer: 2, printer: 1 });
    expect(await counted({ kind: 'printer' }, 'manufacturer')).to.deep.equal({ HP: 1 });
    expect(await counted({ manufacturer: 'Dell,HP', status: 'in_stock' }, 'kind')).to.deep.equal({ computer: 1, printer: 1 });
    expect((await facets({ kind: 'server' })).total).to.equal(0);
  });

  it('follows changes before and after they are added up, and forgets what is gone', async () => {
    const { id } = await register({ manufacturer: 'Dell' });
    await foldCounts(ctx);
    await changeAsset(ctx, cast.ben, id, { manufacturer: 'Lenovo' }, null);
    expect(await counted({}, 'manufacturer')).to.deep.equal({ Lenovo: 1 });
    await foldCounts(ctx);
    expect(await counted({}, 'manufacturer')).to.deep.equal({ Lenovo: 1 });
    expect(await ctx.db.sql('assetCellChanges').first()).to.equal(undefined);
    await deleteAssets(db().writer, [id]);
    await foldCounts(ctx);
    expect(await ctx.db.sql('assetCells').first()).to.equal(undefined);
  });

  it('loses and doubles nothing when several add up at once while assets are written', async () => {
    await Promise.all([...Array(20).keys()].map((n) => register({ name: `Laptop ${n}`, manufacturer: n % 2 ? 'Dell' : 'HP' })));
    await Promise.all([foldCounts(ctx), register(), foldCounts(ctx), register(), foldCounts(ctx)]);
    expect(await counted({}, 'manufacturer')).to.deep.equal({ Dell: 10, HP: 10, '': 2 });
  });

  it('counts a place with all that lies in it', async () => {
    const site = await addLocation(ctx, { name: 'Lyon', parentId: null, timeZone: 'Europe/Paris', address: null });
    const floor = await addLocation(ctx, { name: 'Floor 2', parentId: site.id, timeZone: 'Europe/Paris', address: null });
    await register({ locationId: floor.id });
    await register({ locationId: site.id });
    await register();
    expect((await facets({ withinLocationId: site.id })).total).to.equal(2);
    const found = await listAssets(ctx, cast.ben, assetQuery.parse({ withinLocationId: site.id }));
    expect(found.items.map(({ locationId }) => locationId)).to.deep.equal([floor.id, site.id]);
    expect((await facets()).places).to.deep.equal({ path: [], items: [{ id: site.id, name: 'Lyon', count: 2 }] });
    expect((await facets({ withinLocationId: site.id })).places).to.deep.equal({
      path: [{ id: site.id, name: 'Lyon' }],
      items: [{ id: floor.id, name: 'Floor 2', count: 1 }],
    });
    expect((await facets()).facets.locationId.map(({ label, count }) => [label, count])).to.deep.include.members([
      ['Lyon', 1],
      ['Floor 2', 1],
    ]);
  });

  it('counts among what has the words, and for employees what they hold alone', async () => {
    const { id } = await register({ name: 'Zephyr', kind: 'mobile' });
    await register({ name: 'Zephyr two' });
    await checkOutAsset(ctx, cast.ben, id, { personId: cast.ana.id as string, dueAt: null, note: null }, null);
    expect(await counted({ q: 'zephyr' }, 'kind')).to.deep.equal({ mobile: 1, computer: 1 });
    expect(await counted({ custodianId: 'none' }, 'kind')).to.deep.equal({ computer: 1 });
    expect(await facets({}, cast.ana)).to.deep.include({ total: 1 });
    expect(await facets({}, cast.eve)).to.deep.include({ total: 0 });
  });

  it('says the same as the list for whatever is asked', async () => {
    const makes = ['Dell', 'HP', 'Acme, Inc.'];
    const statuses: AssetStatus[] = ['in_stock', 'deployed', 'lost'];
    for (let n = 0; n < 40; n += 1) {
      await register({
        name: `Device ${n % 7}`,
        kind: assetKinds[n % 5]!,
        status: statuses[n % 3] as 'in_stock',
        manufacturer: n % 4 ? makes[n % 3]! : null,
      });
    }
    const choice = fc.record(
      {
        kind: fc.subarray([...assetKinds], { minLength: 1 }).map((kinds) => kinds.join(',')),
        status: fc.subarray(statuses, { minLength: 1 }).map((some) => some.join(',')),
        manufacturer: fc.subarray(makes, { minLength: 1 }).map((some) => some.map((make) => make.replaceAll(',', '\\,')).join(',')),
        sort: fc.constantFrom('tag', '-name', 'updatedAt', '-createdAt'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(choice, async ({ sort, ...filter }) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await listAssets(ctx, cast.ben, assetQuery.parse({ ...filter, ...(sort && { sort }), limit: 7, cursor }));
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect(new Set(seen).size).to.equal(seen.length);
        expect((await facets(filter)).total).to.equal(seen.length);
      }),
      { numRuns: 25 },
    );
  });

  it('answers over the API, and refuses what is not a filter value', async () => {
    const ben = await api.as(cast.ben);
    await register();
    const { status, body } = await ben.get('/assets/facets?kind=computer');
    expect([status, body.total, body.facets.kind]).to.deep.equal([200, 1, [{ value: 'computer', label: null, count: 1 }]]);
    expect((await ben.get('/assets/facets?kind=spaceship')).status).to.equal(422);
  });
});
