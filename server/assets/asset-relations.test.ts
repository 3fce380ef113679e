import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { importAssets } from '../asset-imports/import-assets.ts';
import { undoImport } from '../asset-imports/undo-import.ts';
import { Problem } from '../platform/problem.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { assetHistory } from './asset-history.ts';
import { impactOf } from './asset-impact.ts';
import type { NewRelation } from './asset-relation-schemas.ts';
import { listRelations, relateAssets, unrelateAssets } from './asset-relations.ts';
import { checkOutAsset } from './check-out-asset.ts';
import { registerAsset } from './register-asset.ts';
import { retireAsset } from './retire-asset.ts';

eachDatabase('relations of assets', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let count = 0;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });

  /** New assets under tags that end in a number of this test. */
  const some = async (...names: string[]): Promise<string[]> => {
    count += 1;
    const tags = names.map((name) => `${name}-${count}`);
    for (const tag of tags) await registerAsset(ctx, cast.ben, { kind: 'server', name: tag, tag });
    return tags;
  };
  const relate = (from: string, relation: NewRelation['relation'], toAssetId: string) =>
    relateAssets(ctx, cast.ben, from, { relation, toAssetId });
  const codeOf = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
      return 'ok';
    } catch (error) {
      if (error instanceof Problem) return error.code;
      throw error;
    }
  };
  const impact = async (tag: string) => (await impactOf(ctx, cast.ben, tag)).map(({ asset, via, distance }) => [asset.tag, via, distance]);

  it('are seen from both ends, told in both histories, and ended from either', async () => {
    const [vm, host] = (await some('VM', 'HOST')) as [string, string];
    await relate(vm, 'runs_on', host);
    expect((await listRelations(ctx, cast.ben, vm)).map((r) => [r.relation, r.direction, r.asset.tag])).to.deep.equal([
      ['runs_on', 'to', host],
    ]);
    const [back] = await listRelations(ctx, cast.ben, host);
    expect([back?.relation, back?.direction, back?.asset.tag]).to.deep.equal(['runs_on', 'from', vm]);
    for (const [tag, field] of [
      [vm, 'runs_on'],
      [host, 'runs_on:from'],
    ] as const) {
      expect((await assetHistory(ctx, cast.ben, tag, { limit: 1 })).items[0]).to.deep.include({ kind: 'related' });
      expect((await assetHistory(ctx, cast.ben, tag, { limit: 1 })).items[0]?.changes[0]?.field).to.equal(field);
    }
    await unrelateAssets(ctx, cast.ben, host, back!.id);
    expect(await listRelations(ctx, cast.ben, vm)).to.have.length(0);
    expect(await codeOf(unrelateAssets(ctx, cast.ben, host, back!.id))).to.equal('not_found');
  });

  it('exist once: a connection also the other way round', async () => {
    const [a, b] = (await some('A', 'B')) as [string, string];
    expect(await codeOf(relate(a, 'connected_to', b))).to.equal('ok');
    expect(await codeOf(relate(b, 'connected_to', a))).to.equal('conflict');
    expect(await codeOf(relate(a, 'runs_on', b))).to.equal('ok');
    expect(await codeOf(relate(a, 'runs_on', b))).to.equal('conflict');
    expect(await codeOf(relate(a, 'runs_on', a))).to.equal('invalid_request');
    expect(await codeOf(relate(a, 'runs_on', 'nothing'))).to.equal('invalid_request');
  });

  it('close no ring, not even when they cross', async () => {
    const [a, b, c] = (await some('A', 'B', 'C')) as [string, string, string];
    expect(await codeOf(relate(a, 'part_of', b))).to.equal('ok');
    expect(await codeOf(relate(b, 'part_of', c))).to.equal('ok');
    expect(await codeOf(relate(c, 'part_of', a))).to.equal('conflict');
    const ring = await some('W', 'X', 'Y', 'Z');
    const results = await Promise.all(ring.map((tag, i) => codeOf(relate(tag, 'runs_on', ring[(i + 1) % 4] as string))));
    expect(results.toSorted()).to.deep.equal(['conflict', 'ok', 'ok', 'ok']);
  });

  it('are not made with what has left service', async () => {
    const [a, gone] = (await some('A', 'GONE')) as [string, string];
    await retireAsset(ctx, cast.carla, gone, { status: 'retired', note: null }, null);
    expect(await codeOf(relate(a, 'runs_on', gone))).to.equal('conflict');
  });

  it('tell what suffers when one fails, nearest first and each once', async () => {
    const [host, vm, app, cluster, disk, near, far] = (await some('HOST', 'VM', 'APP', 'CLUSTER', 'DISK', 'NEAR', 'FAR')) as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    await relate(vm, 'runs_on', host);
    await relate(app, 'runs_on', vm);
    await relate(app, 'runs_on', host);
    await relate(host, 'part_of', cluster);
    await relate(host, 'connected_to', near);
    await relate(far, 'runs_on', near);
    await checkOutAsset(ctx, cast.ben, disk, { assetId: host, dueAt: null, note: null });
    expect(await impact(host)).to.have.deep.members([
      [vm, 'runs_on', 1],
      [app, 'runs_on', 1],
      [cluster, 'part_of', 1],
      [near, 'connected_to', 1],
      [disk, 'inside', 1],
    ]);
    expect(await impact(vm)).to.deep.equal([[app, 'runs_on', 1]]);
    expect(await impact(near)).to.have.deep.members([
      [far, 'runs_on', 1],
      [host, 'connected_to', 1],
    ]);
    expect(await impact(app)).to.deep.equal([]);
  });

  it('keep an import from being undone under them', async () => {
    const csv = new TextEncoder().encode('Tag,Name\nIMP-R,Imported\n');
    const { id } = await importAssets(ctx, cast.carla, csv, { dryRun: false, dates: 'auto', unknown: 'skip' });
    const [other] = (await some('O')) as [string];
    await relate('IMP-R', 'connected_to', other);
    expect(await codeOf(undoImport(ctx, cast.carla, id!))).to.equal('conflict');
    const [relation] = await listRelations(ctx, cast.ben, other);
    await unrelateAssets(ctx, cast.ben, other, relation!.id);
    expect(await codeOf(undoImport(ctx, cast.carla, id!))).to.equal('ok');
  });
});
