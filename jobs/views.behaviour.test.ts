import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { performBulkChange } from '../server/incidents/perform-bulk-change.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { drainOutbox, fastForward } from './drain.ts';
import { handlers } from './handlers.ts';

const words = { title: 'No network in the whole wing', impact: 'medium', urgency: 'medium' };

/** Ben and Carla work the queue by views, and change many incidents at once. */
eachDatabase('a queue that is worked by views', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;

  beforeEach(async () => {
    ctx ??= testContext(db());
    cast ??= await makeCast(ctx);
    api ??= await startApi(ctx);
    [ana, ben, carla] = (await Promise.all([cast.ana, cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client, Client];
    await closeAll();
  });
  after(() => api.close());

  /** Each story begins with an empty queue. */
  const closeAll = async (): Promise<void> => {
    if ((await ben.get('/incidents/count?status=new,in_progress,pending')).body.count === 0) return;
    await change(carla, { type: 'cancel' }, { filters: { status: 'new,in_progress,pending' } });
  };
  const file = async (count = 1, more: object = {}): Promise<string[]> => {
    const filed = [];
    for (let i = 0; i < count; i += 1) filed.push((await ana.post('/incidents', { ...words, ...more })).body.id);
    return filed;
  };
  const change = async (client: Client, action: object, what: object): Promise<string> => {
    const { status, body } = await client.post('/bulk-changes', { action, ...what });
    expect([status, body.detail]).to.deep.equal([202, undefined]);
    await drainOutbox(ctx);
    return body.id;
  };
  const undo = async (client: Client, id: string) => {
    await client.delete(`/bulk-changes/${id}`);
    await drainOutbox(ctx);
    return (await client.get(`/bulk-changes/${id}`)).body;
  };
  const incident = async (id: string) => (await ben.get(`/incidents/${id}`)).body;
  const count = async (client: Client, view: string): Promise<number> =>
    (await client.get('/views/counts')).body.items.find(({ id }: { id: string }) => id === view)?.count;
  const read = async (query: string): Promise<string[]> =>
    (await ben.get(`/incidents?${query}`)).body.items.map(({ id }: { id: string }) => id);

  it('Monday 09:00, five reports came in overnight: the counters of both say so, and follow as Ben takes one', async () => {
    const [first] = await file(5);
    expect([await count(ben, 'unassigned'), await count(carla, 'unassigned')]).to.deep.equal([5, 5]);
    await ben.put(`/incidents/${first}/assignment`, { technicianId: 'me' });
    expect([await count(ben, 'mine'), await count(ben, 'unassigned'), await count(carla, 'mine')]).to.deep.equal([1, 4, 0]);
  });

  it('Carla makes a view for the team; Ben finds it at hand with its count, and keeps a copy of his own', async () => {
    await file(2, { urgency: 'high', impact: 'high' });
    const shared = { name: 'Burning', visibility: 'group', supportGroupId: cast.serviceDesk, filters: { priority: 'P1', status: 'new' } };
    const { id } = (await carla.post('/views', shared)).body;
    expect(await count(ben, id)).to.equal(2);
    const copy = (await ben.post('/views', { name: 'Burning and mine', copyOf: id })).body;
    await carla.delete(`/views/${id}`);
    expect((await ben.get(`/views/${copy.id}`)).body.filters).to.deep.equal(shared.filters);
    expect(await count(ben, id)).to.equal(undefined);
  });

  it('Ben goes on holiday: Carla gives all of his to herself, and gives them back when he returns', async () => {
    const ids = await file(25);
    await change(ben, { type: 'assign', technicianId: 'me' }, { incidentIds: ids });
    const handover = await change(
      carla,
      { type: 'assign', technicianId: 'me' },
      { filters: { assigneeId: cast.ben.id, status: 'in_progress' } },
    );
    expect([await count(ben, 'mine'), await count(carla, 'mine')]).to.deep.equal([0, 25]);
    expect(await undo(carla, handover)).to.deep.include({ undone: 25, kept: 0 });
    expect([await count(ben, 'mine'), await count(carla, 'mine')]).to.deep.equal([25, 0]);
  });

  it('Carla regrets, but Ben has worked on one in between: his work stays, and she is told which', async () => {
    const ids = await file(3);
    const raised = await change(carla, { type: 'priority', impact: 'high', urgency: 'high' }, { incidentIds: ids });
    await ben.put(`/incidents/${ids[1]}/resolution`, { code: 'fixed' });
    expect(await undo(carla, raised)).to.deep.include({ state: 'undone', undone: 2, kept: 1 });
    const kept = (await carla.get(`/bulk-changes/${raised}/items?state=kept`)).body.items;
    expect(kept.map((item: { incident: { id: string } }) => item.incident.id)).to.deep.equal([ids[1]]);
    expect([(await incident(ids[1]!)).priority, (await incident(ids[0]!)).priority]).to.deep.equal(['P1', 'P3']);
  });

  it('Ben and Carla change the same thirty at the same time: each incident is changed by both, none twice by one', async () => {
    const ids = await file(30);
    const both = [
      ben.post('/bulk-changes', { action: { type: 'tag', add: ['ben'] }, incidentIds: ids }),
      carla.post('/bulk-changes', { action: { type: 'tag', add: ['carla'] }, incidentIds: [...ids].reverse() }),
    ];
    const started = await Promise.all(both);
    const rows = await ctx.db.sql('outbox').where({ job: 'incident.bulk' });
    await Promise.all(rows.map((row: { id: string; payload: { bulkChangeId: string } }) => performBulkChange(ctx, row.payload, row.id)));
    await drainOutbox(ctx);
    for (const { body } of started)
      expect((await (body.actor.id === cast.ben.id ? ben : carla).get(`/bulk-changes/${body.id}`)).body.done).to.equal(30);
    expect(await read('tag=ben&limit=100')).to.have.length(30);
    expect((await incident(ids[11]!)).tags).to.deep.equal(['ben', 'carla']);
  });

  it('the power fails in the middle of a portion: afterwards it goes on, and each of the thirty has one comment', async () => {
    const ids = await file(30);
    const started = await ben.post('/bulk-changes', { action: { type: 'comment', body: 'We are on it' }, incidentIds: ids });
    let failures = 0;
    const failing: typeof handlers = {
      ...handlers,
      'incident.bulk': (inner, payload, rowId) =>
        performBulkChange(
          { ...inner, clock: Object.assign(() => (failures++ === 45 ? powerCut(db().dialect.name) : inner.clock()), {}) },
          payload,
          rowId,
        ),
    };
    await drainOutbox(ctx, { handlers: failing, postponesFailures: true });
    await fastForward(ctx, new Date(ctx.clock().getTime() + 3_600_000));
    expect(failures).to.be.above(45);
    expect((await ben.get(`/bulk-changes/${started.body.id}`)).body).to.deep.include({ state: 'done', done: 30, failed: 0 });
    const comments = await ctx.db.sql('incidentComments').whereIn('incidentId', ids);
    expect(comments).to.have.length(30);
  });

  it('a storm: twenty reports of one outage become one, and part again when it was two', async () => {
    const [main, ...others] = await file(20);
    const merged = await change(ben, { type: 'merge', intoId: main }, { incidentIds: others });
    expect(await count(ben, 'open')).to.equal(1);
    expect((await incident(others[10]!)).mergedInto.id).to.equal(main);
    expect(await undo(ben, merged)).to.deep.include({ undone: 19 });
    expect(await count(ben, 'open')).to.equal(20);
  });

  it('Friday 16:45, Ben puts ten on hold until Monday, thinks better of it, and the promises are as before', async () => {
    const ids = await file(10);
    const before = (await incident(ids[3]!)).dueAt;
    const until = new Date(ctx.clock().getTime() + 60 * 3_600_000).toISOString();
    const held = await change(ben, { type: 'pend', reason: 'part', until }, { incidentIds: ids });
    expect(await count(ben, 'pending')).to.equal(10);
    ctx.clock.advance(5 * 60_000);
    await undo(ben, held);
    expect((await incident(ids[3]!)).dueAt).to.equal(before);
    await fastForward(ctx, new Date(Date.parse(until) + 1000));
    expect((await incident(ids[3]!)).status).to.equal('new');
  });

  it('resolved by mistake, undone: nothing closes by itself a week later', async () => {
    const ids = await file(4);
    const resolved = await change(ben, { type: 'resolve', code: 'fixed', note: 'All good' }, { incidentIds: ids });
    await undo(ben, resolved);
    await fastForward(ctx, new Date(ctx.clock().getTime() + 8 * 24 * 3_600_000));
    for (const id of ids) expect(await incident(id)).to.deep.include({ status: 'new', resolution: null });
  });

  it('“due today” means Ben’s day: it empties at midnight in Paris, not in Greenwich', async () => {
    ctx.clock.set('2026-12-07T08:00:00Z');
    const agreement = { name: `Day ${ctx.clock().getTime()}`, isDefault: true, targets: { P3: { resolutionTarget: 'PT12H' } } };
    await carla.post('/service-level-agreements', agreement);
    const [id] = await file();
    expect((await incident(id!)).dueAt).to.equal('2026-12-07T20:00:00.000Z');
    expect(await count(ben, 'due-today')).to.equal(1);
    ctx.clock.set('2026-12-07T22:59:00Z');
    expect(await count(ben, 'due-today')).to.equal(1);
    ctx.clock.set('2026-12-07T23:01:00Z');
    expect(await count(ben, 'due-today')).to.equal(0);
  });

  it('a list is read to its end, while reports keep coming in, without gap or double', async () => {
    const ids = await file(60, { impact: 'low' });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: { items: Array<{ id: string }>; nextCursor: string | null } } = await ben.get(
        `/incidents?status=new&sort=openedAt&limit=15${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...body.items.map((item) => item.id));
      cursor = body.nextCursor;
      if (seen.length < 60) await file(1);
    } while (cursor);
    expect(new Set(seen).size).to.equal(seen.length);
    expect(seen).to.include.members(ids);
  });

  it('Eve of Legal reports twice: Ben finds hers by department, by tag and by time, and all three together', async () => {
    const eve = await api.as(cast.eve);
    const [hers, older] = [(await eve.post('/incidents', words)).body.id, (await file())[0]];
    await ben.patch(`/incidents/${hers}`, { tags: ['court'] });
    await ben.patch(`/incidents/${older}`, { tags: ['court'] });
    expect(await read('department=Legal&status=new')).to.deep.equal([hers]);
    expect(await read('tag=court,nothing&opened=-PT1H..')).to.have.members([hers, older]);
    expect(await read('department=Legal&tag=court&opened=today')).to.deep.equal([hers]);
    expect(await read('department=Legal&tag=court&opened=..yesterday')).to.deep.equal([]);
  });
});

function powerCut(database: string): never {
  throw Object.assign(new Error('the power is out'), { code: database === 'sqlite' ? 'SQLITE_BUSY' : '57P01' });
}
