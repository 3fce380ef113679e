import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { assetHistory } from '../assets/asset-history.ts';
import type { AssetAnswer } from '../assets/asset-schemas.ts';
import { checkInAsset } from '../assets/check-in-asset.ts';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { addLocation } from '../people/save-location.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { recordScans } from './record-scans.ts';
import { newScan } from './scan-schemas.ts';

eachDatabase('scans', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let as: Record<'ana' | 'eve' | 'ben' | 'carla' | 'dmitri', Client>;
  let shelf: string;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    as = {
      ana: await api.as(cast.ana),
      eve: await api.as(cast.eve),
      ben: await api.as(cast.ben),
      carla: await api.as(cast.carla),
      dmitri: await api.as(cast.dmitri),
    };
    shelf = (await addLocation(ctx, { name: 'Shelf', parentId: null, timeZone: 'Europe/Paris', address: null })).id;
  });
  after(() => api.close());

  const laptop = (more: object = {}): Promise<AssetAnswer> => registerAsset(ctx, cast.ben, { kind: 'computer', name: 'Laptop', ...more });
  const read = (action: string, code: string, more: object = {}) => ({
    action,
    id: randomUUID(),
    code,
    scannedAt: ctx.clock().toISOString(),
    ...more,
  });
  const send = async (...scans: object[]) =>
    recordScans(
      ctx,
      cast.ben,
      scans.map((scan) => newScan.parse(scan)),
    );
  const toAna = () => ({ personId: cast.ana.id! });

  it('hands out and takes back what is scanned, once each', async () => {
    const { id, tag } = await laptop();
    const out = read('check_out', tag, { ...toAna(), note: 'scanned' });
    const [done] = await send(out);
    expect(done).to.deep.include({ outcome: 'done', holder: { type: 'person', id: cast.ana.id, name: 'Ana' } });
    expect(done!.asset).to.deep.include({ id, status: 'deployed' });
    const [repeated] = await send(out);
    expect(JSON.parse(JSON.stringify(repeated))).to.deep.equal(JSON.parse(JSON.stringify(done)));
    expect((await send(read('check_out', tag, toAna())))[0]).to.deep.include({ outcome: 'again' });
    const [back] = await send(read('check_in', tag, { locationId: shelf }));
    expect(back).to.deep.include({ outcome: 'done', holder: { type: 'person', id: cast.ana.id, name: 'Ana' } });
    expect((await send(read('check_in', tag, { locationId: shelf })))[0]).to.deep.include({ outcome: 'again' });
    const { items } = await assetHistory(ctx, cast.ben, id, { limit: 10 });
    expect(items.map(({ kind }) => kind)).to.deep.equal(['checked_in', 'checked_out', 'registered']);
  });

  it('refuses what cannot be done with the reason, keeps the refusal, and goes on with the others', async () => {
    const [held, free] = [await laptop(), await laptop()];
    await checkOutAsset(ctx, cast.ben, held.id, { personId: cast.eve.id!, dueAt: null, note: null });
    const refused = read('check_out', held.tag, toAna());
    const nobody = read('check_out', free.tag, { personId: 'nobody' });
    const results = await send(refused, nobody, read('check_out', 'no such tag', toAna()), read('check_out', free.tag, toAna()));
    expect(results.map(({ outcome }) => outcome)).to.deep.equal(['refused', 'refused', 'unknown', 'done']);
    expect(results[0]!.reason).to.equal(`${held.tag} is out already: check it in first`);
    expect(results[1]!.reason).to.equal('There is no such person');
    await checkInAsset(ctx, cast.ben, held.id, { note: null });
    expect((await send(refused))[0]).to.deep.include({ outcome: 'refused' });
    expect((await send(read('audit', held.tag, { auditId: 'none' })))[0]).to.deep.include({
      outcome: 'refused',
      reason: 'There is no such audit',
    });
  });

  it('takes it back from whoever has it when asked to', async () => {
    const { id, tag } = await laptop();
    await checkOutAsset(ctx, cast.ben, id, { personId: cast.eve.id!, dueAt: null, note: null });
    const [done] = await send(read('check_out', tag, { ...toAna(), takeBack: true }));
    expect(done).to.deep.include({ outcome: 'done', holder: { type: 'person', id: cast.ana.id, name: 'Ana' } });
    expect((await assetHistory(ctx, cast.ben, id, { limit: 10 })).items.map(({ kind }) => kind)).to.deep.equal([
      'checked_out',
      'checked_in',
      'checked_out',
      'registered',
    ]);
  });

  it('does not undo what happened after a scan was read', async () => {
    const { id, tag } = await laptop();
    await checkOutAsset(ctx, cast.ben, id, { personId: cast.ana.id!, dueAt: null, note: null });
    ctx.clock.advance(60_000);
    const waiting = read('check_in', tag);
    ctx.clock.advance(60_000);
    await checkInAsset(ctx, cast.carla, id, { note: null });
    await checkOutAsset(ctx, cast.carla, id, { personId: cast.eve.id!, dueAt: null, note: null });
    ctx.clock.advance(60_000);
    expect((await send(waiting))[0]).to.deep.include({
      outcome: 'refused',
      reason: `${tag} was handed out or taken back after it was scanned`,
    });
    expect((await as.ben.get(`/assets/${id}`)).body.custodian.name).to.equal('Eve');
  });

  it('takes a whole queue of a reader that was out of reach', async () => {
    const { id, tag } = await laptop();
    const scans: object[] = [];
    for (const [action, more] of [
      ['check_out', toAna()],
      ['check_in', {}],
      ['check_out', { personId: cast.eve.id }],
    ] as const) {
      ctx.clock.advance(60_000);
      scans.push(read(action, tag, more));
    }
    ctx.clock.advance(3_600_000);
    expect((await send(...scans)).map(({ outcome }) => outcome)).to.deep.equal(['done', 'done', 'done']);
    expect((await as.ben.get(`/assets/${id}`)).body.custodian.name).to.equal('Eve');
  });

  it('lets technicians scan, and everybody look up what they may see', async () => {
    const mine = await laptop({ custodian: { type: 'person', id: cast.ana.id } });
    const clients = [api.guest, as.ana, as.eve, as.ben, as.carla, as.dmitri];
    const { body: audit } = await as.ben.post('/audits', { title: 'Everything' });
    const post = (path: string, body: object) => (c: Client) => c.post(path, body);
    const code = encodeURIComponent(`http://localhost:3000/assets/${mine.tag}`);
    const table: Array<[string, (c: Client) => Promise<{ status: number }>, number[]]> = [
      ['scan', (c) => c.post('/scans', { scans: [read('audit', mine.tag, { auditId: audit.id })] }), [401, 403, 403, 200, 200, 200]],
      ['look up', (c) => c.get(`/scanned-asset?code=${code}`), [401, 200, 404, 200, 200, 200]],
      ['list', (c) => c.get('/audits'), [401, 403, 403, 200, 200, 200]],
      ['begin', post('/audits', { title: 'One more' }), [401, 403, 403, 201, 201, 201]],
      ['count', post('/audit-scopes', {}), [401, 403, 403, 200, 200, 200]],
      ['read', (c) => c.get(`/audits/${audit.name}`), [401, 403, 403, 200, 200, 200]],
      ['items', (c) => c.get(`/audits/${audit.id}/items?result=missing&locationId=${shelf}`), [401, 403, 403, 200, 200, 200]],
      ['places', (c) => c.get(`/audits/${audit.id}/places`), [401, 403, 403, 200, 200, 200]],
      ['scans', (c) => c.get(`/audits/${audit.id}/scans?outcome=found`), [401, 403, 403, 200, 200, 200]],
      ['corrections', (c) => c.get(`/audits/${audit.id}/corrections`), [401, 403, 403, 200, 200, 200]],
      ['report', (c) => c.get(`/audits/${audit.id}/report.csv`), [401, 403, 403, 200, 200, 200]],
      ['close', (c) => c.put(`/audits/${audit.id}/closing`, {}), [401, 403, 403, 200, 409, 409]],
      ['open again', (c) => c.delete(`/audits/${audit.id}/closing`), [401, 403, 403, 200, 409, 409]],
      ['rename', (c) => c.patch(`/audits/${audit.id}`, { title: 'All' }), [401, 403, 403, 200, 200, 200]],
      ['remove', (c) => c.delete(`/audits/${audit.id}`), [401, 403, 403, 409, 409, 409]],
      ['take back', (c) => c.delete(`/audits/${audit.id}/items/none/sighting`), [401, 403, 403, 404, 404, 404]],
    ];
    for (const [what, act, expected] of table) {
      const statuses: number[] = [];
      for (const client of clients) statuses.push((await act(client)).status);
      expect(statuses, what).to.deep.equal(expected);
    }
  });

  it('answers bad input with a clear 4xx', async () => {
    const good = read('audit', 'x', { auditId: 'none' });
    for (const bad of [
      { scans: [] },
      { scans: [{ ...good, id: 'one' }] },
      { scans: [{ ...good, action: 'steal' }] },
      { scans: [{ ...good, code: ' ' }] },
      { scans: [{ ...good, scannedAt: 'yesterday' }] },
      { scans: [read('check_out', 'x')] },
      { scans: [read('check_out', 'x', { personId: 'a', locationId: 'b' })] },
      { scans: Array(101).fill(good) },
    ])
      expect((await as.ben.post('/scans', bad)).status, JSON.stringify(bad).slice(0, 80)).to.equal(422);
    expect((await as.ben.get('/scanned-asset')).status).to.equal(422);
    expect((await as.ben.get('/audits/none')).status).to.equal(404);
    expect((await as.ben.get('/audits/AUD-999999')).status).to.equal(404);
    const { body } = await as.ben.post('/audits', { title: 'x', locationId: shelf });
    expect((await as.ben.patch(`/audits/${body.id}`, { title: 'y' }, { 'If-Match': '"9"' })).status).to.equal(412);
    expect((await as.ben.get(`/audits/${body.id}/items?locationId=nowhere`)).status).to.equal(422);
    expect((await as.ben.put(`/audits/${body.id}/closing`, { apply: ['everything'] })).status).to.equal(422);
    expect((await as.ben.post('/audits', { title: 'x', statuses: ['lost'] })).status).to.equal(422);
    const unknown = await as.ben.post('/audits', { title: 'x', kinds: ['printer', 'spaceship'] });
    expect([unknown.status, unknown.body.errors[0].pointer]).to.deep.equal([422, '/kinds/1']);
  });
});
