import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { importAssets } from '../assets/import-assets.ts';
import { undoImport } from '../assets/undo-import.ts';
import { Problem } from '../platform/problem.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { fileIncident } from './file-incident.ts';

eachDatabase('an asset that an incident is about', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });

  it('does not vanish when the import that made it is undone', async () => {
    const csv = new TextEncoder().encode('Tag,Name\nSRV-1,Server\nSRV-2,Server\n');
    const { id } = await importAssets(ctx, cast.carla, csv, { dryRun: false, dates: 'auto', unknown: 'skip' });
    const assetId = (await findAsset(ctx.db.sql, 'SRV-1'))?.id as string;
    await fileIncident(ctx, cast.ben, { title: 'It hums', description: 'Loudly', impact: 'low', urgency: 'low', assetId });
    const problem = await undoImport(ctx, cast.carla, id as string).catch((error: unknown) => error);
    expect(problem).to.be.instanceOf(Problem);
    expect((problem as Problem).code).to.equal('conflict');
    expect((problem as Problem).message).to.include('something else uses');
    expect((await findAsset(ctx.db.sql, 'SRV-2'))?.name).to.equal('Server');
  });
});
