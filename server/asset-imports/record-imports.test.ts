import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { locationPaths } from '../people/location-queries.ts';
import type { Person } from '../people/person.ts';
import { findPersonByEmail } from '../people/person-queries.ts';
import { addLocation } from '../people/save-location.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { importAssets } from './import-assets.ts';
import { importQuery } from './import-schemas.ts';
import { undoImport } from './undo-import.ts';

eachDatabase('importing people and places', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    await addLocation(ctx, { name: 'Paris', parentId: null, timeZone: 'Europe/Paris', address: null });
  });

  const run = (subject: string, csv: string, options: object = {}) =>
    importAssets(ctx, cast.dmitri, new TextEncoder().encode(csv), importQuery.parse({ subject, ...options }));
  const ways = async () => [...(await locationPaths(ctx.db.sql)).values()].sort();
  const ana = async () => (await findPersonByEmail(ctx.db.sql, 'ana@example.org')) as Person;

  it('takes Snipe-IT’s list of users, managers that come further down among them', async () => {
    const list = [
      'First Name,Last Name,Email,Username,Activated,Location,Title,Phone,Manager,Department',
      'Ana,,ANA@example.org,ana,yes,Paris,Buyer,1234,new.lead@example.org,Sales',
      'New,Lead,new.lead@example.org,newlead,sometimes,Atlantis,Head,,,Sales',
      'Left,Long Ago,left@example.org,left,NO,,,,,',
      ',,,nobody,TRUE,,,,,',
      'Ana,Again,ana@example.org,ana2,,,,,,',
    ].join('\n');
    const dry = await run('people', list, { dryRun: 'true' });
    expect(dry).to.include({ created: 2, updated: 1, rejected: 2 });
    expect(dry.unknown.people).to.deep.equal([]);
    const before = await ana();
    const done = await run('people', list);
    expect(done).to.include({ created: 2, updated: 1, rejected: 2 });
    const lead = (await findPersonByEmail(ctx.db.sql, 'new.lead@example.org')) as Person;
    expect(lead).to.include({ name: 'New Lead', role: 'employee', isActive: true, locationId: null });
    expect(await ana()).to.include({ jobTitle: 'Buyer', phone: '1234', managerId: lead.id, name: 'Ana' });
    expect((await findPersonByEmail(ctx.db.sql, 'left@example.org'))?.isActive).to.equal(false);
    const reasons = done.rows.filter(({ outcome }) => outcome === 'rejected').map(({ line, reasons: said }) => [line, said[0]]);
    expect(reasons).to.deep.equal([
      [5, 'email: Invalid email address'],
      [6, 'Line 2 has ana@example.org too'],
    ]);
    const warnings = done.rows.find(({ tag }) => tag === 'new.lead@example.org')?.warnings;
    expect(warnings).to.deep.equal(['“sometimes” is neither yes nor no', 'There is no location “Atlantis”, or more than one']);
    expect(await run('people', list)).to.include({ created: 0, updated: 0, unchanged: 3 });
    await undoImport(ctx, cast.dmitri, done.id as string);
    expect(await findPersonByEmail(ctx.db.sql, 'new.lead@example.org')).to.equal(null);
    const { version: _, ...undone } = await ana();
    const { version: __, ...was } = before;
    expect(undone).to.deep.equal(was);
  });

  it('keeps people that somebody speaks of from being undone', async () => {
    const { id } = await run('people', 'Name,Email\nBoss,boss@example.org\n');
    const boss = (await findPersonByEmail(ctx.db.sql, 'boss@example.org')) as Person;
    await ctx.db.writer('people').where({ email: 'ana@example.org' }).update({ managerId: boss.id });
    const problem = await undoImport(ctx, cast.dmitri, id as string).catch((error) => error);
    expect(problem.code).to.equal('conflict');
    await ctx.db.writer('people').where({ email: 'ana@example.org' }).update({ managerId: null });
    await undoImport(ctx, cast.dmitri, id as string);
  });

  it('is for administrators where people come in', async () => {
    const refused = await importAssets(
      ctx,
      cast.carla,
      new TextEncoder().encode('Email\nx@example.org\n'),
      importQuery.parse({ subject: 'people' }),
    ).catch((error) => error);
    expect(refused.code).to.equal('forbidden');
  });

  it('takes places in any order, as columns and as ways', async () => {
    const list = [
      'Location Name,Parent,Address,City,Zip,Country',
      '204,Floor 2,,,,',
      'Floor 2,HQ,,,,',
      'HQ,,1 rue de la Paix,Paris,75002,FR',
      'Paris > Annex,,,,,',
      'Lost,Nowhere,,,,',
      'HQ,,,,,',
    ].join('\n');
    expect(await run('locations', list, { dryRun: 'true' })).to.include({ created: 4, rejected: 2 });
    const done = await run('locations', list);
    expect(done).to.include({ created: 4, updated: 0, rejected: 2 });
    expect(await ways()).to.deep.equal(['HQ', 'HQ > Floor 2', 'HQ > Floor 2 > 204', 'Paris', 'Paris > Annex']);
    expect(await run('locations', list)).to.include({ created: 0, updated: 0, unchanged: 4 });
    expect(await run('locations', 'Name,Address\nAnnex,2 rue Bleue\n')).to.include({ updated: 1 });
    await undoImport(ctx, cast.carla, done.id as string).catch((error) => {
      expect(error.extra.reasons).to.deep.equal(['Paris > Annex was changed since']);
    });
    expect(await ways()).to.have.length(5);
  });

  it('takes places back from the inside out', async () => {
    const before = await ways();
    const { id } = await run('locations', 'Name,Parent\nInner,Outer\nOuter,\n');
    await undoImport(ctx, cast.carla, id as string);
    expect(await ways()).to.deep.equal(before);
  });
});
