import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import type { Asset } from '../assets/asset.ts';
import { assetHistory } from '../assets/asset-history.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { assetQuery } from '../assets/asset-schemas.ts';
import { changeAsset } from '../assets/change-asset.ts';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { listAssets } from '../assets/list-assets.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { retireAsset } from '../assets/retire-asset.ts';
import { verifyAudit } from '../auth/audit.ts';
import { enterPurchase } from '../finance/asset-money.ts';
import { purchaseFacts } from '../finance/enter-purchases.ts';
import { addSupplier } from '../finance/save-supplier.ts';
import { newSupplier } from '../finance/supplier-schemas.ts';
import { addLocation } from '../people/save-location.ts';
import { Problem } from '../platform/problem.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { importAssets } from './import-assets.ts';
import { importQuery } from './import-schemas.ts';
import { undoImport } from './undo-import.ts';

/** As Snipe-IT's own sample is made: a byte order mark, m/d/yy dates, people and places by several columns. */
const snipe = `\ufeffCompany,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,Model Notes,Model Number,Asset Notes,Purchase Date,Purchase Cost,Checkout Type,Checked Out To: Username,Checked Out To: First Name,Checked Out To: Last Name,Checked Out To: Email,Checked Out To: Location,Asset EOL Date,Serial
Acme,Ana's laptop,S-1,Laptops,Shop,Apple,Paris,77,"Macbook Pro 13""",,A2338,fragile,1/23/23,2266.13,User,ana,Ana,,ana@example.org,,1/23/28,C02XK1
Acme,,S-2,VOIP Phones,Shop,Polycom,Atlantis,78,VVX 300,,,,3/4/23,$12.58,Location,,,,,Paris,,
Acme,,S-3,Tablets,Shop,Apple,Paris,79,iPad,,,,3/5/23,,User,zoe,Zoe,Nobody,zoe@example.org,,,6.37702E+15
Acme,,S-4,Chairs,Shop,,,,Throne,,,,,,,,,,,,,
`;

eachDatabase('importing a list', (db) => {
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
  const register = async (): Promise<Array<Partial<Asset>>> => {
    const rows = await ctx.db.sql('assets').select('*').orderBy('tagOrder');
    return rows.map(({ version: _, updatedAt: __, ...row }: Asset) => row);
  };
  const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
    try {
      await work;
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    throw new Error('nothing was refused');
  };

  it('tells on a dry run what it would do, and writes nothing', async () => {
    const result = await run(snipe, { dryRun: 'true' });
    expect(result).to.deep.include({
      id: null,
      dryRun: true,
      created: 3,
      updated: 0,
      unchanged: 0,
      rejected: 1,
      delimiter: ',',
      isCut: false,
    });
    expect(result.unknown).to.deep.equal({ locations: ['Atlantis'], people: ['Zoe Nobody'] });
    expect(result.columns.find(({ header }) => header === 'Asset EOL Date')?.field).to.equal('endOfLifeOn');
    expect(result.columns.find(({ header }) => header === 'Model Notes')?.field).to.equal(null);
    const [refused, first] = result.rows;
    expect(refused).to.deep.include({ line: 4, outcome: 'rejected' });
    expect(refused?.reasons.join()).to.include('6.37702E+15');
    expect(first).to.deep.include({ line: 2, outcome: 'created', tag: 'S-1', assetId: null, name: "Ana's laptop" });
    expect(first?.changes.find(({ field }) => field === 'custodian')?.to).to.deep.equal({ type: 'person', id: cast.ana.id, name: 'Ana' });
    expect(await register()).to.have.length(0);
  });

  it('imports what Snipe-IT exports', async () => {
    const result = await run(snipe, { fileName: 'assets-sample.csv' });
    expect(result).to.deep.include({ created: 3, rejected: 1 });
    const laptop = (await findAsset(ctx.db.sql, 'S-1')) as Asset;
    expect(laptop).to.deep.include({
      kind: 'computer',
      serial: 'C02XK1',
      model: 'Macbook Pro 13"',
      status: 'deployed',
      custodianId: cast.ana.id,
      locationId: paris,
      purchasedOn: '2023-01-23',
      purchaseCostCents: 226613,
      notes: 'fragile',
    });
    const phone = (await findAsset(ctx.db.sql, 'S-2')) as Asset;
    expect(phone).to.deep.include({
      kind: 'phone',
      name: 'VVX 300',
      custodianType: 'location',
      custodianId: paris,
      purchasedOn: '2023-03-04',
    });
    expect(phone).to.deep.include({ purchaseCostCents: 1258, purchaseCurrency: 'USD' });
    expect((await findAsset(ctx.db.sql, 'S-4'))?.kind).to.equal('other');
    const { items } = await assetHistory(ctx, cast.ben, 'S-1', { limit: 5 });
    expect(items[0]).to.deep.include({ kind: 'registered', source: 'import', importId: result.id });
    expect((await listAssets(ctx, cast.ben, assetQuery.parse({ q: 'macbook' }))).items.map(({ tag }) => tag)).to.deep.equal(['S-1']);
    expect((await verifyAudit(ctx.db.sql)).brokenAt).to.equal(null);
  });

  it('takes supplier, order number and end of life, and takes them back', async () => {
    const supplier = await addSupplier(ctx, cast.carla, newSupplier.parse({ name: 'Depot' }));
    await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'One', tag: 'P-1' });
    const list = 'Asset Tag,Name,Supplier,Order Number,Asset EOL Date\nP-1,One,depot,77,1/23/28\nP-2,Two,Nowhere,78,\n';
    const dry = await run(list, { dryRun: 'true' });
    expect(dry).to.deep.include({ created: 1, updated: 1 });
    expect(dry.rows[0]?.changes.map(({ field }) => field)).to.deep.equal(['supplier', 'orderNumber', 'endOfLifeOn']);
    expect(dry.rows[1]?.warnings).to.deep.equal(['There is no supplier “Nowhere”']);
    const { id } = await run(list);
    const facts = async (tag: string) => {
      const asset = (await findAsset(ctx.db.sql, tag)) as Asset;
      return (await purchaseFacts(ctx.db.sql, [asset.id])).get(asset.id);
    };
    expect(await facts('P-1')).to.deep.include({ supplierId: supplier.id, orderNumber: '77', endOfLifeOn: '2028-01-23' });
    expect(await facts('P-2')).to.deep.include({ supplierId: null, orderNumber: '78' });
    expect(await run(list)).to.deep.include({ unchanged: 2 });
    await enterPurchase(ctx, cast.carla, 'P-1', { orderNumber: 'other' }, null);
    expect((await problemOf(undoImport(ctx, cast.carla, id!))).extra['reasons']).to.deep.equal(['P-1 was changed since']);
    const next = await run('Asset Tag,Order Number\nP-1,79\n');
    await undoImport(ctx, cast.carla, next.id!);
    expect(await facts('P-1')).to.deep.include({ supplierId: supplier.id, orderNumber: 'other' });
    expect((await run('Asset Tag,EOL Date\nP-1,99/99/2026\n')).rows[0]).to.deep.include({ outcome: 'rejected' });
  });

  it('takes old Macintosh line ends, duplicate and blank headers', async () => {
    const bad = ['Category,Company,Category,Company,,,Asset Tag,Name', ',Acme,Laptop,,x,y,B-1,One', 'Phone,,,,,,B-2,Two', ',,,,,,,'].join(
      '\r',
    );
    expect(await run(bad)).to.deep.include({ created: 2, rejected: 0 });
    expect((await findAsset(ctx.db.sql, 'B-1'))?.kind).to.equal('computer');
  });

  it('takes a French list with semicolons, d/m/y and a decimal comma', async () => {
    const french = [
      "Numéro d'inventaire;Nom;Catégorie;Statut;N° de série;Lieu;Date d'achat;Prix d'achat;Garantie (mois);Utilisateur",
      'F-1;Portable d’Ana;PC portable;En service;ABC1;Lyon > Floor 2;03/04/2023;1 234,50 €;36;ana@example.org',
      'F-2;Écran;Écrans;En panne;;Floor 2;;;;',
    ].join('\r\n');
    const result = await run(french);
    expect(result).to.deep.include({ created: 2, rejected: 0, delimiter: ';' });
    expect(await findAsset(ctx.db.sql, 'F-1')).to.deep.include({
      purchasedOn: '2023-04-03',
      warrantyUntil: '2026-04-03',
      purchaseCostCents: 123450,
      purchaseCurrency: 'EUR',
      status: 'deployed',
      custodianId: cast.ana.id,
    });
    // Two floors have that name: better none than the wrong one, and the row says so.
    expect((await findAsset(ctx.db.sql, 'F-2'))?.locationId).to.equal(null);
    expect(result.rows[1]?.warnings.join()).to.include('Floor 2');
  });

  it('matches by tag, else by serial number, and refuses what contradicts itself', async () => {
    const one = await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'One', serial: 'SER-1', tag: 'T-1' });
    await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Two', serial: 'SER-2', tag: 'T-2' });
    const result = await run(
      ['Tag,Name,Serial', 'T-1,Uno,', 'NEW-2,Two,ser-2', 'T-1,Again,', 'T-9,Nine,SER-9', 'T-8,Eight,SER-9', ',,'].join('\n'),
    );
    expect(result).to.deep.include({ created: 1, updated: 2, unchanged: 0, rejected: 2 });
    expect((await findAsset(ctx.db.sql, one.id))?.name).to.equal('Uno');
    expect((await findAsset(ctx.db.sql, 'NEW-2'))?.serial).to.equal('ser-2');
    expect(result.rows.filter(({ outcome }) => outcome === 'rejected').map(({ line, reasons }) => [line, reasons[0]])).to.deep.equal([
      [4, 'Line 2 has tag T-1 too'],
      [6, 'Line 5 has serial number SER-9 too'],
    ]);
    const clash = await run('Tag,Serial\nT-1,SER-9\n');
    expect(clash.rows[0]?.reasons[0]).to.include('T-9 has the serial number');
  });

  it('leaves what a blank cell does not speak of, and never takes from a holder in silence', async () => {
    const asset = await registerAsset(ctx, cast.ben, { kind: 'server', name: 'Keep', notes: 'kept', tag: 'K-1', criticality: 'high' });
    await checkOutAsset(ctx, cast.ben, asset.id, { personId: cast.ana.id!, dueAt: null, note: null });
    expect(await run('Tag,Name,Notes,Custodian\nK-1,Keep,,\n')).to.deep.include({ unchanged: 1 });
    const refused = await run('Tag,Status\nK-1,In stock\n');
    expect(refused.rows[0]?.reasons[0]).to.include('check it in first');
    await retireAsset(ctx, cast.carla, asset.id, { status: 'disposed', note: null }, null);
    expect((await run('Tag,Status\nK-1,Deployed\n')).rows[0]?.reasons[0]).to.include('cannot become');
  });

  it('gives tags to rows without, and refuses rows that say nothing', async () => {
    const result = await run('Name,Model,Notes\nOne,,\n,ThinkPad,\n,,only a note\n');
    expect(result).to.deep.include({ created: 2, rejected: 1 });
    const tags = result.rows.filter(({ outcome }) => outcome === 'created').map(({ tag }) => Number(tag?.slice(4)));
    expect(tags[1]! - tags[0]!).to.equal(1);
  });

  it('puts assets into assets that come further down, and refuses rings', async () => {
    const result = await run(
      [
        'Tag,Name,Custodian type,Custodian',
        'DISK,Disk,asset,TOWER',
        'TOWER,Tower,,',
        'A,a,asset,B',
        'B,b,asset,A',
        'C,c,asset,B',
        'SELF,s,asset,SELF',
      ].join('\n'),
    );
    const tower = (await findAsset(ctx.db.sql, 'TOWER')) as Asset;
    expect((await findAsset(ctx.db.sql, 'DISK'))?.custodianId).to.equal(tower.id);
    expect(result).to.deep.include({ created: 2, rejected: 4 });
    expect(result.rows[0]?.reasons.join()).to.match(/inside itself|refused itself/);
  });

  it('refuses people and places that it does not know when told to be strict', async () => {
    const result = await run(snipe, { unknown: 'reject', dryRun: 'true' });
    expect(result).to.deep.include({ created: 2, rejected: 2 });
    expect(result.rows[0]?.reasons.join()).to.include('Atlantis');
  });

  it('gives nothing to somebody who has left', async () => {
    await ctx.db.writer('people').where({ id: cast.eve.id }).update({ isActive: false });
    const result = await run('Tag,Name,Custodian\nL-1,Laptop,eve@example.org\n');
    await ctx.db.writer('people').where({ id: cast.eve.id }).update({ isActive: true });
    expect(result.rows[0]?.warnings[0]).to.include('Eve has left');
    expect((await findAsset(ctx.db.sql, 'L-1'))?.custodianId).to.equal(null);
  });

  it('is undone as a whole', async () => {
    await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Old', tag: 'S-1', identifiers: { macs: ['00:1a:2b:3c:4d:5e'] } });
    const before = await register();
    const { id } = await run(snipe);
    expect(await register()).to.not.deep.equal(before);
    await undoImport(ctx, cast.carla, id!);
    expect(await register()).to.deep.equal(before);
    expect((await problemOf(undoImport(ctx, cast.carla, id!))).code).to.equal('conflict');
    expect((await assetHistory(ctx, cast.ben, 'S-1', { limit: 5 })).items[0]).to.deep.include({ kind: 'undone', importId: id });
    expect((await listAssets(ctx, cast.ben, assetQuery.parse({ q: 'VVX' }))).items).to.have.length(0);
  });

  it('is not undone when somebody worked on it since, and says on what', async () => {
    const { id } = await run(snipe);
    await changeAsset(ctx, cast.ben, 'S-4', { name: 'Armchair' }, null);
    const before = await register();
    const problem = await problemOf(undoImport(ctx, cast.carla, id!));
    expect(problem.code).to.equal('conflict');
    expect(problem.extra['reasons']).to.deep.equal(['S-4 was changed since']);
    expect(await register()).to.deep.equal(before);
    expect((await problemOf(undoImport(ctx, cast.carla, 'unknown'))).code).to.equal('not_found');
  });

  it('is not undone while something stands inside what it made', async () => {
    const { id } = await run('Tag,Name\nBOX,Box\n');
    const disk = await registerAsset(ctx, cast.ben, { kind: 'other', name: 'Disk', tag: 'DISK-9' });
    await checkOutAsset(ctx, cast.ben, disk.id, { assetId: 'BOX', dueAt: null, note: null });
    expect((await problemOf(undoImport(ctx, cast.carla, id!))).extra['reasons']).to.deep.equal(['DISK-9 is inside BOX']);
  });

  it('is all in or not at all when somebody is faster', async () => {
    const results = await Promise.allSettled([run('Tag,Name\nR-1,One\nR-2,Two\n'), run('Tag,Name\nR-2,Zwei\nR-3,Drei\n')]);
    const tags = (await register()).map(({ tag }) => tag);
    const isEither = results.every(({ status }) => status === 'fulfilled') ? ['R-1', 'R-2', 'R-3'] : null;
    expect(
      isEither
        ? [isEither]
        : [
            ['R-1', 'R-2'],
            ['R-2', 'R-3'],
          ],
    ).to.deep.include(tags);
  });
});
