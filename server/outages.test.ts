import { expect } from 'chai';
import { openDatabase } from '../db/connection.ts';
import { freshSqlitePath } from '../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from './testing.ts';

describe('when SQLite cannot write', () => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let path: string;
  const incident = { title: 'Screen is black', impact: 'low', urgency: 'low' };

  before(async () => {
    path = await freshSqlitePath();
    ctx = testContext(openDatabase({ client: 'sqlite', path }));
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    ana = await api.as(cast.ana);
    await ana.get('/me');
  });
  after(async () => {
    await api.close();
    await ctx.db.close();
  });

  it('says so and when to come back while another program holds the lock; then the same request succeeds, once', async () => {
    const other = openDatabase({ client: 'sqlite', path });
    const lock = await other.writer.transaction();
    const refused = await ana.post('/incidents', incident, { 'Idempotency-Key': 'black' });
    expect([refused.status, refused.body.code]).to.deep.equal([503, 'temporarily_unavailable']);
    expect(refused.headers.get('retry-after')).to.equal('5');
    expect((await ana.get('/me')).status, 'reading goes on').to.equal(200);
    await lock.rollback();
    await other.close();
    expect((await ana.post('/incidents', incident, { 'Idempotency-Key': 'black' })).status).to.equal(201);
    expect((await ana.get('/incidents')).body.items).to.have.length(1);
  });

  it('says that the disk is full, keeps nothing half, and goes on when there is room again', async () => {
    const pages = (await ctx.db.writer.raw('PRAGMA page_count')) as Array<{ pageCount: number }>;
    await ctx.db.writer.raw(`PRAGMA max_page_count = ${pages[0]?.pageCount}`);
    const description = 'x'.repeat(40_000);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ana.post('/incidents', { ...incident, description })));
    const full = answers.filter(({ status }) => status !== 201);
    expect(full.length).to.be.above(0);
    for (const { status, body } of full) expect([status, body.code]).to.deep.equal([507, 'storage_full']);
    await ctx.db.writer.raw('PRAGMA max_page_count = 1073741823');
    expect((await ana.post('/incidents', { ...incident, description })).status).to.equal(201);
    const kept = (await ana.get('/incidents')).body.items;
    expect(kept).to.have.length(1 + answers.length - full.length + 1);
  });
});
