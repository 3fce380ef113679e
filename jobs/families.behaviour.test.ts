import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { transact } from '../db/transaction.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { drainOutbox, fastForward } from './drain.ts';
import { handlers } from './handlers.ts';

/** One incident behind many: what is said and done to all of them at once. */
eachDatabase('a family of incidents', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let eve: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, eve] = (await Promise.all([cast.ana, cast.ben, cast.eve].map((actor) => api.as(actor)))) as [Client, Client, Client];
  });
  after(() => api.close());

  const file = async (by: Client, title: string): Promise<string> =>
    (await by.post('/incidents', { title, impact: 'high', urgency: 'high' })).body.id;
  const later = (minutes: number) => fastForward(ctx, new Date(ctx.clock().getTime() + minutes * 60_000));
  const family = async (parent: string, count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let i = 0; i < count; i += 1) ids.push(await file(i % 2 ? ana : eve, `No mail here either (${i})`));
    for (let from = 0; from < count; from += 100)
      await ben.post(`/incidents/${parent}/children`, { incidentIds: ids.slice(from, from + 100) });
    return ids;
  };
  const statuses = async (ids: string[]): Promise<Record<string, number>> => {
    const rows: Array<{ status: string }> = await ctx.db.sql('incidents').select('status').whereIn('id', ids);
    const count = new Map<string, number>();
    for (const { status } of rows) count.set(status, (count.get(status) ?? 0) + 1);
    return Object.fromEntries(count);
  };
  const commentsOn = async (ids: string[]): Promise<number[]> =>
    Promise.all(ids.map(async (id) => (await ctx.db.sql('incidentComments').where({ incidentId: id })).length));

  it('200 children are answered and resolved at once, each once', async () => {
    const parent = await file(ben, 'Mail is down');
    const children = await family(parent, 200);
    expect((await ben.post(`/incidents/${parent}/children/answers`, { body: 'We are on it.' })).status).to.equal(202);
    await ben.post(`/incidents/${parent}/children/resolutions`, { code: 'fixed', note: 'It runs again.' });
    await drainOutbox(ctx, { handlers: stateOnly });
    expect(new Set(await commentsOn(children))).to.deep.equal(new Set([1]));
    expect(await statuses([...children, parent])).to.deep.equal({ resolved: 201 });
    const { children: counts, acts } = (await ben.get(`/incidents/${parent}/family`)).body;
    expect(counts).to.deep.equal({ total: 200, open: 0 });
    expect(acts.map((act: { kind: string; done: number; skipped: number }) => [act.kind, act.done, act.skipped])).to.deep.equal([
      ['resolve', 200, 0],
      ['answer', 200, 0],
    ]);
  }).timeout(120_000);

  it('the process is killed in the middle of an answer to 30: the others get it afterwards, nobody twice', async () => {
    const parent = await file(ben, 'Mail is down');
    const children = await family(parent, 30);
    await ben.post(`/incidents/${parent}/children/answers`, { body: 'We are on it.', alsoParent: false });
    let left = 12;
    const dies = {
      ...stateOnly,
      'incident.fanOutChild': async (...[context, ...job]: Parameters<(typeof handlers)['incident.fanOutChild']>) => {
        left -= 1;
        if (left > 0) return handlers['incident.fanOutChild'](context, ...job);
        // Everything is written, nothing is kept.
        await transact(context, async (tx) => {
          await handlers['incident.fanOutChild'](tx, ...job);
          throw new Error('killed');
        });
      },
    };
    const crashed = await drainOutbox(ctx, { handlers: dies }).catch((error: Error) => error.message);
    expect(crashed).to.equal('killed');
    expect((await commentsOn(children)).filter((many) => many === 1)).to.have.length(11);
    await drainOutbox(ctx, { handlers: stateOnly });
    expect(new Set(await commentsOn(children))).to.deep.equal(new Set([1]));
    expect((await ben.get(`/incidents/${parent}/family`)).body.acts[0]).to.include({ done: 30, skipped: 0, total: 30 });
  }).timeout(60_000);

  it('a child that cannot take it is left out and named, the others go on', async () => {
    const parent = await file(ben, 'Mail is down');
    const [first, second, third] = await family(parent, 3);
    await ben.post(`/incidents/${parent}/children/resolutions`, { code: 'fixed', note: 'Done.', alsoParent: false });
    await ben.put(`/incidents/${second}/cancellation`);
    await drainOutbox(ctx, { handlers: stateOnly });
    const [act] = (await ben.get(`/incidents/${parent}/family`)).body.acts;
    expect(act).to.include({ done: 2, skipped: 1 });
    expect(act.leftOut[0].reason).to.match(/is cancelled and cannot be resolved/);
    expect([await statuses([first!, third!]), await statuses([parent])]).to.deep.equal([{ resolved: 2 }, { new: 1 }]);
  });

  it('resolved too soon: all children reopen together, but the one that Ana had settled since', async () => {
    const parent = await file(ben, 'Mail is down');
    const children = await family(parent, 4);
    const { body: act } = await ben.post(`/incidents/${parent}/children/resolutions`, { code: 'fixed', note: 'Done.', alsoParent: false });
    expect((await ben.delete(`/incidents/${parent}/children/resolutions/${act.id}`)).status).to.equal(409);
    await drainOutbox(ctx, { handlers: stateOnly });
    await ana.put(`/incidents/${children[1]}/closure`);
    expect((await ben.delete(`/incidents/${parent}/children/resolutions/${act.id}`)).status).to.equal(202);
    await drainOutbox(ctx, { handlers: stateOnly });
    expect(await statuses(children)).to.deep.equal({ new: 3, closed: 1 });
    expect((await ben.delete(`/incidents/${parent}/children/resolutions/${act.id}`)).status).to.equal(409);
  });

  it('an employee learns nothing from a parent: not its number, not its words, not the other children', async () => {
    const parent = await file(eve, 'Eve has read the board’s mail');
    const [child] = [await file(ana, 'No mail')];
    await ben.put(`/incidents/${child}/parent`, { parentId: parent });
    await ben.post(`/incidents/${parent}/children/answers`, { body: 'We are on it.' });
    await later(1);
    const seen = JSON.stringify([
      (await ana.get(`/incidents/${child}`)).body,
      (await ana.get(`/incidents/${child}/timeline`)).body,
      (await ana.get('/notifications')).body.items.filter(({ subject }: { subject: { id: string } }) => subject.id === child),
    ]);
    expect(seen).to.include('We are on it.').and.not.include(parent).and.not.include('board');
    for (const path of ['family', 'children', 'merges', 'splits', 'major-incident'])
      expect((await ana.get(`/incidents/${child}/${path}`)).status).to.equal(403);
    expect((await ana.get(`/incidents/${parent}`)).status).to.equal(404);
  });
});

/** Mails are another story. */
const stateOnly = {
  ...handlers,
  'notification.deliver': async (ctx: TestContext, _payload: object, rowId: string) =>
    void (await ctx.db.writer('outbox').where({ id: rowId }).delete()),
} as unknown as typeof handlers;
