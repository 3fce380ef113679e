import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { importAssets } from '../asset-imports/import-assets.ts';
import { undoImport } from '../asset-imports/undo-import.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { newAsset } from '../assets/asset-schemas.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { Problem } from '../platform/problem.ts';
import { type Cast, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
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

  it('shows its incidents under its id and its tag', async () => {
    const asset = await registerAsset(ctx, cast.ben, newAsset.parse({ kind: 'printer', name: 'Floor 2', tag: 'PRN-2' }));
    const about = { description: '', impact: 'low', urgency: 'low' } as const;
    const jam = await fileIncident(ctx, cast.ben, { ...about, title: 'It jams', assetId: asset.id });
    await fileIncident(ctx, cast.ben, { ...about, title: 'Something else' });
    const api = await startApi(ctx);
    try {
      const ben = await api.as(cast.ben);
      for (const address of [asset.id, 'prn-2']) {
        const { status, body } = await ben.get(`/assets/${address}/incidents?status=new`);
        expect([status, body.items.map(({ id }: { id: string }) => id)]).to.deep.equal([200, [jam.id]]);
      }
      expect((await ben.get('/assets/PRN-3/incidents')).status).to.equal(404);
      expect((await (await api.as(cast.ana)).get(`/assets/${asset.id}/incidents`)).status).to.equal(403);
    } finally {
      await api.close();
    }
  });
});
