import { type ClientRequest, request } from 'node:http';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { addLocation } from '../people/save-location.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

eachDatabase('the API of assets', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  const as = {} as Record<'ana' | 'ben' | 'carla' | 'dmitri' | 'eve', Client>;
  let held: string;
  let free: string;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    for (const name of ['ana', 'ben', 'carla', 'dmitri', 'eve'] as const) as[name] = await api.as(cast[name]);
    const make = async (name: string) =>
      (await as.ben.post('/assets', { kind: 'computer', name, notes: 'sticky keys', purchaseCost: '999.90', purchaseCurrency: 'eur' })).body
        .id;
    held = await make('Held by Ana');
    free = await make('Free');
    await as.ben.put(`/assets/${held}/check-out`, { personId: cast.ana.id });
  });
  after(() => api.close());

  describe('who may', () => {
    const csv = { 'Content-Type': 'text/csv' };
    // Guest, the holder, another employee, technician, lead, admin.
    const table: Array<[string, (client: Client) => Promise<{ status: number }>, number[]]> = [
      ['list', (c) => c.get('/assets'), [401, 200, 200, 200, 200, 200]],
      ['read one', (c) => c.get(`/assets/${held}`), [401, 200, 404, 200, 200, 200]],
      ['read another', (c) => c.get(`/assets/${free}`), [401, 404, 404, 200, 200, 200]],
      ['register', (c) => c.post('/assets', { kind: 'other', name: 'x' }), [401, 403, 403, 201, 201, 201]],
      ['change', (c) => c.patch(`/assets/${held}`, { model: 'M' }), [401, 403, 403, 200, 200, 200]],
      ['check in what is out', (c) => c.put(`/assets/${free}/check-in`, {}), [401, 403, 403, 409, 409, 409]],
      ['check out', (c) => c.put(`/assets/${held}/check-out`, { personId: cast.eve.id }), [401, 403, 403, 409, 409, 409]],
      ['take a retirement back', (c) => c.delete(`/assets/${held}/retirement`), [401, 403, 403, 403, 409, 409]],
      ['read history', (c) => c.get(`/assets/${held}/history`), [401, 403, 403, 200, 200, 200]],
      ['read changes', (c) => c.get(`/assets/${held}/changes?since=2020-01-01T00:00:00Z`), [401, 403, 403, 200, 200, 200]],
      ['read software', (c) => c.get(`/assets/${held}/software`), [401, 403, 403, 200, 200, 200]],
      ['print a label', (c) => c.get(`/assets/${held}/label.svg`), [401, 403, 403, 200, 200, 200]],
      ['see what Ana holds', (c) => c.get(`/people/${cast.ana.id}/assets`), [401, 200, 404, 200, 200, 200]],
      ['see what they hold', (c) => c.get('/me/assets'), [401, 200, 200, 200, 200, 200]],
      ['try an import', (c) => c.post('/assets/imports?dryRun=true', 'Tag,Name\nX-1,x\n', csv), [401, 403, 403, 403, 200, 200]],
      ['list imports', (c) => c.get('/assets/imports'), [401, 403, 403, 403, 200, 200]],
      ['undo an unknown import', (c) => c.delete('/assets/imports/none'), [401, 403, 403, 403, 404, 404]],
      ['export', (c) => c.get('/assets/export.csv'), [401, 403, 403, 403, 200, 200]],
    ];
    for (const [what, act, expected] of table) {
      it(what, async () => {
        const statuses: number[] = [];
        for (const client of [api.guest, as.ana, as.eve, as.ben, as.carla, as.dmitri]) statuses.push((await act(client)).status);
        expect(statuses).to.deep.equal(expected);
      });
    }
  });

  it('shows a holder neither the price nor the notes', async () => {
    expect((await as.ana.get(`/assets/${held}`)).body).to.deep.include({ notes: null, purchaseCost: null, purchaseCurrency: null });
    expect((await as.ben.get(`/assets/${held}`)).body).to.deep.include({
      notes: 'sticky keys',
      purchaseCost: 999.9,
      purchaseCurrency: 'EUR',
    });
    expect((await as.ana.get('/me/assets')).body.items[0].notes).to.equal(null);
    expect((await as.ana.get('/assets')).body.items.map(({ id }: { id: string }) => id)).to.deep.equal([held]);
    expect((await as.ana.get(`/people/${cast.ana.id}/assets`)).body.items).to.have.length(1);
  });

  it('takes the tag for the id, in any case, and gives the version in ETag', async () => {
    const { body } = await as.ben.get(`/assets/${free}`);
    const byTag = await as.ben.get(`/assets/${body.tag.toLowerCase()}`);
    expect(byTag.body.id).to.equal(free);
    expect(byTag.headers.get('etag')).to.equal(`"${body.version}"`);
  });

  it('answers 412 to whoever changes what somebody else changed', async () => {
    const { body } = await as.ben.post('/assets', { kind: 'other', name: 'Race' });
    expect((await as.ben.patch(`/assets/${body.id}`, { name: 'A' }, { 'If-Match': '"1"' })).status).to.equal(200);
    const late = await as.carla.patch(`/assets/${body.id}`, { name: 'B' }, { 'If-Match': '"1"' });
    expect([late.status, late.body.version]).to.deep.equal([412, 2]);
    expect((await as.carla.put(`/assets/${body.id}/check-out`, { personId: cast.ana.id }, { 'If-Match': '"1"' })).status).to.equal(412);
  });

  it('makes one asset for an Idempotency-Key sent twice', async () => {
    const key = { 'Idempotency-Key': 'register-once' };
    const first = await as.ben.post('/assets', { kind: 'other', name: 'Once' }, key);
    const second = await as.ben.post('/assets', { kind: 'other', name: 'Once' }, key);
    expect([first.status, second.status, second.body.tag]).to.deep.equal([201, 201, first.body.tag]);
  });

  it('takes a whole life: out, in, in repair, back, retired, reinstated', async () => {
    const room = await addLocation(ctx, { name: 'Store', parentId: null, timeZone: 'UTC', address: null });
    const { body } = await as.ben.post('/assets', {
      kind: 'mobile',
      name: 'Phone',
      identifiers: { imei: '49-015420-323751-8', macs: ['001A2B3C4D5E', '00:1a:2b:3c:4d:5e'] },
    });
    expect(body.identifiers).to.deep.equal({ uuid: null, imei: '490154203237518', macs: ['00:1a:2b:3c:4d:5e'] });
    const path = `/assets/${body.tag}`;
    const steps: Array<[Promise<{ status: number; body: { status: string } }>, string]> = [];
    const step = async (work: Promise<{ status: number; body: { status: string } }>, status: string) => {
      const answer = await work;
      expect([answer.status, answer.body.status]).to.deep.equal([200, status]);
      steps.push([work, status]);
    };
    await step(as.ben.put(`${path}/check-out`, { personId: cast.eve.id, dueAt: '2027-01-01T10:00:00+01:00', note: 'مرحبا' }), 'deployed');
    await step(as.ben.patch(path, { status: 'in_repair' }), 'in_repair');
    expect((await as.eve.get(path)).body.custodian.name).to.equal('Eve');
    await step(as.ben.put(`${path}/check-in`, { locationId: room.id }), 'in_repair');
    await step(as.ben.patch(path, { status: 'in_stock' }), 'in_stock');
    expect((await as.ben.get(path)).body.location).to.deep.equal({ id: room.id, name: 'Store' });
    expect((await as.ben.put(`${path}/retirement`, {})).status).to.equal(403);
    await step(as.carla.put(`${path}/retirement`), 'retired');
    expect((await as.ben.patch(path, { status: 'in_stock' })).status).to.equal(409);
    await step(as.carla.delete(`${path}/retirement`), 'in_stock');
    const { body: history } = await as.ben.get(`${path}/history?limit=3`);
    expect(history.items).to.have.length(3);
    expect((await as.ben.get(`${path}/history?limit=200&cursor=${history.nextCursor}`)).body.items).to.have.length(4);
  });

  it('draws labels with both symbologies, escaped, with the address of the asset', async () => {
    const { body } = await as.ben.post('/assets', { kind: 'other', name: '<b>&"Écran"', tag: 'LBL 1' });
    for (const symbology of ['qr', 'code128']) {
      const label = await as.ben.get(`/assets/${body.id}/label.svg?symbology=${symbology}`);
      expect(label.headers.get('content-type')).to.include('image/svg+xml');
      expect(label.body).to.include('<svg').and.to.include('http://localhost:3000/assets/LBL%201').and.not.include('<b>');
      expect(label.body).to.include('LBL 1</text>');
    }
    expect((await as.ben.get(`/assets/${body.id}/label.svg?symbology=morse`)).status).to.equal(422);
    await as.ben.post('/assets', { kind: 'other', name: 'شاشة', tag: 'شاشة-1' });
    const arabic = `/assets/${encodeURIComponent('شاشة-1')}/label.svg`;
    expect((await as.ben.get(`${arabic}?symbology=code128`)).status).to.equal(422);
    expect((await as.ben.get(arabic)).status).to.equal(200);
  });

  it('imports over HTTP, lists it, and undoes it', async () => {
    const done = await as.carla.post('/assets/imports?fileName=list.csv', '\ufeffTag;Nom\rI-1;Écran\rI-2;Écran\r', {
      'Content-Type': 'text/csv',
    });
    expect([done.status, done.body.created]).to.deep.equal([200, 2]);
    const { body: imports } = await as.carla.get('/assets/imports');
    expect(imports.items[0]).to.deep.include({ id: done.body.id, fileName: 'list.csv', created: 2, undoneAt: null });
    expect((await as.carla.get('/assets/export.csv?kind=other&delimiter=%3B')).body).to.include('I-1;Écran;other;in_stock');
    expect((await as.carla.delete(`/assets/imports/${done.body.id}`)).status).to.equal(204);
    expect((await as.carla.get(`/assets/imports/${done.body.id}`)).body.undoneAt).to.be.a('string');
    expect((await as.carla.delete(`/assets/imports/${done.body.id}`)).status).to.equal(409);
    expect((await as.carla.get('/assets/I-1')).status).to.equal(404);
  });

  describe('answers a problem, never a 500, to', () => {
    const good = { kind: 'other', name: 'x' };
    const cases: Array<[string, () => Promise<{ status: number }>, number]> = [
      ['NUL in a name', () => as.ben.post('/assets', { ...good, name: 'a\u0000b' }), 422],
      ['NUL in an address', () => as.ben.get('/assets/%00'), 404],
      ['NUL in a search', () => as.ben.get('/assets?q=%00'), 422],
      ['NUL in a filter', () => as.ben.get('/assets?custodianId=%00'), 422],
      ['NUL in a person', () => as.ben.put(`/assets/${free}/check-out`, { personId: '\u0000' }), 422],
      [
        'NUL in an import',
        () =>
          as.carla.post('/assets/imports', 'Tag,Name,Location,Custodian,Serial\nN-1,a\u0000,b\u0000,c\u0000,d\u0000\n', {
            'Content-Type': 'text/csv',
          }),
        200,
      ],
      ['a broken escape in an address', () => as.ben.get('/assets/%E0%A4%A'), 400],
      ['an unknown kind', () => as.ben.post('/assets', { ...good, kind: 'toaster' }), 422],
      ['an unknown field', () => as.ben.post('/assets', { ...good, colour: 'red' }), 422],
      ['an unknown place', () => as.ben.post('/assets', { ...good, locationId: 'nowhere' }), 422],
      ['a tag of dots', () => as.ben.post('/assets', { ...good, tag: '..' }), 422],
      ['a tag with a slash', () => as.ben.post('/assets', { ...good, tag: 'a/b' }), 422],
      ['a tag that addresses use', () => as.ben.post('/assets', { ...good, tag: 'Imports' }), 422],
      ['an IMEI with a wrong check digit', () => as.ben.post('/assets', { ...good, identifiers: { imei: '490154203237519' } }), 422],
      ['a million hardware addresses', () => as.ben.post('/assets', { ...good, identifiers: { macs: Array(1_000_000).fill('x') } }), 413],
      ['a 10 MB name', () => as.ben.post('/assets', { ...good, name: 'x'.repeat(10_000_000) }), 413],
      ['a negative price', () => as.ben.post('/assets', { ...good, purchaseCost: -1 }), 422],
      ['a price with three decimals', () => as.ben.post('/assets', { ...good, purchaseCost: 1.005 }), 422],
      ['a day that does not exist', () => as.ben.post('/assets', { ...good, purchasedOn: '2026-02-31' }), 422],
      ['a status by which nothing may leave', () => as.ben.patch(`/assets/${free}`, { status: 'disposed' }), 422],
      ['nobody to give it to', () => as.ben.put(`/assets/${free}/check-out`, {}), 422],
      ['two to give it to', () => as.ben.put(`/assets/${free}/check-out`, { personId: cast.ana.id, assetId: held }), 422],
      ['an unknown asset', () => as.ben.put('/assets/AST-99999/check-out', { personId: cast.ana.id }), 404],
      ['an unknown person', () => as.ben.get('/people/nobody/assets'), 404],
      ['a foreign cursor', () => as.ben.get('/assets?cursor=e30'), 422],
      ['an unknown sort', () => as.ben.get('/assets?sort=colour'), 422],
      ['an import that is no CSV', () => as.carla.post('/assets/imports', { a: 1 }), 415],
      ['an empty import', () => as.carla.post('/assets/imports', '', { 'Content-Type': 'text/csv' }), 422],
      ['an import of 21 MB', () => as.carla.post('/assets/imports', 'x'.repeat(21 * 1024 * 1024), { 'Content-Type': 'text/csv' }), 413],
      ['a quotation mark that never closes', () => as.carla.post('/assets/imports', 'Tag\n"x', { 'Content-Type': 'text/csv' }), 422],
    ];
    for (const [what, act, status] of cases) {
      it(what, async () => {
        const answer = (await act()) as { status: number; body: unknown };
        expect([answer.status, answer.status === status ? '' : JSON.stringify(answer.body)]).to.deep.equal([status, '']);
      });
    }
  });

  it('answers 413 also to a stream that tells no length, and takes no half of a file', async () => {
    const headers = { Authorization: `Bearer ${await api.tokenOf(cast.carla)}`, 'Content-Type': 'text/csv' };
    const send = (write: (req: ClientRequest) => void): Promise<number | string> =>
      new Promise((resolve) => {
        const req = request(`${api.url}/api/v1/assets/imports`, { method: 'POST', headers }, (res) =>
          resolve(res.resume().statusCode ?? 0),
        );
        req.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
        write(req);
      });
    const tooMuch = await send((req) => {
      for (let i = 0; i < 21; i += 1) req.write('x'.repeat(1024 * 1024));
      req.end();
    });
    expect(tooMuch).to.equal(413);
    await send((req) => {
      req.write('Tag,Name\nHALF-1,Half\n');
      setImmediate(() => req.destroy());
    });
    expect((await as.ben.get('/assets/HALF-1')).status).to.equal(404);
  });

  it('keeps right-to-left words as they are', async () => {
    const name = 'حاسوب \u202Eabc';
    expect((await as.ben.post('/assets', { kind: 'other', name })).body.name).to.equal(name);
  });
});
