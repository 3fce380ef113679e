import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import type { Asset } from '../assets/asset.ts';
import type { NewAssetInput } from '../assets/asset-schemas.ts';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { exportAssets } from '../assets/export-assets.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { addLocation } from '../people/save-location.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { importAssets } from './import-assets.ts';
import { importQuery } from './import-schemas.ts';
import { undoImport } from './undo-import.ts';

eachDatabase('exporting, importing and undoing', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let paris: string;
  beforeEach(async () => {
    ctx = testContext(db());
    for (const table of ['asset_events', 'import_rows', 'import_mappings', 'asset_imports', 'asset_identifiers', 'assets']) {
      await ctx.db.writer(table).delete();
    }
  });
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    const site = { parentId: null, timeZone: 'Europe/Paris', address: null };
    paris = (await addLocation(ctx, { ...site, name: 'Paris' })).id;
    await addLocation(ctx, { ...site, name: 'Floor 2', parentId: paris });
    const lyon = await addLocation(ctx, { ...site, name: 'Lyon' });
    await addLocation(ctx, { ...site, name: 'Floor 2', parentId: lyon.id });
  });

  const run = (csv: string, options: object = {}) =>
    importAssets(ctx, cast.carla, new TextEncoder().encode(csv), importQuery.parse(options));
  const exported = async (delimiter: ',' | ';' = ',') => {
    let csv = '';
    for await (const part of exportAssets(ctx, {}, delimiter)) csv += part;
    return csv;
  };
  const register = async (): Promise<Array<Partial<Asset>>> => {
    const rows = await ctx.db.sql('assets').select('*').orderBy('tagOrder');
    return rows.map(({ version: _, updatedAt: __, ...row }: Asset) => row);
  };
  const words = fc
    .oneof(
      fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
      fc.constantFrom('=1+1', "'=x", '@SUM', '+33', 'a;b,c"d', 'l1\r\nl2', "'", '6.37E+15'),
    )
    .filter((text) => text.trim().length > 0 && !/\p{C}/u.test(text.replace(/[\r\n]/g, '')));
  const anyAsset: fc.Arbitrary<NewAssetInput> = fc.record(
    {
      kind: fc.constantFrom('computer', 'server', 'mobile', 'other'),
      name: words,
      manufacturer: fc.option(words),
      model: fc.option(words),
      notes: fc.option(words),
      status: fc.constantFrom('in_stock', 'deployed', 'in_repair', 'lost'),
      purchaseCost: fc.option(fc.integer({ min: 0, max: 1e9 }).map((cents) => cents / 100)),
      purchaseCurrency: fc.constantFrom('EUR', 'USD', 'CHF'),
      purchasedOn: fc.option(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10)),
      ),
      criticality: fc.constantFrom('low', 'medium', 'high'),
      identifiers: fc.record({
        uuid: fc.option(fc.uuid({ version: 4 })),
        macs: fc.array(fc.constantFrom('00:1a:2b:3c:4d:5e', '00:1A:2B:3C:4D:5F'), { maxLength: 2 }),
      }),
    },
    { requiredKeys: ['kind', 'name'] },
  );

  it('takes back what was exported without a change, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyAsset, { minLength: 1, maxLength: 6 }),
        fc.constantFrom<',' | ';'>(',', ';'),
        async (assets, delimiter) => {
          for (const asset of assets) {
            const made = await registerAsset(ctx, cast.ben, asset);
            const isFree = made.status === 'in_stock' && made.criticality !== 'low';
            if (isFree)
              await checkOutAsset(ctx, cast.ben, made.id, {
                personId: cast.ana.id!,
                dueAt: new Date('2027-01-01T10:00:00.123Z'),
                note: null,
              });
          }
          const csv = await exported(delimiter);
          const result = await run(csv, { dryRun: 'true' });
          const others = result.rows.filter(({ outcome }) => outcome !== 'unchanged');
          expect(others, JSON.stringify(others)).to.have.length(0);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('neutralises formulas and serves places by their whole way', async () => {
    await registerAsset(ctx, cast.ben, { kind: 'other', name: '=HYPERLINK("http://x")', notes: '-1', tag: '@tag' });
    const floor = (await ctx.db.sql('locations').where({ name: 'Floor 2', parentId: paris }).first()).id;
    await registerAsset(ctx, cast.ben, { kind: 'other', name: 'Floor lamp', locationId: floor });
    const csv = await exported();
    expect(csv).to.include('"\'=HYPERLINK(""http://x"")"').and.to.include("'@tag").and.to.include("'-1").and.to.include('Paris > Floor 2');
    expect(await run(csv)).to.deep.include({ unchanged: 2, rejected: 0 });
  });

  it('import and undo together change nothing, whatever the list says', async () => {
    const row = fc.record({
      tag: fc.constantFrom('P-1', 'P-2', 'P-3', 'P-4', ''),
      name: words,
      serial: fc.constantFrom('', 'X1', 'X2', '0'),
      custodian: fc.constantFrom('', 'ana@example.org', 'Paris', 'P-1', 'P-3', 'nobody'),
      status: fc.constantFrom('', 'Deployed', 'In stock', 'Archived', 'Lost'),
    });
    await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'One', tag: 'P-1', serial: 'X9' });
    await registerAsset(ctx, cast.ben, { kind: 'server', name: 'Two', tag: 'P-2', serial: 'X2' });
    const before = await register();
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const csv = [
          'Tag,Name,Serial,Custodian,Status',
          ...rows.map((r) => [r.tag, r.name, r.serial, r.custodian, r.status].map(quote).join(',')),
        ].join('\n');
        const dry = await run(csv, { dryRun: 'true' });
        const real = await run(csv);
        expect(real).to.deep.include({ created: dry.created, updated: dry.updated, unchanged: dry.unchanged, rejected: dry.rejected });
        await undoImport(ctx, cast.carla, real.id!);
        expect(await register()).to.deep.equal(before);
      }),
      { numRuns: 15 },
    );
  });
});
