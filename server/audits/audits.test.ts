import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { assetHistory } from '../assets/asset-history.ts';
import { findAsset } from '../assets/asset-queries.ts';
import type { AssetAnswer } from '../assets/asset-schemas.ts';
import { changeAsset } from '../assets/change-asset.ts';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { retireAsset } from '../assets/retire-asset.ts';
import { addLocation } from '../people/save-location.ts';
import type { Actor } from '../platform/actor.ts';
import type { LiveEvent } from '../platform/live.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { previewCorrections } from './audit-corrections.ts';
import { itemsOf, placesOf, sightingsOfAsset } from './audit-queries.ts';
import { auditReport } from './audit-report.ts';
import { closingBody, newAudit } from './audit-schemas.ts';
import { auditView } from './audit-view.ts';
import { removeAudit } from './change-audit.ts';
import { closeAudit } from './close-audit.ts';
import { loadAudit } from './load-audit.ts';
import { recordScans } from './record-scans.ts';
import { reopenAudit } from './reopen-audit.ts';
import { type NewScan, newScan } from './scan-schemas.ts';
import { startAudit } from './start-audit.ts';
import { takeBackSighting } from './take-back-sighting.ts';
import { codeOf } from './testing-audits.ts';

eachDatabase('stock-takes', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let count = 0;
  let site: string;
  let store: string;
  let office: string;
  let elsewhere: string;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });
  beforeEach(async () => {
    count += 1;
    const place = async (name: string, parentId: string | null) =>
      (await addLocation(ctx, { name: `${name} ${count}`, parentId, timeZone: 'Europe/Paris', address: null })).id;
    site = await place('Lyon', null);
    store = await place('Store', site);
    office = await place('Office', site);
    elsewhere = await place('Paris', null);
  });

  const asset = (locationId: string | null, more: object = {}): Promise<AssetAnswer> =>
    registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Laptop', locationId, ...more });
  const begin = (more: object = {}) => startAudit(ctx, cast.ben, newAudit.parse({ title: 'Year end', locationId: site, ...more }));
  const scanOf = (auditId: string, code: string, more: object = {}): NewScan =>
    newScan.parse({ action: 'audit', id: randomUUID(), code, auditId, scannedAt: ctx.clock().toISOString(), ...more });
  const scan = async (actor: Actor, auditId: string, code: string, more: object = {}) => {
    ctx.clock.advance(1000);
    const [answer] = await recordScans(ctx, actor, [scanOf(auditId, code, more)]);
    return answer!;
  };
  const progress = async (id: string) => {
    const { expected, found, misplaced, missing, unexpected, unknown } = await auditView(ctx.db.sql, cast.ben, await loadAudit(ctx, id));
    return { expected, found, misplaced, missing, unexpected, unknown };
  };
  const close = (id: string, body: object = {}, actor = cast.carla) => closeAudit(ctx, actor, id, closingBody.parse(body));
  const present = async (id: string) => {
    const { status, locationId, custodianType, custodianId } = (await findAsset(ctx.db.sql, id))!;
    return { status, locationId, custodianType, custodianId };
  };

  it('expects what the register has in a place and everything in it, and in service', async () => {
    const inStore = await asset(store);
    const atSite = await asset(site);
    await asset(elsewhere);
    await asset(null);
    const lost = await asset(store);
    await changeAsset(ctx, cast.ben, lost.id, { status: 'lost' }, null);
    const repaired = await asset(store);
    await changeAsset(ctx, cast.ben, repaired.id, { status: 'in_repair' }, null);
    const gone = await asset(store);
    await retireAsset(ctx, cast.carla, gone.id, { status: 'retired', note: null }, null);
    const held = await asset(office, { custodian: { type: 'person', id: cast.ana.id } });
    const printer = await asset(office, { kind: 'printer' });
    const tagsOf = async (more: object) => {
      const { id } = await begin(more);
      return (await itemsOf(ctx, await loadAudit(ctx, id), { limit: 50 })).items.map(({ tag }) => tag);
    };
    expect(await tagsOf({})).to.deep.equal([inStore.tag, atSite.tag, held.tag, printer.tag]);
    expect(await tagsOf({ withHeld: false })).to.deep.equal([inStore.tag, atSite.tag, printer.tag]);
    expect(await tagsOf({ kinds: ['printer'] })).to.deep.equal([printer.tag]);
    expect(await tagsOf({ statuses: ['in_repair'] })).to.deep.equal([repaired.tag]);
    expect(await tagsOf({ custodianId: cast.ana.id, withHeld: false })).to.deep.equal([held.tag]);
    expect(await codeOf(begin({ locationId: 'nowhere' }))).to.equal('invalid_request');
    expect(await codeOf(begin({ custodianId: 'nobody' }))).to.equal('invalid_request');
  });

  it('tells found, misplaced, unexpected and unknown apart, and counts them', async () => {
    const [here, there, missing] = [await asset(store, { serial: `SN${count}ABCDEF` }), await asset(office), await asset(store)];
    const stranger = await asset(elsewhere);
    const { id } = await begin();
    expect(await progress(id)).to.deep.equal({ expected: 3, found: 0, misplaced: 0, missing: 3, unexpected: 0, unknown: 0 });
    const found = await scan(cast.ben, id, `http://localhost:3000/assets/${here.tag}`, { locationId: store });
    expect(found).to.deep.include({ outcome: 'found', earlier: null });
    expect(found.asset).to.deep.include({ id: here.id, tag: here.tag });
    const misplaced = await scan(cast.carla, id, there.tag.toLowerCase(), { locationId: store });
    expect(misplaced).to.deep.include({ outcome: 'misplaced' });
    expect(misplaced.expectedAt).to.deep.equal({ id: office, name: `Office ${count}` });
    expect(await scan(cast.ben, id, stranger.tag, { locationId: store })).to.deep.include({ outcome: 'unexpected' });
    expect(await scan(cast.ben, id, '4006381333931')).to.deep.include({ outcome: 'unknown', asset: null });
    await scan(cast.carla, id, '4006381333931');
    expect(await progress(id)).to.deep.equal({ expected: 3, found: 1, misplaced: 1, missing: 1, unexpected: 1, unknown: 1 });
    const { items } = await itemsOf(ctx, await loadAudit(ctx, id), { result: 'missing', limit: 50 });
    expect(items.map(({ tag }) => tag)).to.deep.equal([missing.tag]);
    const [sighting] = await sightingsOfAsset(ctx, cast.ben, there.tag);
    expect(sighting).to.deep.include({ result: 'misplaced', by: 'Carla', place: { id: store, name: `Store ${count}` } });
    expect(await sightingsOfAsset(ctx, cast.ben, missing.tag)).to.deep.equal([]);
    expect(await placesOf(ctx, await loadAudit(ctx, id))).to.deep.equal([
      { place: { id: office, name: `Lyon ${count} > Office ${count}` }, expected: 1, found: 0, misplaced: 1, missing: 0 },
      { place: { id: store, name: `Lyon ${count} > Store ${count}` }, expected: 2, found: 1, misplaced: 0, missing: 1 },
    ]);
  });

  it('says who scanned it before, when and where, and counts it once', async () => {
    const { tag } = await asset(store);
    const { id } = await begin();
    await scan(cast.ben, id, tag, { locationId: store });
    const at = ctx.clock();
    const again = await scan(cast.carla, id, tag, { locationId: store });
    expect(again.outcome).to.equal('again');
    expect(again.earlier).to.deep.equal({ by: 'Ben', at, place: { id: store, name: `Store ${count}` }, isOwn: false });
    expect((await scan(cast.carla, id, tag)).earlier).to.deep.include({ by: 'Carla', isOwn: true });
    expect(await progress(id)).to.deep.include({ found: 1, missing: 0 });
  });

  it('gives the same result in whatever order scans arrive', async () => {
    const { id: assetId, tag } = await asset(store);
    const { id } = await begin();
    ctx.clock.advance(60_000);
    const early = scanOf(id, tag, { locationId: office });
    ctx.clock.advance(60_000);
    const late = scanOf(id, tag, { locationId: store });
    await recordScans(ctx, cast.ben, [late]);
    await recordScans(ctx, cast.carla, [early]);
    const { items } = await itemsOf(ctx, await loadAudit(ctx, id), { limit: 50 });
    expect(items[0]).to.deep.include({ assetId, result: 'found', scanCount: 2, seenBy: { id: cast.ben.id, name: 'Ben' } });
    expect(items[0]!.seenPlace?.id).to.equal(store);
    expect(await progress(id)).to.deep.include({ found: 1, misplaced: 0 });
    // A clock that is years ahead does not win for ever.
    const ahead = scanOf(id, tag, { locationId: office, scannedAt: '2039-01-01T00:00:00Z' });
    await recordScans(ctx, cast.carla, [ahead]);
    expect(await progress(id)).to.deep.include({ found: 0, misplaced: 1 });
    await scan(cast.ben, id, tag, { locationId: store });
    expect(await progress(id)).to.deep.include({ found: 1, misplaced: 0 });
  });

  it('takes what is sent again once, and answers as before', async () => {
    const { tag } = await asset(store);
    const { id } = await begin();
    const one = scanOf(id, tag, { locationId: store });
    const unknown = scanOf(id, 'no such thing');
    const first = await recordScans(ctx, cast.ben, [one, unknown]);
    const second = await recordScans(ctx, cast.ben, [one, unknown, one]);
    expect(JSON.parse(JSON.stringify(second))).to.deep.equal(JSON.parse(JSON.stringify([...first, first[0]])));
    expect(await progress(id)).to.deep.include({ found: 1, unknown: 1 });
    expect((await recordScans(ctx, cast.carla, [one]))[0]).to.deep.include({ outcome: 'refused' });
    const many = await Promise.all(
      Array.from({ length: 6 }, () => recordScans(ctx, cast.ben, [{ ...one, id: unknown.id.replace(/^.{8}/, '0a0b0c0d') }])),
    );
    expect(new Set(many.map(([answer]) => answer!.outcome))).to.deep.equal(new Set(['again']));
    expect((await itemsOf(ctx, await loadAudit(ctx, id), { limit: 50 })).items[0]!.scanCount).to.equal(2);
  });

  it('counts right when several scan at once', async () => {
    const assets = await Promise.all(Array.from({ length: 12 }, () => asset(store)));
    const { id } = await begin();
    const heard: LiveEvent[] = [];
    const stop = ctx.live.subscribe((event) => void heard.push(event));
    const readers = [cast.ben, cast.carla, cast.dmitri];
    await Promise.all(
      readers.map((reader) =>
        recordScans(
          ctx,
          reader,
          assets.map(({ tag }) => scanOf(id, tag, { locationId: store })),
        ),
      ),
    );
    stop();
    expect(await progress(id)).to.deep.equal({ expected: 12, found: 12, misplaced: 0, missing: 0, unexpected: 0, unknown: 0 });
    const { items } = await itemsOf(ctx, await loadAudit(ctx, id), { limit: 50 });
    expect(items.map(({ scanCount }) => scanCount)).to.deep.equal(Array(12).fill(3));
    expect(heard.filter((event) => event.type === 'audit.changed' && event.id === id)).to.have.length(36);
    expect(heard[0]!.audience).to.deep.equal({ role: 'technician' });
  });

  it('is another version after each scan, so that nobody is shown an old count', async () => {
    const { tag } = await asset(store);
    const { id, version } = await begin();
    await scan(cast.ben, id, tag);
    const seen = await loadAudit(ctx, id);
    expect(seen.version).to.be.greaterThan(version);
    await takeBackSighting(ctx, id, (await findAsset(ctx.db.sql, tag))!.id);
    expect((await loadAudit(ctx, id)).version).to.be.greaterThan(seen.version);
  });

  it('takes a sighting back', async () => {
    const [expected, stranger] = [await asset(store), await asset(elsewhere)];
    const { id } = await begin();
    expect(await codeOf(takeBackSighting(ctx, id, expected.id))).to.equal('conflict');
    expect(await codeOf(takeBackSighting(ctx, id, stranger.id))).to.equal('not_found');
    for (const { tag } of [expected, stranger]) await scan(cast.ben, id, tag);
    for (const one of [expected, stranger]) await takeBackSighting(ctx, id, one.id);
    expect(await progress(id)).to.deep.equal({ expected: 1, found: 0, misplaced: 0, missing: 1, unexpected: 0, unknown: 0 });
    expect((await scan(cast.ben, id, expected.tag)).outcome).to.equal('found');
  });

  /** A stock-take with one of each: missing, misplaced, found again, more precisely found, and one from elsewhere. */
  const oneOfEach = async () => {
    const missing = await asset(store);
    const moved = await asset(office);
    await checkOutAsset(ctx, cast.ben, moved.id, { locationId: office, dueAt: null, note: null });
    const foundAgain = await asset(elsewhere);
    await changeAsset(ctx, cast.ben, foundAgain.id, { status: 'lost' }, null);
    const refined = await asset(site);
    const stranger = await asset(elsewhere, { custodian: { type: 'person', id: cast.ana.id } });
    const right = await asset(store);
    const { id } = await begin();
    for (const { tag } of [moved, foundAgain, refined, stranger, right]) await scan(cast.ben, id, tag, { locationId: store });
    return { id, missing, moved, foundAgain, refined, stranger, right };
  };

  it('previews what it would set right, and sets right what was chosen, in one go', async () => {
    const { id, missing, moved, foundAgain, refined, stranger, right } = await oneOfEach();
    const preview = await previewCorrections(ctx, await loadAudit(ctx, id), { limit: 50 });
    expect(preview.counts).to.deep.equal({ lost: 1, moved: 2, found_again: 1, refined: 1, overtaken: 0 });
    expect(preview.items.map(({ tag, correction }) => [tag, correction])).to.deep.equal([
      [missing.tag, 'lost'],
      [moved.tag, 'moved'],
      [foundAgain.tag, 'found_again'],
      [refined.tag, 'refined'],
      [stranger.tag, 'moved'],
    ]);
    const pages = await previewCorrections(ctx, await loadAudit(ctx, id), { limit: 2, correction: 'moved' });
    expect([pages.items.length, pages.nextCursor]).to.deep.equal([2, null]);
    const first = await previewCorrections(ctx, await loadAudit(ctx, id), { limit: 3 });
    const rest = await previewCorrections(ctx, await loadAudit(ctx, id), { limit: 3, cursor: first.nextCursor! });
    expect([...first.items, ...rest.items]).to.deep.equal(preview.items);

    const closed = await close(id, { apply: ['lost', 'moved', 'found_again'], except: [stranger.id] });
    expect(closed).to.deep.include({
      state: 'closed',
      corrected: 3,
      closedBy: { id: cast.carla.id, name: 'Carla', email: 'carla@example.org' },
    });
    expect(await present(missing.id)).to.deep.include({ status: 'lost' });
    expect(await present(moved.id)).to.deep.equal({ status: 'deployed', locationId: store, custodianType: 'location', custodianId: store });
    expect(await present(foundAgain.id)).to.deep.include({ status: 'in_stock', locationId: store });
    expect(await present(refined.id)).to.deep.include({ locationId: site });
    expect(await present(stranger.id)).to.deep.include({ locationId: elsewhere, custodianId: cast.ana.id });
    expect((await findAsset(ctx.db.sql, right.id))!.version).to.equal(1);
    const { items } = await assetHistory(ctx, cast.ben, missing.id, { limit: 1 });
    expect(items[0]).to.deep.include({ kind: 'changed', note: `${closed.name} Year end` });
    expect(items[0]!.changes).to.deep.equal([{ field: 'status', from: 'in_stock', to: 'lost' }]);
    expect(items[0]!.actor.name).to.equal('Carla');
  });

  it('takes a closing back as a whole, but for what somebody changed since', async () => {
    const { id, missing, moved, foundAgain, refined, stranger } = await oneOfEach();
    const before = await Promise.all([missing, moved, foundAgain, refined, stranger].map((one) => present(one.id)));
    await close(id, { apply: ['lost', 'moved', 'found_again', 'refined'] });
    const undone = await reopenAudit(ctx, cast.carla, id);
    expect(undone).to.deep.include({ restored: 5, leftAlone: [] });
    expect(await Promise.all([missing, moved, foundAgain, refined, stranger].map((one) => present(one.id)))).to.deep.equal(before);
    expect(undone.audit).to.deep.include({ state: 'open', corrected: 0 });
    expect((await scan(cast.ben, id, missing.tag, { locationId: store })).outcome).to.equal('found');

    await close(id, { apply: ['moved'] });
    await changeAsset(ctx, cast.ben, moved.id, { locationId: elsewhere }, null);
    // What an agent finds out on the machine says nothing of where it is.
    await changeAsset(ctx, cast.ben, stranger.id, { name: 'Renamed' }, null);
    expect(await reopenAudit(ctx, cast.carla, id)).to.deep.include({ restored: 1, leftAlone: [moved.tag] });
    expect(await present(moved.id)).to.deep.include({ locationId: elsewhere });
    expect(await present(stranger.id)).to.deep.include({ locationId: elsewhere });
    expect((await findAsset(ctx.db.sql, stranger.id))!.name).to.equal('Renamed');
  });

  it('leaves alone what somebody changed while it went on', async () => {
    const [handedOut, moved] = [await asset(store), await asset(store)];
    const { id } = await begin();
    await checkOutAsset(ctx, cast.ben, handedOut.id, { personId: cast.ana.id!, dueAt: null, note: null });
    await retireAsset(ctx, cast.carla, moved.id, { status: 'retired', note: null }, null);
    const preview = await previewCorrections(ctx, await loadAudit(ctx, id), { limit: 50 });
    expect(preview.counts).to.deep.equal({ lost: 0, moved: 0, found_again: 0, refined: 0, overtaken: 1 });
    expect(preview.items[0]).to.deep.include({ tag: handedOut.tag, isOvertaken: true });
    expect(await close(id, { apply: ['lost'] })).to.deep.include({ corrected: 0 });
    expect(await present(handedOut.id)).to.deep.include({ status: 'deployed' });
  });

  it('ends once, for who began it or leads, and takes no scan afterwards', async () => {
    const { tag } = await asset(store);
    const { id } = await startAudit(ctx, cast.carla, newAudit.parse({ title: 'Store', locationId: store }));
    expect(await codeOf(close(id, {}, cast.ben))).to.equal('forbidden');
    expect(await codeOf(close(id))).to.equal('ok');
    expect(await codeOf(close(id))).to.equal('conflict');
    expect(await scan(cast.ben, id, tag)).to.deep.include({ outcome: 'closed' });
    expect(await codeOf(removeAudit(ctx, cast.carla, id))).to.equal('conflict');
    expect(await codeOf(reopenAudit(ctx, cast.ben, id))).to.equal('forbidden');
    await reopenAudit(ctx, cast.carla, id);
    expect(await codeOf(reopenAudit(ctx, cast.carla, id))).to.equal('conflict');
    const mistaken = await begin();
    await removeAudit(ctx, cast.ben, mistaken.id);
    expect(await codeOf(loadAudit(ctx, mistaken.id))).to.equal('not_found');
  });

  it('of two closings at once lets one win, and the register is set right once', async () => {
    const { id: assetId } = await asset(store);
    const { id } = await begin();
    const results = await Promise.all([1, 2, 3].map(() => codeOf(close(id, { apply: ['lost'] }))));
    expect(results.toSorted()).to.deep.equal(['conflict', 'conflict', 'ok']);
    expect((await findAsset(ctx.db.sql, assetId))!.version).to.equal(2);
  });

  it('reports everything as CSV in the reader’s language, with formulas disarmed', async () => {
    const { tag } = await asset(store, { name: '=1+1' });
    const { id } = await begin();
    await scan(cast.ben, id, tag, { locationId: office });
    await scan(cast.ben, id, '@unknown', { locationId: office });
    await scan(cast.ben, id, '@unknown', { locationId: office });
    let text = '';
    for await (const part of auditReport(ctx, await loadAudit(ctx, id), 'fr', ';')) text += part;
    const [head, row, unknown, end] = text.split('\r\n');
    expect(head).to.match(/^\ufeffNuméro;Nom;/);
    expect(row).to.include(
      `${tag};'=1+1;Ordinateur;;déplacé;Lyon ${count} > Store ${count};en stock;;Lyon ${count} > Office ${count};Ben;`,
    );
    expect(unknown).to.match(/^'@unknown;;;;code inconnu;/);
    expect(end).to.equal('');
  });
});
