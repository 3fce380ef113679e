import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { suppliersByName } from '../finance/supplier-queries.ts';
import { assignSeat } from '../licences/assign-seat.ts';
import { licencesByName } from '../licences/licence-match-queries.ts';
import { addLocation } from '../people/save-location.ts';
import { handOutStock } from '../stock/hand-out-stock.ts';
import { stockItemsByName } from '../stock/stock-queries.ts';
import { handOutBody } from '../stock/stock-schemas.ts';
import { stockItemById } from '../stock/stock-view.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { importAssets } from './import-assets.ts';
import { importQuery } from './import-schemas.ts';
import { undoImport } from './undo-import.ts';

eachDatabase('importing suppliers, licences and stock', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    await addLocation(ctx, { name: 'Store room', parentId: null, timeZone: 'UTC', address: null });
  });

  const run = (subject: string, csv: string, options: object = {}) =>
    importAssets(ctx, cast.carla, new TextEncoder().encode(csv), importQuery.parse({ subject, ...options }));
  const refusalOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error) => error,
    );

  it('takes Snipe-IT’s list of licences with dollars, m/d/y and all its words for yes', async () => {
    await run('suppliers', 'Name,Email,URL\nSoft GmbH,soft@example.org,https://soft.example.org\n');
    const list = [
      'Item Name,Serial,Manufacturer,Seats,Supplier,Order Number,Purchase Date,Purchase Cost,Expiration Date,Reassignable,Notes,Maintained',
      'Editor,K-1,Words Inc.,10,Soft GmbH,77,01/23/2023,$12.58,12/31/2027,yes,note,TRUE',
      'Drawing,6.37702E+15,Lines,5,Nobody,78,02/03/2023,"$1,234.50",,sometimes,,NO',
      'Sheets,K-3,,,,,13/13/2023,,,,,',
    ].join('\n');
    const done = await run('licences', list);
    expect(done).to.include({ created: 1, rejected: 2 });
    const [editor] = (await licencesByName(ctx.db.sql, ['EDITOR'])).get('editor') ?? [];
    expect(editor).to.include({
      seats: 10,
      purchasedOn: '2023-01-23',
      costCents: 1258,
      currency: 'USD',
      expiresOn: '2027-12-31',
      isReassignable: true,
    });
    expect(editor?.sealedKey).to.be.a('string').and.not.include('K-1');
    expect(editor?.supplierId).to.equal((await suppliersByName(ctx.db.sql, ['soft gmbh'])).get('soft gmbh')?.id);
    const refused = done.rows.filter(({ outcome }) => outcome === 'rejected');
    expect(refused[0]?.reasons.join()).to.include('6.37702E+15');
    expect(refused[0]?.warnings).to.deep.equal(['“sometimes” is neither yes nor no', 'There is no supplier “Nobody”']);
    expect(await run('licences', list)).to.include({ unchanged: 1, rejected: 2 });
    await assignSeat(ctx, cast.ben, editor?.id as string, { personId: cast.ana.id as string, note: null });
    expect((await refusalOf(undoImport(ctx, cast.carla, done.id as string))).code).to.equal('conflict');
  });

  it('takes accessories and consumables with what there is of them, and takes them back', async () => {
    const list =
      'Item Name,Quantity,Min Amt,Location,Purchase Cost,Manufacturer\nKeyboard,7,2,Store room,€19.90,Keys\nMouse,"1,000",,Nowhere,,\n';
    const done = await run('accessories', list);
    expect(done).to.include({ created: 2 });
    const keyboard = (await stockItemsByName(ctx.db.sql, ['keyboard'])).get('keyboard');
    expect(keyboard).to.include({ kind: 'accessory', onHand: 7, minimum: 2, unitCostCents: 1990, currency: 'EUR' });
    expect((await stockItemById(ctx, keyboard?.id as string)).shelves[0]).to.deep.include({ quantity: 7 });
    expect((await run('accessories', list)).unchanged).to.equal(2);
    expect(await run('accessories', list.replace(',7,2,', ',9,3,'))).to.include({ updated: 1, unchanged: 1 });
    expect((await stockItemsByName(ctx.db.sql, ['keyboard'])).get('keyboard')).to.include({ onHand: 7, minimum: 3 });
    expect((await refusalOf(undoImport(ctx, cast.carla, done.id as string))).extra.reasons).to.deep.equal(['Keyboard was changed since']);
    const toner = await run('consumables', 'Consumable,Qty\nToner,4\n');
    await undoImport(ctx, cast.carla, toner.id as string);
    expect((await stockItemsByName(ctx.db.sql, ['toner'])).size).to.equal(0);
    expect((await run('components', 'Name,Qty\nDIMM,x\n')).rows[0]?.reasons).to.deep.equal(['“x” is no number that we know']);
  });

  it('leaves alone what was handed out since', async () => {
    const { id } = await run('consumables', 'Name,Qty\nPaper,4\n');
    const paper = (await stockItemsByName(ctx.db.sql, ['paper'])).get('paper');
    await handOutStock(ctx, cast.ben, paper?.id as string, handOutBody.parse({ personId: cast.ana.id }));
    expect((await refusalOf(undoImport(ctx, cast.carla, id as string))).code).to.equal('conflict');
  });
});
