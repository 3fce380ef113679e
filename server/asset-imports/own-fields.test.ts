import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { newCompany } from '../asset-kinds/companies/company-schemas.ts';
import { addCompany } from '../asset-kinds/companies/save-company.ts';
import { newField, newKind } from '../asset-kinds/kind-schemas.ts';
import { addField } from '../asset-kinds/save-field.ts';
import { addKind } from '../asset-kinds/save-kind.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { exportAssets } from '../assets/export-assets.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { addLocation } from '../people/save-location.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { importAssets } from './import-assets.ts';
import { importQuery } from './import-schemas.ts';
import { undoImport } from './undo-import.ts';

eachDatabase('own kinds, fields and companies in lists', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let parisId: string;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    parisId = (await addLocation(ctx, { name: 'Paris', parentId: null, timeZone: 'UTC', address: null })).id;
    await addKind(ctx, cast.dmitri, newKind.parse({ key: 'server_rack', name: { en: 'Rack', fr: 'Baie' } }));
    await addCompany(ctx, cast.dmitri, newCompany.parse({ name: 'Acme' }));
    const named = (en: string, fr: string) => ({ name: { en, fr } });
    const fields = [
      { key: 'units', type: 'number', ...named('Height units', 'Unités') },
      { key: 'colour', type: 'choice', ...named('Colour', 'Couleur'), choices: [{ value: 'red', name: { en: 'Red', fr: 'Rouge' } }] },
      { key: 'keeper', type: 'person', ...named('Keeper', 'Gardien') },
      { key: 'room', type: 'location', ...named('Room', 'Salle') },
      { key: 'leased', type: 'boolean', ...named('Leased', 'Loué') },
      { key: 'since', type: 'date', ...named('Since', 'Depuis') },
      { key: 'code', type: 'text', ...named('Code', 'Code'), isUnique: true },
    ];
    for (const field of fields) await addField(ctx, cast.dmitri, newField.parse({ ...field, kinds: ['server_rack'] }));
  });

  const run = (csv: string, options: object = {}) =>
    importAssets(ctx, cast.carla, new TextEncoder().encode(csv), importQuery.parse(options));
  const exported = async () => {
    let csv = '';
    for await (const part of exportAssets(ctx, {}, ',')) csv += part;
    return csv;
  };

  it('are read by their names in either language, typed and validated', async () => {
    const list = [
      'Asset Tag,Name,Category,Société,Unités,Colour,Keeper,Salle,Leased,Depuis,Code',
      'R-1,One,baie,acme,42,Rouge,ana@example.org,Paris,oui,25/12/2023,X1',
      'R-2,Two,server_rack,Nobody,many,blue,zoe@example.org,Atlantis,perhaps,,X2',
      'R-3,Three,Rack,,,,,,,,X1',
      'R-4,Four,Laptop,,12,,,,,,',
    ].join('\n');
    const done = await run(list);
    expect(done).to.include({ created: 2, rejected: 2 });
    expect(done.fields).to.include.members(['tag', 'company', 'field:units']);
    expect(await findAsset(ctx.db.sql, 'R-1')).to.deep.include({
      kind: 'server_rack',
      fields: { units: 42, colour: 'red', keeper: cast.ana.id, room: parisId, leased: true, since: '2023-12-25', code: 'X1' },
    });
    expect((await findAsset(ctx.db.sql, 'R-1'))?.companyId).to.be.a('string');
    const [second, third] = done.rows;
    expect(second?.reasons.join()).to.match(/Height units: must be a number.*Colour: must be one of red.*Nobody here.*Atlantis.*Leased/);
    expect(second?.warnings).to.deep.equal(['There is no company “Nobody”']);
    expect(third?.reasons).to.deep.equal(['Line 2 has Code X1 too']);
    expect(done.rows.find(({ tag }) => tag === 'R-4')?.warnings).to.deep.equal(['This kind has no field Height units']);
    expect((await run('Asset Tag,Name,Category,Code\nR-5,Five,Rack,x1\n')).rows[0]?.reasons[0]).to.include('another asset has this value');
    expect(await run(list)).to.include({ unchanged: 2, rejected: 2 });
  });

  it('survive the way out and in without a change, and come back after an undo', async () => {
    await registerAsset(ctx, cast.ben, {
      kind: 'server_rack',
      name: 'By hand',
      tag: 'H-1',
      fields: { colour: 'red', leased: false, units: 1.5 },
    });
    const before = await exported();
    expect(await run(before)).to.include({ created: 0, updated: 0, rejected: 0, unchanged: 3 });
    const { id } = await run('Asset Tag,Height units,Leased\nR-1,7,no\n');
    expect((await findAsset(ctx.db.sql, 'R-1'))?.fields).to.include({ units: 7, leased: false, colour: 'red' });
    await undoImport(ctx, cast.carla, id as string);
    expect(await exported()).to.equal(before);
    for (const table of ['asset_events', 'asset_field_values', 'asset_identifiers', 'assets']) await ctx.db.writer(table).delete();
    expect(await run(before)).to.include({ created: 3, rejected: 0 });
    expect(await exported()).to.equal(before);
  });
});
