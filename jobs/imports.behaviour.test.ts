import { expect } from 'chai';
import { dueRows } from '../db/outbox.ts';
import { eachDatabase } from '../db/testing.ts';
import { changeAsset } from '../server/assets/change-asset.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { drainOutbox } from './drain.ts';
import { handlers } from './handlers.ts';
import { performRow } from './perform.ts';

const long = (count: number, name = 'Machine') =>
  ['Asset Tag,Name,Category,Serial', ...Array.from({ length: count }, (_, i) => `L-${i},${name} ${i},Laptop,SER${i}`)].join('\n');

eachDatabase('a long list that is imported in the background', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let carla: Client;
  let ben: Client;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    carla = await api.as(cast.carla);
    ben = await api.as(cast.ben);
  });
  after(() => api.close());
  beforeEach(async () => {
    for (const table of ['outbox', 'asset_events', 'import_rows', 'asset_import_files', 'asset_imports', 'asset_identifiers', 'assets'])
      await ctx.db.writer(table).delete();
  });

  const csv = { 'Content-Type': 'text/csv' };
  const later = { ...csv, Prefer: 'respond-async' };
  const send = (body: string, query = '', headers: Record<string, string> = later) => carla.post(`/assets/imports?${query}`, body, headers);
  const get = async (path: string) => (await carla.get(path)).body;
  const count = async () => Number((await ctx.db.sql('assets').count({ n: '*' }))[0]?.n);
  /** So many jobs and no more. */
  const work = async (jobs: number) => {
    for (let i = 0; i < jobs; i += 1) {
      const [row] = await dueRows(ctx.db.sql, ctx.clock(), 1);
      if (row) await performRow(ctx, handlers, row, new AbortController().signal);
    }
  };

  it('is accepted at once, tells how far it is, and ends with every row in the books and in the list', async () => {
    const accepted = await send(`${long(2400)}\nL-5,Again,Laptop,\n`, 'fileName=long.csv');
    expect(accepted.status).to.equal(202);
    expect(accepted.body).to.include({ state: 'running', total: 2401, percent: 0, fileName: 'long.csv', dryRun: false });
    const { id } = accepted.body as { id: string };
    await work(1);
    expect(await get(`/assets/imports/${id}`)).to.include({ state: 'running', created: 1000, percent: 41 });
    await drainOutbox(ctx);
    expect(await get(`/assets/imports/${id}`)).to.include({ state: 'done', created: 2400, rejected: 1, percent: 100 });
    expect(await count()).to.equal(2400);
    const refused = await get(`/assets/imports/${id}/rows?outcome=rejected`);
    expect(refused.items).to.have.length(1);
    expect(refused.items[0]).to.deep.include({ line: 2402, reasons: ['Line 7 has tag L-5 too'] });
    const lines: number[] = [];
    for (let cursor = ''; cursor !== null; ) {
      const page = await get(`/assets/imports/${id}/rows?limit=200${cursor && `&cursor=${cursor}`}`);
      lines.push(...page.items.map((row: { line: number }) => row.line));
      cursor = page.nextCursor;
    }
    expect(lines).to.deep.equal(Array.from({ length: 2401 }, (_, i) => i + 2));
  });

  it('is background work by itself when it is long', async () => {
    const accepted = await send(long(5001), '', csv);
    expect(accepted.status).to.equal(202);
    expect((await send(long(3), '', csv)).status).to.equal(200);
  });

  it('shows on a dry run what each row would do, and is then carried out without being sent again', async () => {
    const { id } = (await send(long(300), 'dryRun=true')).body as { id: string };
    await drainOutbox(ctx);
    expect(await get(`/assets/imports/${id}`)).to.include({ state: 'checked', created: 300, dryRun: true });
    expect(await count()).to.equal(0);
    const [first] = (await get(`/assets/imports/${id}/rows`)).items;
    expect(first).to.include({ outcome: 'created', tag: 'L-0', assetId: null });
    expect((await carla.delete(`/assets/imports/${id}`)).status).to.equal(409);
    expect((await carla.put(`/assets/imports/${id}/execution`)).status).to.equal(202);
    expect((await carla.put(`/assets/imports/${id}/execution`)).status).to.equal(409);
    await drainOutbox(ctx);
    expect(await get(`/assets/imports/${id}`)).to.include({ state: 'done', created: 300, dryRun: false });
    expect(await count()).to.equal(300);
  });

  it('is stopped where it stands, and undone from there', async () => {
    const { id } = (await send(long(1400))).body as { id: string };
    await work(1);
    expect((await carla.put(`/assets/imports/${id}/cancellation`)).body).to.include({ state: 'cancelled', created: 1000 });
    expect(await drainOutbox(ctx)).to.have.length(0);
    expect((await carla.put(`/assets/imports/${id}/cancellation`)).status).to.equal(409);
    expect(await count()).to.equal(1000);
    expect((await carla.delete(`/assets/imports/${id}`)).status).to.equal(204);
    expect(await count()).to.equal(0);
  });

  it('stops and is taken back when it is undone while it is at work', async () => {
    const { id } = (await send(long(1400))).body as { id: string };
    await work(1);
    expect((await carla.delete(`/assets/imports/${id}`)).status).to.equal(204);
    await drainOutbox(ctx);
    expect(await get(`/assets/imports/${id}`)).to.include({ state: 'undone', created: 1000, undone: 1000 });
    expect(await count()).to.equal(0);
  });

  it('is undone in the background when it is long, and leaves alone what was worked on meanwhile', async () => {
    const { id } = (await send(long(5200))).body as { id: string };
    await drainOutbox(ctx);
    expect(await count()).to.equal(5200);
    const undoing = await carla.delete(`/assets/imports/${id}`);
    expect(undoing.status).to.equal(202);
    await work(1);
    await changeAsset(ctx, cast.ben, 'L-3', { name: 'Worked on' }, null);
    await drainOutbox(ctx);
    expect(await get(`/assets/imports/${id}`)).to.include({ state: 'undone', undone: 5199, kept: 1 });
    expect(await count()).to.equal(1);
    const kept = (await get(`/assets/imports/${id}/rows?limit=20`)).items.filter((row: { reasons: string[] }) => row.reasons.length > 0);
    expect(kept.map(({ tag, reasons }: { tag: string; reasons: string[] }) => [tag, reasons])).to.deep.equal([
      ['L-3', ['L-3 was changed since']],
    ]);
  });

  it('puts what holds each other into one portion, wherever it stands in the file', async () => {
    const rows = long(400).split('\n');
    const list = [
      `${rows[0]},Custodian type,Custodian`,
      'DISK,Disk,,,asset,TOWER',
      ...rows.slice(1),
      'TOWER,Tower,,,,',
      'A,a,,,asset,B',
      'B,b,,,asset,A',
    ];
    const { id } = (await send(list.join('\n'))).body as { id: string };
    await drainOutbox(ctx);
    expect(await get(`/assets/imports/${id}`)).to.include({ state: 'done', created: 402, rejected: 2 });
    const disk = await get('/assets/DISK');
    expect(disk.custodian.name).to.equal('Tower');
  });

  it('refuses a row about what an earlier portion was about already', async () => {
    await send(long(1), '', csv);
    const list = [
      'Name,Asset Tag,Serial',
      'By tag,L-0,',
      ...long(300)
        .split('\n')
        .slice(2)
        .map((row) => row.split(','))
        .map(([tag, name, , serial]) => `${name},${tag},${serial}`),
      'By serial,,SER0',
    ];
    const { id } = (await send(list.join('\n'))).body as { id: string };
    await drainOutbox(ctx);
    const refused = (await get(`/assets/imports/${id}/rows?outcome=rejected`)).items;
    expect(refused.map(({ reasons }: { reasons: string[] }) => reasons)).to.deep.equal([['Line 2 has L-0 too']]);
  });

  it('fails in words when who asked for it may not import any more', async () => {
    const { id } = (await send(long(1200))).body as { id: string };
    await work(1);
    await ctx.db.writer('people').where({ id: cast.carla.id }).update({ role: 'technician' });
    await drainOutbox(ctx);
    await ctx.db.writer('people').where({ id: cast.carla.id }).update({ role: 'lead' });
    const found = await get(`/assets/imports/${id}`);
    expect(found).to.include({ state: 'failed', created: 1000 });
    expect(found.reason).to.include('Carla');
  });

  it('takes what somebody says of the columns, and remembers it for such files', async () => {
    const list = 'Wer,Was,Asset Tag\nana@example.org,Laptop,C-1\n';
    const columns = encodeURIComponent(JSON.stringify(['custodian', 'name', 'tag']));
    const plain = await send(list, 'dryRun=true', csv);
    expect(plain.body).to.deep.include({ isRemembered: false });
    expect(plain.body.columns.map(({ field }: { field: string }) => field)).to.deep.equal([null, null, 'tag']);
    expect((await send(list, `columns=${columns}`, csv)).body).to.deep.include({ created: 1 });
    expect((await get('/assets/C-1')).custodian).to.deep.include({ name: 'Ana' });
    const again = await send(list, 'dryRun=true', csv);
    expect(again.body).to.deep.include({ isRemembered: true, unchanged: 1 });
    await send(list, 'columns=auto', csv);
    expect((await send(list, 'dryRun=true', csv)).body).to.deep.include({ isRemembered: false });
    expect((await send(list, 'columns=%5B%22tag%22%5D', csv)).status).to.equal(422);
    expect((await send(list, 'columns=nonsense', csv)).status).to.equal(422);
    expect((await send(list, `columns=${encodeURIComponent('["nothing",null,null]')}`, csv)).status).to.equal(422);
  });

  it('is for leads', async () => {
    expect((await ben.post('/assets/imports', long(1), later)).status).to.equal(403);
    const { id } = (await send(long(1))).body as { id: string };
    for (const path of ['execution', 'cancellation']) expect((await ben.put(`/assets/imports/${id}/${path}`)).status).to.equal(403);
    expect((await ben.get(`/assets/imports/${id}/rows`)).status).to.equal(403);
    expect((await carla.get('/assets/imports/unknown/rows')).status).to.equal(404);
  });
});
